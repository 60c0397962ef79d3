package dev.locache.campaigns;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.locache.CacheConfig;
import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.KeyLock;
import dev.locache.testkit.ForwardingBackend;
import dev.locache.testkit.RegisteredBackend;
import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.Together;
import dev.locache.testkit.campaign.Versions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of {@link NestedTest}: cached methods that call cached methods, themselves among them,
 * over locks so few that different keys collide.
 */
final class NestedProgram {
  static final int DEPTH = 12;

  private NestedProgram() {}

  interface Numbers {
    /** Fibonacci numbers, each round's its own. */
    long fibonacci(int round, int n);

    /** The same, by futures that wait for futures. */
    CompletableFuture<Long> fibonacciLater(int round, int n);

    /** The same, each of the two before asked for by a thread of its own. */
    long fibonacciOfThreads(int round, int n);

    /** Ends at 0, by way of {@link #odd}. */
    long even(int round, int n);

    long odd(int round, int n);

    /** Asks for the other side's, which asks for this one's. */
    String cross(int round, boolean left);

    /** The same, by futures: asks at once or, in odd rounds, when another cached one is there. */
    CompletableFuture<String> crossLater(int round, boolean left);
  }

  static final class Nested implements Numbers {
    @KeyIgnored private final Path meeting;
    @KeyIgnored private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    @KeyIgnored private final Set<Integer> crossing = ConcurrentHashMap.newKeySet();
    @KeyIgnored Numbers proxy = this;

    Nested(Path meeting) {
      this.meeting = meeting;
    }

    @Override
    public long fibonacci(int round, int n) {
      return n < 2 ? n : proxy.fibonacci(round, n - 1) + proxy.fibonacci(round, n - 2);
    }

    @Override
    public CompletableFuture<Long> fibonacciLater(int round, int n) {
      return n < 2
          ? CompletableFuture.completedFuture((long) n)
          : proxy
              .fibonacciLater(round, n - 1)
              .thenCombine(proxy.fibonacciLater(round, n - 2), Long::sum);
    }

    @Override
    public long fibonacciOfThreads(int round, int n) {
      if (n < 2) {
        return n;
      }
      long[] before = new long[2];
      try {
        Together.run(2, thread -> before[thread] = proxy.fibonacciOfThreads(round, n - 1 - thread));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return before[0] + before[1];
    }

    @Override
    public long even(int round, int n) {
      return n == 0 ? round : proxy.odd(round, n - 1) + 1;
    }

    @Override
    public long odd(int round, int n) {
      return proxy.even(round, n - 1) + 1;
    }

    @Override
    public String cross(int round, boolean left) {
      if (inside.get()) {
        return "end";
      }
      inside.set(true);
      try {
        meet(round, left);
        return left + " " + proxy.cross(round, !left);
      } finally {
        inside.set(false);
      }
    }

    @Override
    public CompletableFuture<String> crossLater(int round, boolean left) {
      if (!crossing.add(round)) {
        return CompletableFuture.completedFuture("end");
      }
      meet(round, left);
      CompletableFuture<?> before =
          round % 2 == 0
              ? CompletableFuture.completedFuture(0L)
              : proxy.fibonacciLater(round, left ? 3 : 4);
      return before
          .thenCompose(number -> proxy.crossLater(round, !left))
          .thenApply(other -> left + " " + other);
    }

    /** Returns when both sides hold the lock of their key. */
    private void meet(int round, boolean left) {
      try {
        Files.createFile(meeting.resolve(round + "-" + left));
      } catch (FileAlreadyExistsException asked) {
        return;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      while (!Files.exists(meeting.resolve(round + "-" + !left))) {
        LockSupport.parkNanos(100_000);
      }
    }
  }

  /** All keys share a few locks. */
  private static final class FewLocks extends ForwardingBackend {
    private final int locks;

    FewLocks(CacheBackend delegate, int locks) {
      super(delegate);
      this.locks = locks;
    }

    @Override
    public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
      return super.tryLock(
          Versions.key(Versions.method("stripe"), Math.floorMod(key.hashCode(), locks)));
    }
  }

  /**
   * Arguments: the backend's id, the cache directory, one to meet in, the number of locks and
   * whether this is the left side.
   */
  public static void main(String[] arguments) throws Exception {
    TestBackendContext context =
        TestBackendContext.in(Path.of(arguments[1])).clock(InstantSource.system());
    int locks = Integer.parseInt(arguments[3]);
    boolean left = Boolean.parseBoolean(arguments[4]);
    try (CacheBackend backend = RegisteredBackend.open(arguments[0], context);
        ResultCache cache =
            Locache.open(
                CacheConfig.builder()
                    .backend(locks == 0 ? backend : new FewLocks(backend, locks))
                    .codec("java")
                    .strict(true)
                    .build())) {
      Nested nested = new Nested(Path.of(arguments[2]));
      nested.proxy = cache.wrap(Numbers.class, nested);
      System.out.println("ready");
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] words = line.split(" ", -1);
        System.out.println(answer(nested.proxy, words[0], Integer.parseInt(words[1]), left));
      }
    }
  }

  private static String answer(Numbers numbers, String what, int round, boolean left)
      throws InterruptedException {
    if (what.equals("cross")) {
      return numbers.cross(round, left);
    }
    if (what.equals("cross-later")) {
      return numbers.crossLater(round, left).join();
    }
    if (what.equals("later")) {
      return String.valueOf(numbers.fibonacciLater(round, DEPTH).join());
    }
    if (what.equals("threads")) {
      return String.valueOf(numbers.fibonacciOfThreads(round, DEPTH));
    }
    Together.run(
        2,
        thread -> {
          boolean first = left == (thread == 0);
          long even = first ? numbers.even(round, DEPTH) : numbers.odd(round, DEPTH - 1) + 1;
          long fibonacci = numbers.fibonacci(round, DEPTH);
          if (even != round + DEPTH || fibonacci != 144) {
            throw new AssertionError("even " + even + ", fibonacci " + fibonacci);
          }
        });
    return "right";
  }
}
