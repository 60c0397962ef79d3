package dev.locache.campaigns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.locache.CacheConfig;
import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.testkit.campaign.Together;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process of {@link OneLoadTest}: at each line, a number, threads that start together ask for the
 * same keys, each in an order of its own. Every run of the method adds its key to a file.
 */
final class OneLoadProgram {
  static final int KEYS = 200;

  private static final int THREADS = 8;

  private OneLoadProgram() {}

  interface Numbers {
    long numberOf(int key);
  }

  static final class CountedNumbers implements Numbers {
    @KeyIgnored private final Path runs;

    CountedNumbers(Path runs) {
      this.runs = runs;
    }

    @Override
    public long numberOf(int key) {
      try (FileOutputStream file = new FileOutputStream(runs.toFile(), true)) {
        file.write((key + "\n").getBytes(US_ASCII)); // one call, so that lines stay whole
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      LockSupport.parkNanos(200_000);
      return key * 1_000_003L;
    }
  }

  /**
   * Arguments: the backend's id, the cache directory, the file of runs, and {@code hostile} to take
   * this process's locks away all the time.
   */
  public static void main(String[] arguments) throws Exception {
    CacheConfig config =
        CacheConfig.builder()
            .backend(arguments[0])
            .directory(Path.of(arguments[1]))
            .strict(true)
            .build();
    try (ResultCache cache = Locache.open(config)) {
      Numbers numbers = cache.wrap(Numbers.class, new CountedNumbers(Path.of(arguments[2])));
      if (arguments.length > 3) {
        startToDropLocks(Path.of(arguments[1]));
      }
      System.out.println("ready");
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        System.out.println("wrong " + ask(numbers, Integer.parseInt(line) * KEYS));
      }
    }
  }

  private static void startToDropLocks(Path cache) {
    Thread hostile =
        new Thread(
            () -> {
              try {
                while (true) {
                  LockFiles.openAndClose(cache);
                  LockSupport.parkNanos(200_000);
                }
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
    hostile.setDaemon(true);
    hostile.start();
  }

  private static int ask(Numbers numbers, int from) throws InterruptedException {
    AtomicInteger wrong = new AtomicInteger();
    Together.run(
        THREADS,
        thread -> {
          List<Integer> keys =
              IntStream.range(from, from + KEYS).boxed().collect(Collectors.toList());
          Collections.shuffle(keys, new Random(from + thread));
          for (int key : keys) {
            if (numbers.numberOf(key) != key * 1_000_003L) {
              wrong.incrementAndGet();
            }
          }
        });
    return wrong.get();
  }
}
