package dev.locache.testkit.campaign;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.testkit.RegisteredBackend;
import dev.locache.testkit.TestBackendContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A process of {@link Race}: two threads that write, remove, evict and read, each its own entries,
 * of which it knows what they must be, and two that read everybody's. Versions of a key only grow,
 * a removal counting as one, so whoever sees an earlier one than he knows of has met a dead entry.
 */
final class Racer {
  static final int WRITERS = 2;
  static final int KEYS = 16;
  static final MethodId LASTING = Versions.method("lasting");

  private static final MethodId EXPIRING = Versions.method("expiring");
  private static final MethodId BOUNDED = Versions.method("bounded");
  private static final Duration IDLE = Duration.ofSeconds(40);
  private static final Duration TOLERANCE = Duration.ofSeconds(3);
  private static final Limits A_WHILE = new Limits(Limits.UNLIMITED, IDLE);
  private static final Limits FEW = new Limits(20, Duration.ofDays(365));

  private static final int LOOKS = 200;
  private static final int PAUSE_MILLIS = 10;

  /** How much faster than the real one the clock of all processes runs. */
  private static final int SPEED = 40;

  private final CacheBackend backend;
  private final Path directory;
  private final InstantSource clock;
  private final int process;
  private final int processes;
  private final long end;
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong operations = new AtomicLong();

  /** By key of this process: the version that is there, after all changes that have ended. */
  private final AtomicLongArray present = new AtomicLongArray(WRITERS * KEYS);

  /** By key of this process: how often a change of it has begun or ended. */
  private final AtomicLongArray changes = new AtomicLongArray(WRITERS * KEYS);

  private Racer(
      CacheBackend backend,
      Path directory,
      InstantSource clock,
      int process,
      int processes,
      long end) {
    this.backend = backend;
    this.directory = directory;
    this.clock = clock;
    this.process = process;
    this.processes = processes;
    this.end = end;
  }

  /**
   * Arguments: the backend's id, the directory, the number of this process and of all, the time at
   * which the clock starts and that at which all ends, in milliseconds, and the seed.
   */
  public static void main(String[] arguments) throws Exception {
    long start = Long.parseLong(arguments[4]);
    InstantSource clock = clock(start);
    int process = Integer.parseInt(arguments[2]);
    Path directory = Path.of(arguments[1]);
    try (CacheBackend backend =
        RegisteredBackend.open(arguments[0], TestBackendContext.in(directory).clock(clock))) {
      Racer racer =
          new Racer(
              backend,
              directory,
              clock,
              process,
              Integer.parseInt(arguments[3]),
              Long.parseLong(arguments[5]));
      racer.run(new Random(Long.parseLong(arguments[6]) + process));
    }
  }

  private void run(Random random) throws IOException, InterruptedException {
    long[] seeds = random.longs(2 * WRITERS).toArray();
    Together.run(
        2 * WRITERS,
        thread -> {
          if (thread < WRITERS) {
            new Writer(thread, new Random(seeds[thread])).run();
          } else {
            read(new Random(seeds[thread]));
          }
        });
    faults.stream().limit(20).forEach(fault -> System.out.println("fault " + fault));
    System.out.println("operations " + operations);
    System.out.println("leaked " + leaked());
    for (int own = 0; own < WRITERS * KEYS; own++) {
      System.out.println("present " + (process * WRITERS * KEYS + own) + " " + present.get(own));
    }
  }

  /** Returns the clock of all processes. */
  static InstantSource clock(long start) {
    return () -> Instant.ofEpochMilli(start + (System.currentTimeMillis() - start) * SPEED);
  }

  private boolean goesOn() {
    operations.incrementAndGet();
    return System.currentTimeMillis() < end && faults.size() < 20;
  }

  /**
   * Returns how many files stay open that somebody has deleted, though the backend has looked
   * around since; it does with each read of what is not there. Others may be deleting their last
   * ones.
   */
  private int leaked() throws IOException, InterruptedException {
    int leaked = Integer.MAX_VALUE;
    for (int look = 0; look < LOOKS && leaked > 0; look++) {
      Thread.sleep(PAUSE_MILLIS);
      Versions.read(backend, Versions.key(LASTING, -1), Versions.UNLIMITED);
      leaked = OpenFiles.deleted(directory).size();
    }
    return leaked;
  }

