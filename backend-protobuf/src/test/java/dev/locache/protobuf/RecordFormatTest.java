package dev.locache.protobuf;

import static dev.locache.protobuf.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bytes of records are those that the {@code .proto} describes, and stay what they are. */
final class RecordFormatTest {
  private static final Path PROTO =
      Path.of("src", "main", "proto", "locache", "v1", "segment.proto");
  private static final Pattern MESSAGE = Pattern.compile("(?s)message (\\w+) \\{(.*?)\n?\\}");
  private static final Pattern FIELD = Pattern.compile("(repeated )?(\\w+) (\\w+) = (\\d+);");
  private static final SegmentId ID = SegmentId.of(0x0011223344556677L, 0x8899aabbccddeeffL);
  private static final Digest128 METHOD = Methods.digest(Entries.QUOTE);

  private static final String GOLDEN_ENTRY =
      "f54c4f430000005d5e13d3f10a54080722500a309ab16a39f801331ecfe20c10"
          + "25f74bac00000000000000010000000000000002910a2dec89025cc1beeb8da1"
          + "658eec6712046a6176611880a0d5edee66208eda96012a040c21e93430bcf2d6"
          + "ca0612051bba240729";
  private static final long GOLDEN_HASH = -5218410644040594696L;

  private final RecordWriter writer = new RecordWriter();

  @Test
  void recordOfAnEntryKeepsItsBytes() throws IOException {
    writer.entry(ID, 7, METHOD, entry(1, 5), Seconds.ofMillis(Entries.CREATED) + 60);
    assertThat(HexFormat.of().formatHex(written())).isEqualTo(GOLDEN_ENTRY);
  }

  @Test
  void hashOfAKeyStaysWhatItIs() {
    Digest128 digest = new Digest128(1, 2);
    assertThat(KeyHash.of(digest, digest, digest)).isEqualTo(GOLDEN_HASH);
  }

  /** Each step of the hash makes 0 of this number, so that all of them end with 0. */
  @Test
  void noKeyHasTheHashOfAnEmptyPlace() {
    long step = -0x9E3779B97F4A7C15L;
    Digest128 digest = new Digest128(step, step);
    assertThat(KeyHash.of(digest, digest, digest)).isEqualTo(1);
  }

  @Test
  void entryIsGivenForItsWholeKeyOnly() throws IOException {
    Entry entry = entry(1);
    Method method = new Method(0, METHOD);
    writer.entry(ID, 7, METHOD, entry, 60);
    byte[] frame = written();
    assertThat(EntryReader.entry(ID, frame, entry.key(), method)).isEqualTo(entry);

    Digest128 other = new Digest128(8, 9);
    CacheKey key = entry.key();
    CacheKey otherCode = new CacheKey(key.method(), other, key.arguments());
    CacheKey otherArguments = new CacheKey(key.method(), key.code(), other);
    assertThat(EntryReader.entry(ID, frame, otherCode, method)).isNull();
    assertThat(EntryReader.entry(ID, frame, otherArguments, method)).isNull();
    assertThat(EntryReader.entry(ID, frame, key, new Method(0, other))).isNull();
  }

  /** The id of the codec read last is used again, where it fits. */
  @Test
  void eachEntryHasItsOwnCodec() throws IOException {
    Method method = new Method(0, METHOD);
    CacheKey key = Entries.key(1);
    for (String codec : List.of("java", "jave", "jav", "java8", "", "j\u00e4va", "java", "java")) {
      writer.reset();
      Entry entry =
          new Entry(key, codec, 1, 2, ByteBuffer.wrap(new byte[3]), ByteBuffer.wrap(new byte[4]));
      writer.entry(ID, 7, METHOD, entry, 60);
      assertThat(EntryReader.entry(ID, written(), key, method)).isEqualTo(entry);
    }
  }

