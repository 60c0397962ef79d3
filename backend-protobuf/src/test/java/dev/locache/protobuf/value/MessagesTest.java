package dev.locache.protobuf.value;

import static dev.locache.protobuf.value.Codecs.copy;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.AnyProto;
import com.google.protobuf.Api;
import com.google.protobuf.ApiProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.UninterpretedOption;
import com.google.protobuf.DescriptorProtos.UninterpretedOption.NamePart;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.JavaFeaturesProto;
import com.google.protobuf.JavaFeaturesProto.JavaFeatures;
import com.google.protobuf.Struct;
import com.google.protobuf.Syntax;
import com.google.protobuf.Timestamp;
import com.google.protobuf.TypeProto;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import dev.locache.spi.Codec;
import dev.locache.spi.CorruptEntryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
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

  /** Read back, an extension is a field that nobody knows. */
  @Test
  void aMessageWithAnExtensionIsRefused() {
    FeatureSet features =
        FeatureSet.newBuilder()
            .setExtension(
                JavaFeaturesProto.java_,
                JavaFeatures.newBuilder().setLegacyClosedEnum(true).build())
            .build();
    assertThatThrownBy(() -> Codecs.of(FeatureSet.class).encode(features))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value holds com.google.protobuf.DescriptorProtos$FeatureSet, which its own parser does"
                + " not read back the same");
  }

  /** Its file imports two others, of which one imports the other. */
  @Test
  void messagesOfSeveralFilesComeBack() throws IOException {
    Api api = Api.newBuilder().setName("rates").setSyntax(Syntax.SYNTAX_PROTO3).build();
    assertThat(copy(Codecs.of(Api.class), api)).isEqualTo(api);
  }

  @Test
  void aMessageOfAnotherFileIsAnotherSchema() {
    String schema = requireNonNull(MessageForm.of(Api.class)).schema();
    for (FileDescriptor each :
        List.of(ApiProto.getDescriptor(), TypeProto.getDescriptor(), AnyProto.getDescriptor())) {
      assertThat(schema).containsOnlyOnce(HexFormat.of().formatHex(each.toProto().toByteArray()));
    }
  }

  @Test
  void theSchemaIsPartOfTheShape() throws IOException {
    ShapeDigest shape = new ShapeDigest();
    shape.add("com.google.protobuf.Timestamp");
    shape.add("message " + requireNonNull(MessageForm.of(Timestamp.class)).schema());
    ByteBuffer bytes = Codecs.of(Timestamp.class).encode(Timestamp.getDefaultInstance());
    assertThat(bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(1)).isEqualTo(shape.value());
  }

  @Test
  void liteMessagesComeBack() throws IOException {
    LiteNote note = new LiteNote(5);
    assertThat(copy(Codecs.of(LiteNote.class), note)).isEqualTo(note);
  }

  @Test
  void aMessageClassWithTheDefaultOfAnotherIsRefused() {
    assertThatThrownBy(() -> Codecs.of(LiteNote.Heir.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "result type "
                + LiteNote.Heir.class.getName()
                + " is neither a value of the JDK nor an enum, record or message");
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
