package dev.locache.key;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Objects with a serialized form of their own, by these bytes (Java Object Serialization
 * Specification). What stands in them and has a canonical form is written in that form: plain
 * serialization would show in which order a hash table was filled, and which texts are the same
 * object.
 *
 * <p>One thing stays visible: an immutable {@code Set.of} or {@code Map.of} of several elements is
 * turned into a list, in an order of this run, before it can be seen here. Such a key differs in
 * the next run, which costs a hit.
 */
final class SerializedEncoder implements ValueEncoder {
  @Override
  public Kind kind() {
    return Kind.ARGUMENT_ONLY;
  }

  @Override
  public void encode(Object value, KeyOutput out) throws UnencodableException {
    byte[] bytes = serialize(value, out);
    out.tag(KeyFormat.SERIALIZED);
    out.text(value.getClass().getName());
    out.counted(bytes);
  }

  private static byte[] serialize(Object value, KeyOutput out) throws UnencodableException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CanonicalStream stream = new CanonicalStream(bytes, out)) {
      stream.writeObject(value);
      stream.throwProblem();
    } catch (NestedException e) {
      throw e.problem;
    } catch (IOException e) {
      Class<?> type = value.getClass();
      throw new UnencodableException(
          type, "cannot be serialized: " + e + "; " + Reasons.waysOut(type), e);
    }
    return bytes.toByteArray();
  }

  /** Replaces every object within the first one by the bytes of its canonical form. */
  private static final class CanonicalStream extends ObjectOutputStream {
    private final KeyOutput out;
    private final Map<ByteBuffer, byte[]> forms = new HashMap<>();
    private boolean atFirst = true;
    private @Nullable NestedException problem;

    CanonicalStream(ByteArrayOutputStream bytes, KeyOutput out) throws IOException {
      super(bytes);
      this.out = out;
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) throws IOException {
      if (atFirst) {
        atFirst = false;
        return object;
      }
      int begun = out.begin();
      try {
        out.item(object);
      } catch (UnencodableException e) {
        problem = new NestedException(e.within("serialized form"));
        throw problem;
      }
      return theOne(out.end(begun));
    }

    /** The stream writes an array that it has seen as a reference, so equal ones must be one. */
    private byte[] theOne(byte[] form) {
      byte[] earlier = forms.putIfAbsent(ByteBuffer.wrap(form), form);
      return earlier == null ? form : earlier;
    }

    /** A writeObject of the value's class may have swallowed the exception. */
    void throwProblem() throws NestedException {
      if (problem != null) {
        throw problem;
      }
    }
  }

  /** Takes an {@link UnencodableException} through code that throws IOExceptions only. */
  private static final class NestedException extends IOException {
    private static final long serialVersionUID = 1;

    private final UnencodableException problem;

    NestedException(UnencodableException problem) {
      super(problem);
      this.problem = problem;
    }
  }
}
