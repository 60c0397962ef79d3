package dev.locache.campaigns;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.testkit.SteppingClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A program that uses a cache on a disk that somebody spoils meanwhile. Does what the lines of its
 * standard input say, {@code call <from> <to> <length>}, and answers each with what came out.
 */
final class DiskProgram {
  private static final Duration LONGER_THAN_A_REST = Duration.ofMinutes(2);
  private static final Texts DIRECT = new RepeatedNumber();

  private DiskProgram() {}

  /** The service: its results tell whether they are right. */
  interface Texts {
    String text(int number, int length);
  }

  /** Another text for each number. */
  static final class RepeatedNumber implements Texts {
    @Override
    public String text(int number, int length) {
      String words = number + " and ";
      return words.repeat(length / words.length() + 1).substring(0, length);
    }
  }

  /** Arguments: the backend's id and the directory. */
  public static void main(String[] arguments) throws IOException {
    Logger log = Logger.getLogger("dev.locache");
    log.setLevel(Level.OFF);
    SteppingClock clock = new SteppingClock(Instant.now());
    CacheConfig config =
        CacheConfig.builder()
            .backend(arguments[0])
            .directory(Path.of(arguments[1]))
            .clock(clock)
            .build();
    try (ResultCache cache = Locache.open(config)) {
      Texts texts = cache.wrap(Texts.class, new RepeatedNumber());
      System.out.println("opened");
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        clock.step(LONGER_THAN_A_REST);
        System.out.println(obey(line.split(" ", -1), cache, texts));
      }
    }
    System.out.println("closed " + log.getName());
  }

  private static String obey(String[] words, ResultCache cache, Texts texts) {
    if (words[0].equals("reset")) {
      try {
        Locache.reset(texts);
      } catch (UncheckedIOException cannotBeDone) {
        return "not reset";
      }
      return "reset";
    }
    int length = Integer.parseInt(words[3]);
    long hits = cache.stats().hits();
    int wrong = 0;
    for (int i = Integer.parseInt(words[1]); i < Integer.parseInt(words[2]); i++) {
      wrong += texts.text(i, length).equals(DIRECT.text(i, length)) ? 0 : 1;
    }
    return "wrong " + wrong + " hits " + (cache.stats().hits() - hits);
  }
}
