package dev.locache.key;

import dev.locache.spi.Digest128;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the digest of one method's arguments. Immutable and thread-safe. */
public final class ArgumentDigester {
  private final Encoders encoders;
  private final OutputPool outputs;
  private final byte[] head;
  private final boolean[] ignored;

  /** Of parameters whose class is known beforehand; null where each argument has to be asked. */
  private final @Nullable ValueEncoder[] known;

  private ArgumentDigester(
      Encoders encoders,
      OutputPool outputs,
      byte[] head,
      boolean[] ignored,
      @Nullable ValueEncoder[] known) {
    this.encoders = encoders;
    this.outputs = outputs;
    this.head = head;
    this.ignored = ignored;
    this.known = known;
  }

  static ArgumentDigester of(
      Encoders encoders,
      OutputPool outputs,
      Class<?>[] parameterTypes,
      boolean[] ignored,
      Digest128 state) {
    int count = parameterTypes.length;
    if (ignored.length != count) {
      throw new IllegalArgumentException(
          "ignored (" + ignored.length + ") must be as many as the parameters (" + count + ")");
    }
    @Nullable ValueEncoder[] known = new ValueEncoder[count];
    for (int i = 0; i < count; i++) {
      known[i] = knownEncoder(encoders, parameterTypes[i]);
    }
    return new ArgumentDigester(encoders, outputs, head(state, count), ignored.clone(), known);
  }

  private static @Nullable ValueEncoder knownEncoder(Encoders encoders, Class<?> type) {
    if (type.isPrimitive()) {
      Object boxed = Array.get(Array.newInstance(type, 1), 0);
      return encoders.of(boxed.getClass());
    }
    // An array's class is final, yet a String[] may come where an Object[] is declared.
    boolean known = Modifier.isFinal(type.getModifiers()) && !type.isArray();
    return known ? encoders.of(type) : null;
  }

  private static byte[] head(Digest128 state, int count) {
    ByteBuffer head = ByteBuffer.allocate(2 + Digest128.BYTES + Integer.BYTES);
    head.put(KeyFormat.VERSION).put(KeyFormat.ARGUMENTS);
    state.writeTo(head);
    return head.putInt(count).array();
  }

  /**
   * Returns the digest of {@code arguments} and of the state.
   *
   * @param arguments one for each parameter, primitives in their boxes
   * @throws UnencodableException if one of them, or something in it, has no canonical form
   * @throws IllegalArgumentException if there are more or fewer than the method has parameters
   */
  public Digest128 digest(@Nullable Object[] arguments) throws UnencodableException {
    if (arguments.length != known.length) {
      throw new IllegalArgumentException(
          "arguments (" + arguments.length + ") must be " + known.length);
    }
    KeyOutput out = outputs.take();
    out.raw(head);
    for (int i = 0; i < arguments.length; i++) {
      argument(i, arguments[i], out);
    }
    return outputs.digestAndGiveBack(out);
  }

  /**
   * Returns a digest of each argument by itself, to tell which of them differ between two calls. An
   * argument that is left out of the key has always the same.
   *
   * @throws UnencodableException as {@link #digest} does
   */
  public List<Digest128> digestOfEach(@Nullable Object[] arguments) throws UnencodableException {
    List<Digest128> digests = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      KeyOutput out = outputs.take();
      argument(i, arguments[i], out);
      digests.add(outputs.digestAndGiveBack(out));
    }
    return digests;
  }

  private void argument(int index, @Nullable Object value, KeyOutput out)
      throws UnencodableException {
    if (ignored[index]) {
      out.tag(KeyFormat.LEFT_OUT);
      return;
    }
    if (value == null) {
      out.tag(KeyFormat.NULL);
      return;
    }
    try {
      encoderOf(index, value).encode(value, out);
    } catch (UnencodableException e) {
      throw e.within("argument " + (index + 1));
    } catch (RuntimeException e) { // accessors, iterators and key encoders are users' code
      throw Reasons.failed(value.getClass(), e).within("argument " + (index + 1));
    } catch (StackOverflowError e) {
      throw Reasons.tooDeep(value.getClass()).within("argument " + (index + 1));
    }
  }

  private ValueEncoder encoderOf(int index, Object value) {
    ValueEncoder encoder = known[index];
    return encoder == null ? encoders.of(value.getClass()) : encoder;
  }
}
