package dev.locache.campaigns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.spi.CodecProvider;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Strings as UTF-8, and how often anybody asked for one to be decoded. */
public final class CountingCodec implements CodecProvider, Codec {
  private static int decoded;

  /** Creates one; for {@link java.util.ServiceLoader}. */
  public CountingCodec() {}

  /** Returns how many values were decoded since the last call. */
  static int decodedSince() {
    int since = decoded;
    decoded = 0;
    return since;
  }

  @Override
  public String id() {
    return "counting";
  }

  @Override
  public Codec codec(CodecContext context) {
    return this;
  }

  @Override
  public ByteBuffer encode(@Nullable Object value) {
    return ByteBuffer.wrap(String.valueOf(value).getBytes(UTF_8));
  }

  @Override
  public Object decode(ByteBuffer bytes) {
    decoded++;
    return UTF_8.decode(bytes).toString();
  }
}