  @Test
  void entryWithoutAKeyAnswersNoCall() throws IOException {
    writer.entry(ID, 7, METHOD, entry(1), 60);
    byte[] frame = written();
    int tag = indexOfKey(frame);
    frame[tag] = 15 << 3 | 2;
    Frame.seal(ID, frame, 0, Frame.BYTES + 2 + frame[Frame.BYTES + 1], frame.length - Frame.BYTES);
    assertThatThrownBy(() -> EntryReader.entry(ID, frame, Entries.key(1), new Method(0, METHOD)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("record in segment " + ID + " is of another format")
        .hasRootCauseMessage("an entry has no key");
    assertThatThrownBy(() -> EntryReader.head(ID, frame))
        .hasRootCauseMessage("an entry has no key");
  }

  /** Returns where the tag of the key is: the first digest follows it and the length. */
  private static int indexOfKey(byte[] frame) {
    byte[] digest = new byte[Digest128.BYTES];
    METHOD.writeTo(ByteBuffer.wrap(digest));
    int at = 0;
    while (!Arrays.equals(frame, at, at + digest.length, digest, 0, digest.length)) {
      at++;
    }
    return at - 2;
  }

  @Test
  void recordOfAnotherKindIsNoEntry() throws IOException {
    writer.clear(ID, 7, METHOD);
    byte[] frame = written();
    assertThatThrownBy(() -> EntryReader.entry(ID, frame, Entries.key(1), new Method(0, METHOD)))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessage("record in segment " + ID + " is not an entry");
  }

  @Test
  void sequenceOutOfRangeIsAnotherFormat() throws IOException {
    for (long sequence : new long[] {0, -1, (1L << 60) + 1}) {
      writer.reset();
      writer.end(ID, sequence);
      byte[] frame = written();
      assertThatThrownBy(() -> EntryReader.head(ID, frame))
          .isInstanceOf(CorruptEntryException.class)
          .hasMessage("record in segment " + ID + " is of another format")
          .hasRootCauseMessage("sequence (" + sequence + ") of a record is out of range");
    }
    writer.reset();
    writer.end(ID, 1L << 60);
    assertThat(EntryReader.head(ID, written())).isEqualTo(new Head.End(1L << 60));
  }

  /** Another writer may write out what we leave out. */
  @Test
  void defaultsThatAreWrittenOutAreRead() throws IOException {
    writer.opening(ID, 1, true);
    byte[] frame = written();
    assertThat(EntryReader.head(ID, frame)).isEqualTo(new Head.Opening(1, 1, true));
    frame[frame.length - 1] = 0;
    Frame.seal(ID, frame, 0, frame.length, frame.length - Frame.BYTES);
    assertThat(EntryReader.head(ID, frame)).isEqualTo(new Head.Opening(1, 1, false));
  }

  @Test
  void recordThatNobodyWouldReadIsNotWritten() {
    assertThatThrownBy(() -> writer.methodName(ID, 1, "x".repeat(1 << 17)))
        .isInstanceOf(IOException.class)
        .hasMessage("record has a head of 131082 bytes, over 131072");
    Entry large = Entries.sealed(Entries.key(1), ByteBuffer.allocate(Frame.MAXIMUM_BYTES));
    assertThatThrownBy(() -> writer.entry(ID, 1, METHOD, large, 0))
        .isInstanceOf(IOException.class)
        .hasMessage("record of 67371107 bytes is larger than 67371008");
  }

  /** Fields of every wire type, at every level of every record. */
  @Test
  void recordsAreReadWithWhateverALaterVersionAdds() throws Exception {
    Descriptor record = parseProto().findMessageTypeByName("Record");
    Entry entry = entry(1, 200);
    List<String> read = new ArrayList<>();
    for (byte[] frame : oneOfEach(entry)) {
      String told = told(EntryReader.head(ID, frame));
      byte[] message = Arrays.copyOfRange(frame, Frame.BYTES, frame.length);
      byte[] later = sealed(withMore(DynamicMessage.parseFrom(record, message)));
      assertThat(told(EntryReader.head(ID, later))).isEqualTo(told);
      if (told.startsWith("EntryHead")) {
        assertThat(EntryReader.entry(ID, later, entry.key(), new Method(0, METHOD)))
            .isEqualTo(entry);
      }
      read.add(told);
    }
    assertThat(read)
        .containsExactly(
            "Opening[sequence=1, format=1, compacted=true]",
            "MethodName[sequence=2, id=" + "x".repeat(300) + "]",
            "EntryHead of 2026-01-01T00:00:12Z",
            "Removal of [1, -1, 77] seen as [2, 0, 3]",
            "Clear[sequence=5, method=" + METHOD + "]",
            "Uses of [3, 4] at [5, -6]",
            "End[sequence=7]");
  }

  private List<byte[]> oneOfEach(Entry entry) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    writer.opening(ID, 1, true);
    frames.add(taken());
    writer.methodName(ID, 2, "x".repeat(300));
    frames.add(taken());
    writer.entry(ID, 3, METHOD, entry, Seconds.ofMillis(Entries.CREATED) + 12);
    frames.add(taken());
    writer.removal(ID, 4, new long[] {1, -1, 77}, new long[] {2, 0, 3});
    frames.add(taken());
    writer.clear(ID, 5, METHOD);
    frames.add(taken());
    writer.uses(ID, 6, new long[] {3, 4}, new int[] {5, -6});
    frames.add(taken());
    writer.end(ID, 7);
    frames.add(taken());
    return frames;
  }

  private byte[] taken() {
    byte[] written = written();
    writer.reset();
    return written;
  }

  private static String told(Head head) {
    if (head instanceof Head.EntryHead entry) {
      return "EntryHead of " + Instant.ofEpochMilli(Seconds.toMillis(entry.writtenSeconds()));
    }
    if (head instanceof Head.Removal removal) {
      return "Removal of "
          + Arrays.toString(removal.removed().hashes().toArray())
          + " seen as "
          + Arrays.toString(removal.removed().sequences().toArray());
    }
    if (head instanceof Head.Uses uses) {
      return "Uses of "
          + Arrays.toString(uses.hashes().toArray())
          + " at "
          + Arrays.toString(uses.times().toArray());
    }
    return head.toString();
  }

  private static DynamicMessage withMore(DynamicMessage message) {
    DynamicMessage.Builder more = message.toBuilder();
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (message.getField(field) instanceof DynamicMessage inner) {
        more.setField(field, withMore(inner));
      }
    }
    UnknownFieldSet.Field unknown =
        UnknownFieldSet.Field.newBuilder()
            .addVarint(-1)
            .addFixed32(1)
            .addFixed64(2)
            .addLengthDelimited(ByteString.copyFromUtf8("later"))
            .build();
    return more.setUnknownFields(UnknownFieldSet.newBuilder().addField(100, unknown).build())
        .build();
  }

