package dev.locache.codec;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value, with stand-ins, and stops at the first class that reading would refuse. What it
 * refuses it throws as {@link RefusedException}.
 */
final class ValueOutput extends ObjectOutputStream {
  private final AcceptedClasses accepted;
  private final StreamClasses classes;
  private @Nullable String refusal;

  ValueOutput(OutputStream target, AcceptedClasses accepted) throws IOException {
    super(target);
    this.accepted = accepted;
    this.classes = new StreamClasses(accepted);
    enableReplaceObject(true);
  }

  /** Writes all of {@code value} to the target. */
  void writeValue(Object value) throws IOException {
    writeObject(value);
    flush();
    if (refusal != null) {
      throw new RefusedException(refusal);
    }
  }

  @Override
  protected @Nullable Object replaceObject(Object object) throws IOException {
    if (object instanceof IOException && accepted.find(object.getClass().getName()) == null) {
      // Either part of the value, or what a writeObject threw and the stream now writes before it
      // throws it on. In the second case this must not get in its way.
      refusal = AcceptedClasses.refusal(object.getClass().getName());
      return null;
    }
    Object written = StandIns.of(object);
    checkWritable(written);
    return written;
  }

  @Override
  protected void annotateClass(Class<?> type) throws IOException {
    KnownClass known;
    try {
      known = classes.resolve(type.getName());
    } catch (IOException refused) {
      throw new RefusedException(refused);
    }
    if (known.type() != type) {
      throw new RefusedException(
          "value holds " + type.getName() + " of another class loader than the service's");
    }
  }

  @Override
  protected void annotateProxyClass(Class<?> type) {
    throw new RefusedException("value holds a dynamic proxy, which cannot be stored");
  }

  private static void checkWritable(Object object) {
    Class<?> type = object.getClass();
    if (object instanceof SerializedLambda lambda) {
      throw new RefusedException(
          "value holds a lambda, which cannot be stored; it is one of "
              + lambda.getCapturingClass().replace('/', '.'));
    }
    if (type.isHidden() && type.isSynthetic()) {
      throw new RefusedException(
          "value holds a lambda, which cannot be stored; it is one of "
              + type.getNestHost().getName());
    }
    if (Proxy.isProxyClass(type)) {
      throw new RefusedException(
          "value holds a dynamic proxy, which cannot be stored; it is a "
              + type.getInterfaces()[0].getName());
    }
    if (!(object instanceof Serializable)) {
      throw new RefusedException(
          "value holds "
              + type.getName()
              + ", which is not Serializable; implement Serializable or make it a record");
    }
    String unsaved = UnsavedFields.of(type);
    if (unsaved != null) {
      throw new RefusedException(unsaved);
    }
  }
}
