package dev.locache.protobuf.value;

import static dev.locache.protobuf.value.Codecs.copy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.UninterpretedOption;
import com.google.protobuf.DescriptorProtos.UninterpretedOption.NamePart;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import dev.locache.spi.Codec;
import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages of Protocol Buffers are kept by their own bytes. */
final class MessagesTest {
  record Stamped(Timestamp time, List<Optional<Struct>> structs) {}

  @Test
  void messagesComeBackAlsoWithinRecords() throws IOException {
    Timestamp time = Timestamp.newBuilder().setSeconds(-5).setNanos(1).build();
    assertThat(copy(Codecs.of(Timestamp.class), time)).isEqualTo(time);
    Stamped stamped = new Stamped(time, List.of(Optional.of(struct("a", "b")), Optional.empty()));
    assertThat(copy(Codecs.of(Stamped.class), stamped)).isEqualTo(stamped);
  }

  @Test
  void bytesDoNotDependOnTheOrderOfAMap() throws IOException {
    Codec codec = Codecs.of(Struct.class);
    assertThat(Codecs.bytes(codec.encode(struct("a", "b"))))
        .isEqualTo(Codecs.bytes(codec.encode(struct("b", "a"))));
  }

  @Test
  void unknownFieldsAndExtensionRangesComeBack() throws IOException {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(1000, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build();
    FieldOptions options =
        FieldOptions.newBuilder().setDeprecated(true).setUnknownFields(unknown).build();
    assertThat(copy(Codecs.of(FieldOptions.class), options)).isEqualTo(options);
  }

  @Test
  void aMessageWithoutItsRequiredFieldsIsRefused() {
    UninterpretedOption partial =
        UninterpretedOption.newBuilder()
            .addName(NamePart.newBuilder().buildPartial())
            .buildPartial();
    assertThatThrownBy(() -> Codecs.of(UninterpretedOption.class).encode(partial))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value holds " + UninterpretedOption.class.getName() + ", which lacks required fields");
  }

  @Test
  void damagedMessagesAreFoundDamaged() throws IOException {
    Codec codec = Codecs.of(Timestamp.class);
    byte[] bytes = Codecs.bytes(codec.encode(Timestamp.newBuilder().setSeconds(1).build()));
    bytes[bytes.length - 2] = 0x0F; // the tag of its field
    assertThatThrownBy(() -> codec.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageStartingWith("value is damaged: Protocol message");
  }

  @Test
  void byteStringsComeBack() throws IOException {
    ByteString bytes = ByteString.copyFromUtf8("abc");
    Codec codec = Codecs.of(ByteString.class);
    assertThat(copy(codec, bytes.concat(bytes))).isEqualTo(bytes.concat(bytes));
  }

  private static Struct struct(String... names) {
    Struct.Builder struct = Struct.newBuilder();
    for (String name : names) {
      struct.putAllFields(Map.of(name, Value.newBuilder().setStringValue(name).build()));
    }
    return struct.build();
  }
}