  private void read(Random random) throws IOException {
    int mine = process * WRITERS * KEYS;
    long[] latest = new long[processes * WRITERS * KEYS];
    while (goesOn()) {
      int number = random.nextInt(latest.length);
      int own = number - mine;
      boolean known = own >= 0 && own < WRITERS * KEYS;
      long before = known ? changes.get(own) : 1;
      long expected = known ? present.get(own) : 0;
      long found = Versions.read(backend, Versions.key(LASTING, number), Versions.UNLIMITED);
      if (found == Versions.DAMAGED) {
        faults.add("damaged: key " + number);
      } else if (found != Versions.ABSENT && found < latest[number]) {
        faults.add("returned: key %d, %d after %d".formatted(number, found, latest[number]));
      } else if (before % 2 == 0 && changes.get(own) == before && found != expected) {
        faults.add("key %d is %d, read %d".formatted(number, expected, found));
      }
      latest[number] = Math.max(found, latest[number]);
    }
  }

  /** The owner of some keys. */
  private final class Writer {
    private final int first;
    private final Random random;
    private final long[] bounded = new long[KEYS];
    private final long[] expiring = new long[KEYS];
    private final Instant[] written = new Instant[KEYS];
    private final Instant[] used = new Instant[KEYS];
    private long version;

    Writer(int thread, Random random) {
      this.first = thread * KEYS;
      this.random = random;
    }

    void run() throws IOException {
      while (goesOn()) {
        int number = random.nextInt(KEYS);
        version++;
        switch (random.nextInt(20)) {
          case 0, 1, 2, 3, 4, 5 -> change(number, true);
          case 6, 7 -> change(number, false);
          case 8, 9, 10 -> readOwn(number);
          case 11, 12 -> writeExpiring(number);
          case 13, 14, 15 -> readExpiring(number);
          case 16, 17 -> writeBounded(number);
          case 18 -> readBounded(number);
          default -> backend.evict(EXPIRING, A_WHILE);
        }
      }
    }

    private CacheKey key(MethodId method, int number) {
      return Versions.key(method, process * WRITERS * KEYS + first + number);
    }

    private void change(int number, boolean write) throws IOException {
      int own = first + number;
      changes.incrementAndGet(own);
      if (write) {
        write(key(LASTING, number), Versions.UNLIMITED);
      } else {
        backend.remove(key(LASTING, number));
      }
      present.set(own, write ? version : Versions.ABSENT);
      changes.incrementAndGet(own);
    }

    private void write(CacheKey key, Limits limits) throws IOException {
      backend.write(Versions.entry(key, version, 20 + random.nextInt(400), clock), limits);
    }

    private void readOwn(int number) throws IOException {
      long found = Versions.read(backend, key(LASTING, number), Versions.UNLIMITED);
      expect("own key " + (first + number), present.get(first + number), found);
    }

    private void expect(String what, long expected, long found) {
      if (found != expected) {
        faults.add(what + " is " + expected + ", read " + found);
      }
    }

    private void writeExpiring(int number) throws IOException {
      written[number] = clock.instant();
      write(key(EXPIRING, number), A_WHILE);
      expiring[number] = version;
      used[number] = clock.instant();
    }

    private void readExpiring(int number) throws IOException {
      Instant before = clock.instant();
      long found = Versions.read(backend, key(EXPIRING, number), A_WHILE);
      if (found != Versions.ABSENT) {
        expect("expiring key " + number, expiring[number], found);
        if (used[number].plus(IDLE).plus(TOLERANCE).isBefore(before)) {
          faults.add("outlived: key " + number + " used " + used[number] + ", at " + before);
        }
        used[number] = clock.instant();
      } else if (expiring[number] != Versions.ABSENT
          && clock.instant().isBefore(written[number].plus(IDLE).minus(TOLERANCE))) {
        faults.add("lost: key " + number + " of " + written[number] + ", at " + before);
      }
    }

    private void writeBounded(int number) throws IOException {
      write(key(BOUNDED, number), FEW);
      bounded[number] = version;
      backend.evict(BOUNDED, FEW);
    }

    private void readBounded(int number) throws IOException {
      long found = Versions.read(backend, key(BOUNDED, number), FEW);
      if (found != Versions.ABSENT) {
        expect("bounded key " + number, bounded[number], found);
      }
    }
  }
}
