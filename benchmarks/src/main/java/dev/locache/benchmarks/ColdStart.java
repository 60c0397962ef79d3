package dev.locache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a cache costs a program that starts, does one thing and ends: whole processes, from start to
 * end, less an empty {@code main}. All programs run in turn, round by round; of the differences to
 * the empty one of the same round the median counts. Each has what it needs on its class path and
 * nothing else, as a program that is shipped has.
 *
 * <p>Arguments: how many rounds, and the file to write the figures to, as JSON, in milliseconds.
 */
public final class ColdStart {
  private static final int ENTRIES = 1_000;

  private final Path scratch;
  private final Map<String, Program> programs = new LinkedHashMap<>();

  private interface Program {
    Process start() throws IOException;
  }

  private ColdStart(Path scratch) {
    this.scratch = scratch;
  }

  /** Measures, prints the figures and writes them. */
  public static void main(String[] args) throws IOException {
    Path scratch = Scratch.create();
    try {
      ColdStart coldStart = new ColdStart(scratch);
      coldStart.prepare();
      coldStart.measure(Integer.parseInt(args[0])).write(Path.of(args[1]));
    } finally {
      Scratch.delete(scratch);
    }
  }

  private void prepare() throws IOException {
    List<String> none = List.of();
    add(none, "empty", ColdProgram.Empty.class);
    Path file = Files.writeString(scratch.resolve("file"), "x".repeat(100));
    add(none, "proxy, SHA-256 and a file", ColdProgram.Parts.class, file.toString());
    addLocache("files", Store.FILES_BACKEND);
    addLocache("protobuf", Store.PROTOBUF_BACKEND);
    for (Store store : Store.values()) {
      if (!store.isBackend() && store != Store.MVSTORE_LATE) { // which starts as MVSTORE does
        addGet(store);
      }
    }
  }

  private void addLocache(String backend, Store store) throws IOException {
    List<String> jars = new ArrayList<>(store.jars());
    jars.addAll(List.of("asm-9", "asm-tree", "commons-lang3"));
    Path directory = scratch.resolve(backend);
    fill(directory, backend);
    String place = directory.toString();
    Class<?> main = ColdProgram.Locaching.class;
    add(jars, backend + ", first hit", main, backend, place, "fingerprint", "hit");
    add(jars, backend + ", wrap", main, backend, place, "fingerprint", "wrap");
    add(jars, backend + ", first hit by version", main, backend, place, "version", "hit");
    Path other = scratch.resolve(backend + " without index");
    String otherPlace = other.toString();
    programs.put(
        backend + ", wrap without index",
        () -> {
          Path index = other.resolve("history-v1").resolve("index");
          if (Files.exists(index)) {
            Scratch.delete(index);
          }
          return start(jars, List.of(), main, backend, otherPlace, "fingerprint", "wrap");
        });
    Path archive = scratch.resolve(backend + ".jsa");
    String[] hit = {backend, place, "fingerprint", "hit"};
    Jvm.output(
        start(jars, List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off"), main, hit));
    List<String> archived = List.of("-XX:SharedArchiveFile=" + archive);
    programs.put(backend + ", first hit, AppCDS", () -> start(jars, archived, main, hit));
  }

  /** Leaves entries of another service beside the one that is asked for. */
  private static void fill(Path directory, String backend) throws IOException {
    Service.Open open = Service.locache(backend, directory);
    for (int id = 0; id < ENTRIES; id++) {
      open.describer().describe(id, TextDescriber.name(id));
    }
    open.closing().close();
  }

  private void addGet(Store store) throws IOException {
    Path directory = Files.createDirectory(scratch.resolve(store.name()));
    KeyValueStore filled = store.open(directory);
    for (int number = 0; number < ENTRIES; number++) {
      filled.put(Samples.key(number), Samples.value(number));
    }
    filled.close();
    programs.put(
        store + ", first get",
        () ->
            start(
                store.jars(),
                Jvm.FOR_STORES,
                ColdProgram.Getting.class,
                store.name(),
                directory.toString()));
  }

  private void add(List<String> jars, String name, Class<?> main, String... arguments) {
    programs.put(name, () -> start(jars, List.of(), main, arguments));
  }

  private static Process start(
      List<String> jars, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return Jvm.start(Jvm.classPath(jars), options, main, List.of(arguments));
  }

  private Figures measure(int rounds) throws IOException {
    Map<String, List<Double>> over = new LinkedHashMap<>();
    for (int round = -2; round < rounds; round++) {
      double empty = 0;
      for (Map.Entry<String, Program> each : programs.entrySet()) {
        double millis = millis(each.getValue());
        double difference = millis - empty;
        if (each.getKey().equals("empty")) {
          empty = millis;
        }
        if (round >= 0) { // the first rounds make the entries and the index
          over.computeIfAbsent(each.getKey(), name -> new ArrayList<>()).add(difference);
        }
      }
    }
    Figures figures = new Figures();
    over.forEach((name, differences) -> figures.put(name + " ms", Figures.median(differences)));
    return figures;
  }

  private static double millis(Program program) throws IOException {
    long start = System.nanoTime();
    Jvm.output(program.start());
    return (System.nanoTime() - start) / 1e6;
  }
}
