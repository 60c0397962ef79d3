package dev.locache.protobuf.value;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.locache.spi.Codec;
import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes by the form of a result type: the message {@code Result} of value.proto. */
final class ProtobufCodec implements Codec {
  private final Form form;
  private final long shape;
  private final int maximumBytes;

  ProtobufCodec(Form form, long shape, int maximumBytes) {
    this.form = form;
    this.shape = shape;
    this.maximumBytes = maximumBytes;
  }

  @Override
  public ByteBuffer encode(@Nullable Object value) throws IOException {
    Output out = new Output(maximumBytes);
    try {
      out.tag(Tags.RESULT_SHAPE);
      out.fixed64(shape);
      out.tag(Tags.RESULT_VALUE);
      out.value(form, value);
    } catch (RuntimeException | LinkageError failed) { // from the value's own classes
      throw new IOException("value could not be written: " + failed, failed);
    }
    return out.toBuffer();
  }

  @Override
  public @Nullable Object decode(ByteBuffer bytes) throws IOException {
    if (!bytes.hasRemaining()) {
      throw new CorruptEntryException("value is damaged: it has no bytes");
    }
    if (bytes.remaining() > maximumBytes) {
      throw new IOException(
          "value (" + bytes.remaining() + " bytes) exceeds the maximum of " + maximumBytes);
    }
    try {
      return decode(Input.of(bytes));
    } catch (InvalidProtocolBufferException damaged) {
      throw new CorruptEntryException("value is damaged: " + damaged.getMessage(), damaged);
    } catch (RuntimeException | LinkageError failed) { // from constructors, and the JDK's checks
      throw new IOException("value has another shape: " + failed, failed);
    }
  }

  private @Nullable Object decode(Input in) throws IOException {
    in.expect(Tags.RESULT_SHAPE);
    if (in.fixed64() != shape) {
      throw new IOException(
          "value has another shape: it was written for another result type, or another version of"
              + " the classes that this one is made of");
    }
    in.expect(Tags.RESULT_VALUE);
    Object value = in.value(form);
    in.expectEnd();
    return value;
  }
}
