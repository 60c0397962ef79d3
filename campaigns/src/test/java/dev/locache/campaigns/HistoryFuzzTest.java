package dev.locache.campaigns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.locache.fingerprint.CodePart;
import dev.locache.fingerprint.MethodCode;
import dev.locache.history.History;
import dev.locache.history.KnownCall;
import dev.locache.seal.Seal;
import dev.locache.spi.Digest128;
import dev.locache.spi.MethodId;
import dev.locache.spi.local.CacheDirectory;
import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.InMemory;
import dev.locache.testkit.campaign.ParserFuzz;
import dev.locache.testkit.campaign.Scratch;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C7: whatever the files of the history hold, it is known or not known, and a call goes on. */
final class HistoryFuzzTest {
  private static final MethodId METHOD = MethodId.of("a.Rates", "quote", List.of("int"));
  private static final Digest128 CODE = new Digest128(1, 2);
  private static final int CAP = 16 << 20;
  private static final int HEADER_BYTES = 8;
  private static final Seal CHECKSUM = Seal.with(List.of());

  private final Path root;
  private final CacheDirectory directory;

  private final ParserFuzz calls;
  private final ParserFuzz state;
  private final ParserFuzz code;

  HistoryFuzzTest(@TempDir(factory = InMemory.class) Path temp) throws IOException {
    root = temp.resolve("cache").resolve("history-v1");
    directory = CacheDirectory.open(temp.resolve("cache"), false);
    write();
    calls = content("calls");
    state = content("state");
    code = content("code");
  }

  private History open() {
    return History.in(directory, CHECKSUM, (what, cause) -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls", "state", "code"})
  void changedFilesAreNotKnown(String kind) throws IOException {
    Path file = file(kind);
    Campaign campaign = Campaign.of("C7 fuzz, file of the history: " + kind);
    target(file, UnaryOperator.identity())
        .run(campaign, campaign.rounds(500, 100_000), List.of(Files.readAllBytes(file)));
  }

  /** As from somebody who recomputes the checksum: what is changed is the content. */
  @ParameterizedTest
  @ValueSource(strings = {"calls", "state", "code"})
  void changedContentWithARightChecksumIsKnownOrNot(String kind) throws IOException {
    Campaign campaign = Campaign.of("C7 fuzz, content of the history: " + kind);
    content(kind).run(campaign, campaign.rounds(500, 100_000), contents(kind));
  }

  @MethodSource("calls")
  @FuzzTest
  void changedCallsAreKnownOrNot(byte[] content) {
    calls.accepts(content);
  }

  @MethodSource("state")
  @FuzzTest
  void changedStatesAreKnownOrNot(byte[] content) {
    state.accepts(content);
  }

  @MethodSource("code")
  @FuzzTest
  void changedCodeIsKnownOrNot(byte[] content) {
    code.accepts(content);
  }

  static List<byte[]> calls() throws IOException {
    return contents("calls");
  }

  static List<byte[]> state() throws IOException {
    return contents("state");
  }

  static List<byte[]> code() throws IOException {
    return contents("code");
  }

  private static List<byte[]> contents(String kind) throws IOException {
    if (kind.equals("code")) {
      return List.of(codeContent());
    }
    try (Scratch scratch = Scratch.create()) {
      byte[] file = Files.readAllBytes(new HistoryFuzzTest(scratch.next()).file(kind));
      return List.of(Arrays.copyOfRange(file, HEADER_BYTES, file.length - CHECKSUM.bytes()));
    }
  }

  private ParserFuzz content(String kind) throws IOException {
    Path file = file(kind);
    String name = root.relativize(file).toString();
    boolean deflated = kind.equals("code");
    return target(file, bytes -> sealed(name, deflated ? deflated(bytes) : bytes));
  }

  private ParserFuzz target(Path file, UnaryOperator<byte[]> repair) {
    return new ParserFuzz(
        2L * CAP,
        repair,
        bytes -> {
          Files.write(file, bytes);
          use(open());
        });
  }

  /** Returns the only file of its kind. */
  private Path file(String kind) throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(kind))) {
      return all.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private void write() {
    try (History history = open()) {
      history.addCall(METHOD, new KnownCall(CODE, CODE, List.of(CODE, CODE)));
      history.addState(CODE, Map.of("rate", CODE, "name", CODE));
      history.addCode(METHOD, MethodCode.withoutParts(CODE, true, List.of()));
    }
  }

  private static byte[] codeContent() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(17);
      out.writeInt(5);
      writePart(out, 'M', "a/Rates.quote(ILjava/lang/String;)D", "a.Rates.quote -> a.Help.of");
      writePart(out, 'F', "a/Rates.rate D", "");
      writePart(out, 'C', "a/Rates", "");
      writePart(out, 'R', "a/Rates.<init>([J)V", "");
      writePart(out, 'J', "lib.jar", "");
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  private static void writePart(DataOutputStream out, char kind, String name, String path)
      throws IOException {
    out.writeChar(kind);
    out.writeUTF(name);
    out.writeLong(1);
    out.writeLong(2);
    out.writeUTF(path);
  }

  /** Does what an explanation does, and says it in words as well. */
  private static void use(History history) {
    assertThat(history.calls(METHOD).toString()).isNotEmpty();
    assertThat(history.state(CODE).toString()).isNotEmpty();
    for (CodePart part : history.parts(METHOD, CODE)) {
      assertThat(part.changed() + part.added() + part.removed() + part.className()).isNotEmpty();
    }
    CodePart now = new CodePart('C', "a/Other", CODE, "");
    assertThat(history.change(METHOD, CODE, List.of(now)).toString()).isNotEmpty();
    history.addCall(METHOD, new KnownCall(new Digest128(3, 4), CODE, List.of(CODE, CODE)));
    history.knowsState(CODE);
  }

  /** Returns a file with that content, whose length and checksum are right. */
  private static byte[] sealed(String name, byte[] content) {
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + content.length + CHECKSUM.bytes());
    bytes.putInt(0x4C434831).putInt(content.length);
    byte[] text = name.getBytes(UTF_8);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES + text.length);
    header.put(bytes.array(), 0, HEADER_BYTES).put(text).flip();
    return bytes.put(content).put(CHECKSUM.over(header, ByteBuffer.wrap(content))).array();
  }

  private static byte[] deflated(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(content);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }
}
