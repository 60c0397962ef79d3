package dev.locache.protobuf.value;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of Protocol Buffers, by their own bytes. */
final class MessageForm implements Form {
  private final Class<?> type;
  private final MessageLite defaultInstance;

  /**
   * Returns the form of a generated message class; null for other types, {@code Message} and {@code
   * DynamicMessage} among them, which do not tell what they hold.
   */
  static @Nullable MessageForm of(Class<?> type) {
    if (!MessageLite.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())) {
      return null;
    }
    try {
      Object instance = type.getMethod("getDefaultInstance").invoke(null);
      return instance instanceof MessageLite message && message.getClass() == type
          ? new MessageForm(type, message)
          : null;
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException notSo) {
      return null;
    }
  }

  private MessageForm(Class<?> type, MessageLite defaultInstance) {
    this.type = type;
    this.defaultInstance = defaultInstance;
  }

  /**
   * Says how messages of this type are built, so that entries of another schema are not read: a
   * field that took over the number of another would read its values as its own. Lite messages do
   * not know their schema.
   */
  String schema() {
    if (!(defaultInstance instanceof Message message)) {
      return type.getName();
    }
    Map<String, FileDescriptor> files = new LinkedHashMap<>();
    collect(message.getDescriptorForType().getFile(), files);
    StringBuilder text = new StringBuilder(message.getDescriptorForType().getFullName());
    for (FileDescriptor file : files.values()) {
      text.append('\n').append(HexFormat.of().formatHex(file.toProto().toByteArray()));
    }
    return text.toString();
  }

  /** Reads what it writes: extensions come back as unknown fields, so those are refused. */
  @Override
  public void write(Object value, Output out) throws IOException {
    if (value.getClass() != type) {
      throw UnencodableException.unexpected(value, type.getName());
    }
    MessageLite message = (MessageLite) value;
    if (!message.isInitialized()) {
      throw new UnencodableException(type.getName(), "which lacks required fields");
    }
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream target = CodedOutputStream.newInstance(bytes);
    target.useDeterministicSerialization();
    message.writeTo(target);
    target.checkNoSpaceLeft();
    if (!parse(bytes).equals(value)) {
      throw new UnencodableException(
          type.getName(), "which its own parser does not read back the same");
    }
    out.bytes(Tags.MESSAGE, bytes);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.MESSAGE);
    return parse(in.bytes());
  }

  private MessageLite parse(byte[] bytes) throws IOException {
    return defaultInstance.getParserForType().parseFrom(bytes);
  }

  private static void collect(FileDescriptor file, Map<String, FileDescriptor> files) {
    if (files.putIfAbsent(file.getFullName(), file) == null) {
      for (FileDescriptor each : file.getDependencies()) {
        collect(each, files);
      }
    }
  }
}
