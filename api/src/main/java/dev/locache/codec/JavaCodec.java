package dev.locache.codec;

import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Chooses the form of a value by its class, and of bytes by their first one, the tag. */
final class JavaCodec implements Codec {
  private final CodecContext context;
  private final ResultType resultType;
  private final ClassPatterns allowed;

  /** Made with the first value that needs it: many methods never do, and it is slow to load. */
  private volatile @Nullable SerialForm serialForm;

  JavaCodec(CodecContext context, ResultType resultType, ClassPatterns allowed) {
    this.context = context;
    this.resultType = resultType;
    this.allowed = allowed;
  }

  @Override
  public ByteBuffer encode(@Nullable Object value) throws IOException {
    if (value == null || DirectForm.holds(value)) {
      return DirectForm.encode(value, context.maximumBytes());
    }
    return serialForm().encode(value);
  }

  @Override
  public @Nullable Object decode(ByteBuffer bytes) throws IOException {
    ByteBuffer in = bytes.slice();
    if (!in.hasRemaining()) {
      throw new CorruptEntryException("value is damaged: it has no bytes");
    }
    if (in.remaining() > context.maximumBytes()) {
      throw new IOException(
          "value (" + in.remaining() + " bytes) exceeds the maximum of " + context.maximumBytes());
    }
    byte tag = in.get();
    Object value = tag == SerialForm.TAG ? serialForm().decode(in) : DirectForm.decode(tag, in);
    if (value != null && !resultType.raw().isInstance(value)) {
      throw new IOException(
          "value has another shape: it is a "
              + value.getClass().getName()
              + ", the method returns "
              + resultType);
    }
    return value;
  }

  private SerialForm serialForm() {
    SerialForm form = serialForm;
    if (form == null) {
      form = new SerialForm(context, resultType, allowed);
      serialForm = form;
    }
    return form;
  }
}
