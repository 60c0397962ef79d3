package dev.locache.codec;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value whose stream has passed {@link StreamCheck}. The filter repeats the rules where the
 * JDK enforces them; whatever the JVM-wide filter forbids stays forbidden, though a stream's own
 * filter alone would replace it.
 */
final class ValueInput extends ObjectInputStream implements ObjectInputFilter {
  private final int bytes;
  private final StreamClasses classes;

  /** Reads what remains in {@code source}, which {@link StreamCheck} has passed over. */
  static ValueInput open(ByteBuffer source, StreamClasses classes) throws IOException {
    ValueInput in = new ValueInput(source, source.remaining(), classes);
    @Nullable ObjectInputFilter everywhere = in.getObjectInputFilter();
    in.setObjectInputFilter(ObjectInputFilter.merge(in, everywhere));
    return in;
  }

  private ValueInput(ByteBuffer source, int bytes, StreamClasses classes) throws IOException {
    super(new BufferInput(source));
    this.bytes = bytes;
    this.classes = classes;
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description) throws IOException {
    return classes.resolve(description.getName()).type();
  }

  @Override
  protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
    throw new IOException("value holds a dynamic proxy, which cannot be stored");
  }

  /**
   * Every part takes a byte or more, so the stream's length bounds all but the depth. Throws rather
   * than rejects: the JDK rejects then, and keeps the reason as the cause.
   */
  @Override
  public Status checkInput(FilterInfo info) {
    if (info.depth() > StreamCheck.MAXIMUM_DEPTH
        || info.references() > bytes
        || info.arrayLength() > bytes
        || info.streamBytes() > bytes) {
      throw new RefusedException("value asks for more room than its " + bytes + " bytes can fill");
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return Status.UNDECIDED;
    }
    if (!classes.accept(type)) {
      throw new RefusedException(AcceptedClasses.refusal(type.getName()));
    }
    return Status.ALLOWED;
  }
}
