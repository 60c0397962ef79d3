package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.testkit.ForwardingBackend;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Without a bound on entries, what has expired is looked for now and then. */
final class SweepTest {
  private static final int CALLS = 8_192;

  interface Squares {
    long square(int number);
  }

  static final class PlainSquares implements Squares {
    @Override
    public long square(int number) {
      return (long) number * number;
    }
  }

  /** Takes so long to look through all entries, and counts. */
  private static final class Sweeps extends ForwardingBackend {
    private final long nanos;
    private int count;

    Sweeps(CacheBackend delegate, long nanos) {
      super(delegate);
      this.nanos = nanos;
    }

    @Override
    public long evict(MethodId method, Limits limits) throws IOException {
      count++;
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        Thread.onSpinWait();
      }
      return super.evict(method, limits);
    }
  }

  private static int sweeps(long nanos) {
    Sweeps sweeps = new Sweeps(TestCaches.memory(), nanos);
    try (ResultCache cache = Locache.open(TestCaches.in(sweeps).build())) {
      Squares squares = cache.wrap(Squares.class, new PlainSquares());
      for (int number = 0; number < CALLS; number++) {
        squares.square(number);
      }
    }
    return sweeps.count;
  }

  @Test
  void oneStoreInAThousandSweeps() {
    assertThat(sweeps(0)).isBetween(1, 40);
  }

  /** A tenth of a second, so that the next one is due in fifty. */
  @Test
  void aSlowSweepIsNotSoonFollowedByAnother() {
    assertThat(sweeps(TimeUnit.MILLISECONDS.toNanos(100))).isEqualTo(1);
  }
}
