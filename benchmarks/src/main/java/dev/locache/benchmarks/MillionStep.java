package dev.locache.benchmarks;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/** One step of {@link Million}, in a JVM of its own. Prints lines of a name and a figure. */
final class MillionStep {
  private static final int CALLS = 300_000;
  private static final int STORES = 20_000;
  private static final int ROUNDS = 7;
  private static final int HOT = 1_000;

  private final Path directory;
  private final int from;
  private final int to;

  private MillionStep(Path directory, int from, int to) {
    this.directory = directory;
    this.from = from;
    this.to = to;
  }

  static Process start(String what, Path directory, int from, int to) throws IOException {
    List<String> jars = new ArrayList<>(Store.PROTOBUF_BACKEND.jars());
    jars.addAll(List.of("asm-9", "asm-tree", "caffeine")); // one of the services names Caffeine
    return Jvm.start(
        Jvm.classPath(jars),
        List.of("-Xmx2g"),
        MillionStep.class,
        List.of(what, directory.toString(), Integer.toString(from), Integer.toString(to)));
  }

  public static void main(String[] args) throws IOException {
    int from = Integer.parseInt(args[2]);
    int to = Integer.parseInt(args[3]);
    MillionStep step = new MillionStep(Path.of(args[1]), from, to);
    switch (args[0]) {
      case "fill" -> step.fill();
      case "open" -> step.open();
      case "heap" -> step.heap();
      case "disk" -> step.disk();
      case "calls" -> step.calls();
      case "share" -> step.share();
      case "missing" -> step.missing();
      default -> throw new IllegalArgumentException("no step " + args[0]);
    }
  }

  private void fill() throws IOException {
    Service.Open open = Service.locache("protobuf", directory);
    long start = System.nanoTime();
    for (int id = from; id < to; id++) {
      describe(open, id);
    }
    print("fill ns per entry", (System.nanoTime() - start) / (to - from));
    open.closing().close();
  }

  private void open() throws IOException {
    long start = System.nanoTime();
    BackendStore store = new BackendStore("protobuf", directory);
    print("open ns", System.nanoTime() - start);
    store.close();
  }

  private void heap() throws IOException {
    new BackendStore("protobuf", directory.resolveSibling("few"))
        .close(); // classes are not counted
    long before = used();
    BackendStore store = new BackendStore("protobuf", directory);
    print("heap bytes per entry", (used() - before) / to);
    store.close();
  }

  /** Tells the disk taken for keys of 32 and values of 150 bytes. */
  private void disk() throws IOException {
    BackendStore store = new BackendStore("protobuf", directory);
    for (int number = from; number < to; number++) {
      store.put(Samples.key(number), Samples.value(number));
    }
    store.close();
    print("disk bytes per entry of 182", Scratch.bytes(directory) / to);
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void calls() throws IOException {
    Service.Open open = Service.locache("protobuf", directory);
    SplittableRandom random = new SplittableRandom(1);
    int apart = Math.max(1, to / HOT);
    print("hit ns", median(open, CALLS, call -> random.nextInt(to)));
    print("hot hit ns", median(open, CALLS, call -> random.nextInt(HOT) * apart));
    int[] next = {to};
    print("miss ns", median(open, STORES, call -> next[0]++));
    open.closing().close();
  }

  /** Returns the median time of a call, the first rounds left out. */
  private static long median(Service.Open open, int calls, IntUnaryOperator id) {
    long[] rounds = new long[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int call = 0; call < calls; call++) {
        describe(open, id.applyAsInt(call));
      }
      rounds[Math.max(0, round)] = (System.nanoTime() - start) / calls;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  /** Stores what is to be stored; between two stores asks for what another may have stored. */
  private void share() throws IOException {
    Service.Open open = Service.locache("protobuf", directory);
    SplittableRandom random = new SplittableRandom(from);
    int share = to - from;
    for (int id = from; id < to; id++) {
      describe(open, id);
      int others = (id + share) % (4 * share);
      describe(open, others - random.nextInt(Math.min(100, others % share + 1)));
    }
    open.closing().close();
  }

  /** Counts the calls that are not answered from the disk. */
  private void missing() throws IOException {
    try (ResultCache cache =
        Locache.open(CacheConfig.builder().backend("protobuf").directory(directory).build())) {
      Describer describer = cache.wrap(Describer.class, new TextDescriber());
      TextDescriber plain = new TextDescriber();
      for (int id = from; id < to; id++) {
        String name = TextDescriber.name(id);
        if (!describer.describe(id, name).equals(plain.describe(id, name))) {
          throw new IllegalStateException("result of call " + id + " is wrong");
        }
      }
      print("missing entries", cache.stats().misses());
    }
  }

  private static void describe(Service.Open open, int id) {
    String text = open.describer().describe(id, TextDescriber.name(id));
    if (text.length() < 90) {
      throw new IllegalStateException("result of call " + id + " is wrong");
    }
  }

  private static void print(String name, long figure) {
    System.out.println(name + " " + figure);
  }
}
