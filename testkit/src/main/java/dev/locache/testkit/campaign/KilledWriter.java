package dev.locache.testkit.campaign;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.MethodId;
import dev.locache.testkit.RegisteredBackend;
import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.WriteJournal.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;

/**
 * A process that changes entries, keeping a {@link WriteJournal}, until it is killed: it writes,
 * replaces and removes those of its own method, clears that, and writes to those that all writers
 * share.
 */
final class KilledWriter {
  static final int OWN_KEYS = 40;
  static final int SHARED_KEYS = 8;
  static final MethodId SHARED = Versions.method("shared");

  private static final int SMALL = 200;
  private static final int MIDDLE = 20_000;
  private static final int LARGE = 4 << 20;
  private static final int WARM_UP = 30;

  private final CacheBackend backend;
  private final WriteJournal journal;
  private final MethodId own;
  private final Random random;
  private final boolean large;
  private long version;

  private KilledWriter(
      CacheBackend backend, WriteJournal journal, int writer, long version, Random random) {
    this.backend = backend;
    this.journal = journal;
    this.own = own(writer);
    this.version = version;
    this.random = random;
    this.large = random.nextInt(4) == 0;
  }

  static MethodId own(int writer) {
    return Versions.method("ownedBy" + writer);
  }

  /** Keys from {@link #OWN_KEYS} on are those that all writers share. */
  static CacheKey key(MethodId own, int number) {
    return Versions.key(number < OWN_KEYS ? own : SHARED, number);
  }

  /**
   * Arguments: the backend's id, the cache directory, the journal, the writer's number, the first
   * version and the seed. Begins at the first line of standard input.
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    Path journalFile = Path.of(arguments[2]);
    int writer = Integer.parseInt(arguments[3]);
    long version = Long.parseLong(arguments[4]);
    Random random = new Random(Long.parseLong(arguments[5]));
    try (Scratch scratch = Scratch.create()) {
      warmUp(arguments[0], scratch.next(), writer);
    }
    System.out.println("warm");
    System.in.read();
    KilledWriter killed =
        new KilledWriter(
            open(arguments[0], directory), new WriteJournal(journalFile), writer, version, random);
    System.out.println("writing");
    while (true) {
      killed.change();
    }
  }

  /** So that a kill finds writes under way, not classes that are being loaded. */
  private static void warmUp(String id, Path aside, int writer) throws IOException {
    try (CacheBackend backend = open(id, aside);
        WriteJournal journal = new WriteJournal(aside.resolve("journal"))) {
      KilledWriter trial = new KilledWriter(backend, journal, writer, 1, new Random(1));
      for (int i = 0; i < WARM_UP; i++) {
        trial.change();
      }
    }
  }

  private static CacheBackend open(String id, Path directory) throws IOException {
    return RegisteredBackend.open(
        id, TestBackendContext.in(directory).clock(InstantSource.system()));
  }

  private void change() throws IOException {
    int number = random.nextInt(OWN_KEYS + SHARED_KEYS);
    version++;
    switch (random.nextInt(100)) {
      case 0 -> clear();
      case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> remove(number);
      default -> write(number);
    }
  }

  private void write(int number) throws IOException {
    journal.intend(new Change(number, version));
    backend.write(
        Versions.entry(key(own, number), version, size(), InstantSource.system()),
        Versions.UNLIMITED);
    journal.done();
  }

  private int size() {
    int chance = random.nextInt(100);
    if (large && chance < 5) {
      return LARGE;
    }
    return chance < 15 ? MIDDLE : SMALL;
  }

  private void remove(int number) throws IOException {
    journal.intend(new Change(number, Versions.ABSENT));
    backend.remove(key(own, number));
    journal.done();
  }

  private void clear() throws IOException {
    journal.intend(new Change(Change.ALL, Versions.ABSENT));
    backend.clear(own);
    journal.done();
  }
}
