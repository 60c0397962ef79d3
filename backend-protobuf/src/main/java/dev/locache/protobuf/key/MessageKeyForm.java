package dev.locache.protobuf.key;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import dev.locache.spi.KeyFormProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Puts protobuf messages into keys by their class and their bytes, serialized deterministically:
 * else the bytes would show in which order a map field was filled. Thread-safe.
 */
public final class MessageKeyForm implements KeyFormProvider {
  /** For {@link java.util.ServiceLoader}. */
  public MessageKeyForm() {}

  /** Returns the name of {@code MessageLite}, which every message is. */
  @Override
  public String typeName() {
    return "com.google.protobuf.MessageLite";
  }

  /** Returns the name of the message's class and its bytes. */
  @Override
  public Object keyOf(Object value) {
    MessageLite message = (MessageLite) value;
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException impossible) { // an array of the right size is written to
      throw new UncheckedIOException(impossible);
    }
    return List.of(message.getClass().getName(), bytes);
  }
}
