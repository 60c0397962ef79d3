package dev.locache.protobuf.value;

import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.spi.CodecProvider;

/**
 * Makes codecs that write values as messages of Protocol Buffers. What they instantiate follows
 * from the declared result type alone: values of the JDK, its collections, arrays, enums, records,
 * sealed interfaces of records, and protobuf messages. {@link CodecContext#allowed} adds nothing to
 * that. Thread-safe.
 */
public final class ProtobufCodecProvider implements CodecProvider {
  /** For {@link java.util.ServiceLoader}. */
  public ProtobufCodecProvider() {}

  /** Returns {@code protobuf}. */
  @Override
  public String id() {
    return "protobuf";
  }

  /**
   * Makes the codec for the results of one method.
   *
   * @throws IllegalArgumentException if the declared result type does not tell which classes its
   *     values are made of, or if one of these can neither be taken apart nor built
   */
  @Override
  public Codec codec(CodecContext context) {
    FormPlanner planner = new FormPlanner(context.resultType());
    Form form = planner.plan();
    return new ProtobufCodec(form, planner.shape(), context.maximumBytes());
  }
}