  private static byte[] sealed(DynamicMessage record) {
    DynamicMessage head =
        (DynamicMessage) record.getField(record.getDescriptorForType().findFieldByName("head"));
    int headSize = head.getSerializedSize();
    int headEnd = Frame.BYTES + 1 + (headSize < 0x80 ? 1 : 2) + headSize;
    byte[] message = record.toByteArray();
    byte[] frame = new byte[Frame.BYTES + message.length];
    System.arraycopy(message, 0, frame, Frame.BYTES, message.length);
    Frame.seal(ID, frame, 0, headEnd, message.length);
    return frame;
  }

  @Test
  void headIsCheckedWithinItsBytesOnly() throws IOException {
    for (int length : new int[] {1, 110, 300, 20_000}) {
      writer.methodName(ID, 2, "x".repeat(length));
      byte[] frame = taken();
      for (int end = 0; end < frame.length; end += 1 + end / 100) {
        assertThat(Frame.check(ID, frame, 0, end)).as("of %s bytes", end).isEqualTo(-1);
      }
      assertThat(Frame.check(ID, frame, 0, frame.length)).isEqualTo(frame.length);
      byte[] within = new byte[frame.length + 9];
      System.arraycopy(frame, 0, within, 5, frame.length);
      assertThat(Frame.check(ID, within, 5, within.length)).isEqualTo(5 + frame.length);
      assertThat(Frame.check(SegmentId.of(1, 2), frame, 0, frame.length)).isEqualTo(-1);
    }
  }

  @Test
  void recordIsCopiedToAnotherSegmentBehindOthers() throws IOException {
    SegmentId other = SegmentId.of(1, 2);
    writer.entry(ID, 3, METHOD, entry(1, 200), 60);
    byte[] frame = taken();
    writer.opening(other, 1, true);
    int start = writer.length();
    writer.copy(other, frame, Frame.check(ID, frame, 0, frame.length), frame.length);
    byte[] copied = Arrays.copyOfRange(written(), start, writer.length());
    assertThat(EntryReader.entry(other, copied, Entries.key(1), new Method(0, METHOD)))
        .isEqualTo(entry(1, 200));
    assertThat(Frame.check(ID, copied, 0, copied.length)).isEqualTo(-1);
  }

