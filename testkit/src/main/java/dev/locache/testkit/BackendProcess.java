package dev.locache.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.KeyLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The other process of {@link CrossProcessContract}: opens a backend on the same place and does
 * what the lines of its standard input say, answering each. It ends with its input, and as it does
 * not close the backend, no promise may hang on that.
 */
final class BackendProcess {
  private final CacheBackend backend;
  private final SteppingClock clock;
  private final Deque<KeyLock> locks = new ArrayDeque<>();

  private BackendProcess(CacheBackend backend, SteppingClock clock) {
    this.backend = backend;
    this.clock = clock;
  }

  /** Arguments: the backend's id, the directory and the time. */
  public static void main(String[] arguments) throws IOException {
    SteppingClock clock = new SteppingClock(Instant.parse(arguments[2]));
    TestBackendContext context = TestBackendContext.in(Path.of(arguments[1])).clock(clock);
    for (String name : System.getProperties().stringPropertyNames()) {
      context = context.setting(name, System.getProperty(name, ""));
    }
    BackendProcess process =
        new BackendProcess(RegisteredBackend.open(arguments[0], context), clock);
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      process.obey(line.split(" ", -1));
    }
  }

  private void obey(String... words) throws IOException {
    switch (words[0]) {
      case "write" -> write(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "read" -> read(Samples.key(Integer.parseInt(words[1])));
      case "lock" -> lock(Samples.key(Integer.parseInt(words[1])));
      case "unlock" -> unlock();
      case "contend" -> contend(Integer.parseInt(words[1]), Path.of(words[2]));
      case "churn" ->
          churn(Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
      default -> throw new IllegalArgumentException("unknown line: " + String.join(" ", words));
    }
  }

  private void write(int from, int to) throws IOException {
    for (int call = from; call < to; call++) {
      backend.write(Samples.entry(Samples.key(call), clock), Samples.UNLIMITED);
      System.out.println("written " + call);
    }
  }

  private void read(CacheKey key) throws IOException {
    Optional<Entry> entry = backend.read(key, Samples.UNLIMITED);
    entry.ifPresent(read -> Samples.assertWhole(key, read));
    System.out.println(entry.isPresent() ? "whole" : "absent");
  }

  private void lock(CacheKey key) throws IOException {
    Optional<KeyLock> lock = backend.tryLock(key);
    lock.ifPresent(locks::push);
    System.out.println(lock.isPresent() ? "locked" : "busy");
  }

  private void unlock() {
    locks.pop().close();
    System.out.println("unlocked");
  }

  /** Takes and gives back one lock; whoever has it makes the witness, which must not be there. */
  private void contend(int times, Path witness) throws IOException {
    int held = 0;
    for (int i = 0; i < times; i++) {
      Optional<KeyLock> lock = backend.tryLock(Samples.key(1));
      if (lock.isPresent()) {
        Files.createFile(witness); // fails if there are two owners
        held++;
        Files.delete(witness);
        lock.get().close();
      }
    }
    System.out.println("held " + held);
  }

  private void churn(int from, int to, int bound) throws IOException {
    for (int call = from; call < to; call++) {
      backend.write(Samples.entry(Samples.key(call), clock), Samples.atMost(bound));
      backend.evict(Samples.QUOTE, Samples.atMost(bound));
      read(Samples.key(call));
    }
    System.out.println("churned");
  }
}
