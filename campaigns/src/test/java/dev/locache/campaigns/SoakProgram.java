package dev.locache.campaigns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.testkit.campaign.Together;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * A process of {@link SoakTest}: threads that call one service over each backend, interrupted now
 * and then, while others damage files and kill processes.
 */
final class SoakProgram {
  static final List<String> BACKENDS = List.of("files", "protobuf");
  static final int MAXIMUM_ENTRIES = 300;

  private static final int THREADS = 2;
  private static final int KEYS = 600;
  private static final int ONE_IN = 1_000;

  /** Of four collections the JVM lets three leave dead objects where moving others costs much. */
  private static final int COLLECTIONS = 4;

  private static final int CLASSES = 12;

  /** A process that is killed has said nearly all. */
  private static final int SAID_ONCE_IN = 10_000;

  private SoakProgram() {}

  interface Texts {
    String text(int key);
  }

  static final class LongTexts implements Texts {
    @Override
    public String text(int key) {
      return textOf(key);
    }
  }

  private static String textOf(int key) {
    return ("text of " + key + ";").repeat(1 + key % 100);
  }

  /**
   * Arguments: the directory and the seed. The first line of standard input says when to end, in
   * milliseconds since the epoch.
   */
  public static void main(String[] arguments) throws Exception {
    List<ResultCache> caches = new ArrayList<>();
    List<Texts> services = new ArrayList<>();
    for (String backend : BACKENDS) {
      CacheConfig config =
          CacheConfig.builder()
              .backend(backend)
              .directory(Path.of(arguments[0]).resolve(backend))
              .maximumEntries(MAXIMUM_ENTRIES)
              .build();
      caches.add(Locache.open(config));
      services.add(caches.get(caches.size() - 1).wrap(Texts.class, new LongTexts()));
    }
    System.out.println("ready");
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
    long end = Long.parseLong(input.readLine());
    long quarter = end - (end - System.currentTimeMillis()) * 3 / 4;
    AtomicLong calls = new AtomicLong();
    callUntil(quarter, services, arguments[1], calls);
    System.out.println("used " + heapMegabytes() + " " + descriptors());
    callUntil(end, services, arguments[1], calls);
    System.out.println("used " + heapMegabytes() + " " + descriptors());
    sayWhatTakesMost();
    say(calls);
    for (ResultCache cache : caches) {
      cache.close();
    }
  }

  private static void callUntil(long end, List<Texts> services, String seed, AtomicLong calls)
      throws InterruptedException {
    Together.run(
        THREADS,
        thread -> {
          Random random = new Random(Long.parseLong(seed) + calls.get() + thread);
          while (System.currentTimeMillis() < end) {
            call(services.get(random.nextInt(services.size())), random);
            if (calls.incrementAndGet() % SAID_ONCE_IN == 0) {
              say(calls);
            }
          }
        });
  }

  private static void say(AtomicLong calls) {
    System.out.println("calls " + calls);
  }

  private static void call(Texts service, Random random) {
    int key = Math.min(random.nextInt(KEYS), random.nextInt(KEYS));
    boolean interrupted = random.nextInt(ONE_IN) == 0;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    String text = service.text(key);
    if (!text.equals(textOf(key))) {
      throw new AssertionError("text of " + key + " is " + text);
    }
    if (Thread.interrupted() != interrupted) {
      throw new AssertionError("interrupted: " + !interrupted + ", not " + interrupted);
    }
  }

  private static long heapMegabytes() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  /** For whoever must find out why the heap has grown. */
  private static void sayWhatTakesMost() throws JMException {
    Object histogram =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    histogram.toString().lines().limit(CLASSES).forEach(System.out::println);
  }

  private static int descriptors() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }
}