  @Test
  void everyRecordIsAMessageOfTheProto() throws Exception {
    Entry odd =
        new Entry(Entries.key(1), "", -1, -5, ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    Entry zero =
        new Entry(Entries.key(1), "", 0, 0, ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    writer.opening(ID, 1, false);
    writer.opening(ID, 2, true);
    writer.methodName(ID, 300, Entries.QUOTE.toString());
    writer.entry(ID, 4, METHOD, entry(1, 200), Seconds.ofMillis(Entries.CREATED));
    writer.entry(ID, 5, METHOD, entry(2, 100_000), 12);
    writer.entry(ID, 6, METHOD, odd, 1);
    writer.entry(ID, 6, METHOD, zero, 1);
    writer.removal(ID, 7, new long[] {1, -1, 77}, new long[0]);
    writer.removal(ID, 7, new long[] {1, -1, 77}, new long[] {2, 0, 3});
    writer.clear(ID, 8, METHOD);
    writer.uses(ID, 9, new long[] {3, 4}, new int[] {5, -6});
    writer.uses(ID, 9, new long[0], new int[0]);
    writer.end(ID, 1L << 59);
    Descriptor record = parseProto().findMessageTypeByName("Record");
    byte[] bytes = written();
    int count = 0;
    for (int at = 0; at < bytes.length; at += (int) Frame.length(bytes, at)) {
      int end = at + (int) Frame.length(bytes, at);
      byte[] message = Arrays.copyOfRange(bytes, at + Frame.BYTES, end);
      DynamicMessage parsed = DynamicMessage.parseFrom(record, message);
      assertThat(parsed.toByteArray()).as("record %s", parsed).isEqualTo(message);
      assertKnown(parsed);
      count++;
    }
    assertThat(count).isEqualTo(13);
  }

  @Test
  void entryIsReadFromAMessageOfTheProto() throws Exception {
    FileDescriptor proto = parseProto();
    Entry entry = entry(3, 50);
    ByteBuffer key = ByteBuffer.allocate(48);
    METHOD.writeTo(key);
    entry.key().code().writeTo(key);
    entry.key().arguments().writeTo(key);
    DynamicMessage content =
        message(
            proto,
            "Entry",
            "key",
            bytes(key.flip()),
            "codec",
            "java",
            "created_millis",
            Entries.CREATED,
            "load_time_nanos",
            1_234_567L,
            "seal",
            bytes(entry.seal()));
    DynamicMessage head = message(proto, "Head", "sequence", 44L, "entry", content);
    byte[] message =
        message(proto, "Record", "head", head, "value", bytes(entry.value())).toByteArray();
    int headEnd = Frame.BYTES + 2 + head.getSerializedSize();
    byte[] frame = new byte[Frame.BYTES + message.length];
    System.arraycopy(message, 0, frame, Frame.BYTES, message.length);
    Frame.seal(ID, frame, 0, headEnd, message.length);

    Method method = new Method(0, METHOD);
    assertThat(EntryReader.entry(ID, frame, entry.key(), method)).isEqualTo(entry);
    assertThat(EntryReader.head(ID, frame).sequence()).isEqualTo(44);
  }

  private byte[] written() {
    return Arrays.copyOf(writer.bytes(), writer.length());
  }

  private static ByteString bytes(ByteBuffer bytes) {
    return ByteString.copyFrom(bytes);
  }

  private static DynamicMessage message(FileDescriptor proto, String type, Object... fields) {
    Descriptor descriptor = proto.findMessageTypeByName(type);
    DynamicMessage.Builder builder = DynamicMessage.newBuilder(descriptor);
    for (int i = 0; i < fields.length; i += 2) {
      builder.setField(descriptor.findFieldByName((String) fields[i]), fields[i + 1]);
    }
    return builder.build();
  }

  private static void assertKnown(DynamicMessage message) {
    assertThat(message.getUnknownFields().asMap()).as("unknown in %s", message).isEmpty();
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (message.getField(field) instanceof DynamicMessage inner) {
        assertKnown(inner);
      }
    }
  }

  /** Reads as much of the language as the file uses. */
  private static FileDescriptor parseProto() throws Exception {
    String text = Files.readString(PROTO).replaceAll("//.*", "");
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder()
            .setName("segment.proto")
            .setPackage("locache.v1")
            .setSyntax("proto3");
    Matcher messages = MESSAGE.matcher(text);
    while (messages.find()) {
      DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(messages.group(1));
      Matcher fields = FIELD.matcher(messages.group(2));
      while (fields.find()) {
        message.addField(field(fields));
      }
      file.addMessageType(message);
    }
    return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
  }

  private static FieldDescriptorProto field(Matcher field) {
    FieldDescriptorProto.Builder parsed =
        FieldDescriptorProto.newBuilder()
            .setName(field.group(3))
            .setNumber(Integer.parseInt(field.group(4)))
            .setLabel(field.group(1) == null ? Label.LABEL_OPTIONAL : Label.LABEL_REPEATED);
    List<String> scalars =
        List.of("uint64", "uint32", "sint64", "bool", "bytes", "string", "fixed64", "fixed32");
    if (scalars.contains(field.group(2))) {
      parsed.setType(
          FieldDescriptorProto.Type.valueOf("TYPE_" + field.group(2).toUpperCase(Locale.ROOT)));
    } else {
      parsed
          .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
          .setTypeName(".locache.v1." + field.group(2));
    }
    return parsed.build();
  }
}
