package dev.locache.testkit.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * How much a campaign does, which chances it takes, and what came out. A campaign has a short form,
 * which every build runs, and a long one, which {@code -Pcampaigns} runs. {@code -Dseed} repeats a
 * run; without it the short form always takes the same chances, so that a build is repeatable, and
 * the long form takes others each time.
 *
 * <p>Results go to standard output and are added to the file {@code target/campaigns.txt}. Safe for
 * use by several threads, but for {@link #random}, which gives each caller a generator of its own.
 */
public final class Campaign {
  private static final boolean LONG = Boolean.getBoolean("campaigns");
  private static final long SEED = Long.getLong("seed", LONG ? System.nanoTime() : 7);

  private final String name;

  private Campaign(String name) {
    this.name = name;
  }

  /**
   * Returns the campaign with that name, and prints its seed.
   *
   * @param name its number and its subject, such as {@code "C1 kill -9, files"}
   */
  public static Campaign of(String name) {
    Campaign campaign = new Campaign(name);
    System.out.println(name + ": seed " + SEED);
    return campaign;
  }

  /** Returns whether this is the long form. */
  public static boolean isLong() {
    return LONG;
  }

  /** Returns how many rounds to run; {@code -Drounds} sets another number for the long form. */
  public int rounds(int shortForm, int longForm) {
    return LONG ? Integer.getInteger("rounds", longForm) : shortForm;
  }

  /** Returns for how long to run; {@code -Dseconds} sets another time for the long form. */
  public int seconds(int shortForm, int longForm) {
    return LONG ? Integer.getInteger("seconds", longForm) : shortForm;
  }

  /** Returns what every random choice follows from; another process is given it as an argument. */
  public long seed() {
    return SEED;
  }

  /** Returns a new generator of the choices of one part of the campaign, such as a round. */
  public Random random(long part) {
    return new Random(SEED * 31 + part);
  }

  /**
   * Says what came out.
   *
   * @param result numbers with their names, such as {@code "1000 rounds, 0 wrong, 0 lost"}
   */
  public synchronized void result(String result) {
    String line = name + ": " + result + ", seed " + SEED;
    System.out.println(line);
    Path file = Path.of("target", "campaigns.txt");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
