package dev.locache.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.fingerprint.ImplementationCode;
import dev.locache.fingerprint.IndexStore;
import dev.locache.fingerprint.MethodCode;
import dev.locache.fingerprint.Packages;
import dev.locache.seal.Seal;
import dev.locache.spi.Digest128;
import dev.locache.spi.MethodId;
import dev.locache.spi.local.CacheDirectory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one process keeps, another knows; within bounds. */
final class HistoryTest {
  private static final MethodId METHOD = MethodId.of("a.Rates", "quote", List.of("int"));
  private static final MethodId OTHER = MethodId.of("a.Rates", "quote", List.of("long"));
  private static final String NOT_READ = "could not read what earlier runs found out: ";
  private static final int THREADS = 4;

  private final Path temp;
  private final List<String> failures = new ArrayList<>();

  HistoryTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private History open() {
    CacheDirectory directory = CacheDirectory.open(temp.resolve("cache"), false);
    return History.in(
        directory,
        Seal.with(List.of()),
        (what, cause) -> failures.add(what + ": " + cause.getMessage()));
  }

  @AfterEach
  void nothingFailed() {
    assertThat(failures).isEmpty();
  }

  private static Digest128 digest(int number) {
    return new Digest128(7, number);
  }

  private static KnownCall call(int number) {
    return new KnownCall(digest(number), digest(-1), List.of(digest(-2 - number)));
  }

