package dev.locache.fingerprint;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * Asks a serializable lambda for what it would be written as, which names its code. The stream is
 * asked, not the lambda's own {@code writeReplace}: that one cannot be called in a module that is
 * not open. Nothing is written.
 */
final class SerializedForm extends ObjectOutputStream {
  /** Returns the form; null if the lambda has none. */
  static @Nullable SerializedLambda of(Object lambda) {
    if (!(lambda instanceof Serializable)) {
      return null;
    }
    try (SerializedForm stream = new SerializedForm()) {
      stream.writeObject(lambda);
      return stream.form;
    } catch (IOException e) {
      throw new IllegalStateException("a stream to nowhere cannot fail", e);
    }
  }

  private @Nullable SerializedLambda form;

  private SerializedForm() throws IOException {
    super(OutputStream.nullOutputStream());
    enableReplaceObject(true);
  }

  /** Has null written instead, so that what was captured need not be serializable. */
  @Override
  protected @Nullable Object replaceObject(Object object) {
    if (object instanceof SerializedLambda serialized) {
      form = serialized;
    }
    return null;
  }
}