  private List<Path> files(String kind) throws IOException {
    try (Stream<Path> found = Files.walk(temp.resolve("cache/history-v1").resolve(kind))) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void callsAreKnownAtOnceHereAndAfterCloseElsewhere() {
    History here = open();
    here.addCall(METHOD, call(1));

    assertThat(here.calls(METHOD)).containsExactly(Map.entry(digest(1), call(1)));
    assertThat(here.calls(OTHER)).isEmpty();
    assertThat(open().calls(METHOD)).isEmpty();
    here.close();
    assertThat(open().calls(METHOD)).containsExactly(Map.entry(digest(1), call(1)));
  }

  @Test
  void callsOfTwoProcessesAreMerged() {
    History here = open();
    History there = open();
    here.addCall(METHOD, call(1));
    there.addCall(METHOD, call(2));
    here.close();
    there.close();

    assertThat(open().calls(METHOD)).containsOnlyKeys(digest(1), digest(2));
  }

  @Test
  void callsThatThreadsAddAtOnceAreAllKept() throws Exception {
    History here = open();
    for (int round = 0; round < 100; round++) {
      MethodId method = MethodId.of("a.Rates", "quote" + round, List.of());
      atOnce(number -> here.addCall(method, call(number)));
      assertThat(here.calls(method)).hasSize(THREADS);
    }
  }

  /** Runs a task by several threads that start together. */
  private static void atOnce(IntConsumer task) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  task.accept(number);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void callsAreSavedInBatchesAndTheLatestAreKept() {
    try (History here = open()) {
      for (int i = 0; i < 511; i++) {
        here.addCall(METHOD, call(i));
      }
      assertThat(open().calls(METHOD)).isEmpty();
      here.addCall(METHOD, call(511));
      assertThat(open().calls(METHOD)).hasSize(512);
      for (int i = 512; i < 512 + 1024; i++) {
        here.addCall(METHOD, call(i));
      }
      assertThat(open().calls(METHOD)).hasSize(1536);
      for (int i = 1536; i < 5000; i++) {
        here.addCall(METHOD, call(i));
      }
      here.addCall(METHOD, call(1000)); // seen again, so one of the latest
    }

    Map<Digest128, KnownCall> kept = open().calls(METHOD);
    assertThat(kept).hasSize(4096).containsKeys(digest(4999), digest(1000));
    assertThat(kept).doesNotContainKeys(digest(0), digest(900));
  }

  @Test
  void moreUnsavedCallsThanAreKeptAreNotHeld() {
    try (History here = open()) {
      for (int i = 0; i < 13_000; i++) {
        here.addCall(METHOD, call(i));
      }
      assertThat(here.calls(METHOD)).hasSizeLessThanOrEqualTo(2 * 4096);
    }

    assertThat(open().calls(METHOD)).hasSize(4096).containsKey(digest(12_999));
  }

  @Test
  void callsWithoutArgumentsAreKept() {
    KnownCall call = new KnownCall(digest(1), digest(2), List.of());
    try (History here = open()) {
      here.addCall(METHOD, call);
    }

    assertThat(open().calls(METHOD)).containsValue(call);
  }

  @Test
  void sixteenVersionsOfAMethodAreKept() throws IOException {
    MethodCode code =
        ImplementationCode.of(Runnable.class, HistoryTest.class, Packages.NONE, IndexStore.NONE)
            .classScope(Set.of());
    List<MethodCode> versions = new ArrayList<>();
    History history = open();
    for (int i = 0; i < 18; i++) {
      MethodCode version = MethodCode.withoutParts(digest(i), false, List.of());
      versions.add(version);
      history.addCode(METHOD, version);
      age(digest(i), 100 - i);
      if (i == 15) {
        history.addCode(METHOD, versions.get(0)); // a revert: it is the latest again
      }
    }
    history.addCode(OTHER, code);

    List<Digest128> known = history.codes(METHOD);
    assertThat(known).hasSize(16).startsWith(digest(0));
    assertThat(known).doesNotContain(digest(1), digest(2));
    assertThat(history.parts(OTHER, code.digest())).isEqualTo(code.parts()).isNotEmpty();
    assertThat(history.parts(METHOD, digest(1))).isEmpty();
    assertThat(history.change(OTHER, code.digest(), code.parts()).orElseThrow().sentences())
        .isEmpty();
    assertThat(history.change(OTHER, digest(1), code.parts())).isEmpty();
  }

  private void age(Digest128 version, int minutes) throws IOException {
    for (Path each : files("code")) {
      if (each.endsWith(version.toString())) {
        Files.setLastModifiedTime(
            each, FileTime.fromMillis(System.currentTimeMillis() - 60_000L * minutes));
      }
    }
  }

  @Test
  void latestStatesAreKept() throws IOException {
    History history = open();
    for (int i = 0; i < 300; i++) {
      history.addState(digest(i), Map.of("Table.season", digest(i)));
      age("state", digest(i), 1000 - i);
      if (i == 200) {
        assertThat(history.knowsState(digest(0))).isTrue(); // in use, so kept
      }
    }

    assertThat(files("state")).hasSize(256);
    assertThat(history.knowsState(digest(1))).isFalse();
    assertThat(history.state(digest(0))).containsExactly(Map.entry("Table.season", digest(0)));
    assertThat(history.state(digest(299))).hasSize(1);
    assertThat(history.state(digest(2))).isEmpty();
  }

  private void age(String kind, Digest128 name, int minutes) throws IOException {
    Files.setLastModifiedTime(
        temp.resolve("cache/history-v1").resolve(kind).resolve(name.toString()),
        FileTime.fromMillis(System.currentTimeMillis() - 60_000L * minutes));
  }

  @Test
  void stateOfMoreFieldsThanAnybodyReadsIsNotKept() throws IOException {
    Map<String, Digest128> fields = new TreeMap<>();
    for (int i = 0; i <= 10_000; i++) {
      fields.put("Table.field" + i, digest(i));
    }
    open().addState(digest(1), fields);

    assertThat(open().knowsState(digest(1))).isFalse();
  }

  @Test
  void clearForgetsOneMethod() {
    MethodCode code = MethodCode.withoutParts(digest(1), false, List.of());
    try (History history = open()) {
      for (MethodId each : List.of(METHOD, OTHER)) {
        history.addCode(each, code);
        history.addCall(each, call(1));
      }
      history.clear(METHOD);

      assertThat(history.codes(METHOD)).isEmpty();
      assertThat(history.calls(METHOD)).isEmpty();
    }
    assertThat(open().codes(OTHER)).containsExactly(digest(1));
    assertThat(open().calls(OTHER)).hasSize(1);
    assertThat(open().calls(METHOD)).isEmpty();
  }

  @Test
  void filesThatAreNoVersionsAreLeftAlone() throws IOException {
    History history = open();
    history.addCode(METHOD, MethodCode.withoutParts(digest(1), false, List.of()));
    Path stranger = Files.createFile(files("code").get(0).resolveSibling("read.me"));

    assertThat(history.codes(METHOD)).containsExactly(digest(1));
    history.clear(METHOD);
    assertThat(files("code")).containsExactly(stranger);
  }

  @Test
  void historyThatKeepsNothingKnowsNothing() {
    try (History none = History.none()) {
      none.write("name", new byte[1]);
      none.addCall(METHOD, call(1));

      assertThat(none.read("name")).isEmpty();
      assertThat(none.calls(METHOD)).isEmpty();
      assertThat(none.keepsCalls()).isFalse();
    }
  }

  @Test
  void whatCannotBeKeptIsTold() throws IOException {
    History history = open();
    Path obstacle = Files.createFile(temp.resolve("cache/history-v1"));

    history.write("name", new byte[1]);

    assertThat(failures)
        .containsExactly(
            "could not keep what was found out about code: not a directory, or a link, which is not"
                + " followed: "
                + obstacle);
    failures.clear();
    assertThat(history.read("name")).isEmpty();
    assertThat(history.codes(METHOD)).isEmpty();
  }

  @Test
  void contentThatInflatesWithoutEndIsNotKnown() throws IOException {
    saveCode(code("a".repeat(50_000), 2_000));

    assertThat(open().parts(METHOD, digest(1))).isEmpty();
    assertThat(failures).containsExactly(NOT_READ + "content inflates to more than 67108864 bytes");
    failures.clear();
  }

  @Test
  void contentThatEndsTooSoonIsNotKnown() throws IOException {
    byte[] whole = code("a/Rates.quote(I)D", 2);
    for (int length = 0; length < whole.length; length++) {
      saveCode(Arrays.copyOf(whole, length));
      assertThat(open().parts(METHOD, digest(1))).as("%s bytes", length).isEmpty();
    }
    assertThat(failures).hasSize(whole.length).containsOnly(NOT_READ + "null");
    failures.clear();
    saveCode(whole);
    assertThat(open().parts(METHOD, digest(1))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1_000_001})
  void morePartsThanAreEverSavedAreNotKnown(int count) throws IOException {
    saveCode(ByteBuffer.allocate(8).putInt(17).putInt(count).array());

    assertThat(open().parts(METHOD, digest(1))).isEmpty();
    assertThat(failures).containsExactly(NOT_READ + count + " parts are more than are ever saved");
    failures.clear();
  }

  @Test
  void aPartWhoseNameIsNoneIsNotKnown() throws IOException {
    saveCode(code("a/Rates.quote(Iljava/lang/String;)D", 1));

    assertThat(open().parts(METHOD, digest(1))).isEmpty();
    assertThat(failures)
        .containsExactly(
            NOT_READ + "a part has a name of no class file: a/Rates.quote(Iljava/lang/String;)D");
    failures.clear();
  }

  /** A version of code that has so many parts of one name. */
  private static byte[] code(String partName, int count) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(content)) {
      out.writeInt(17);
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeChar('M');
        out.writeUTF(partName);
        out.writeLong(0);
        out.writeLong(i);
        out.writeUTF("");
      }
    }
    return content.toByteArray();
  }

  /** Puts content in the place of a version of code. */
  private void saveCode(byte[] content) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(content);
    }
    try (History history = open()) {
      history.addCode(METHOD, MethodCode.withoutParts(digest(1), true, List.of()));
    }
    Path root = temp.resolve("cache");
    String name = root.resolve("history-v1").relativize(files("code").get(0)).toString();
    new SideFiles(CacheDirectory.open(root, false), Seal.with(List.of()))
        .write(name, deflated.toByteArray());
  }
}
