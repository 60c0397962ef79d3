package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An implementation that holds a cached service, as injected ones do. */
final class ServiceInFieldTest {
  private final ResultCache cache =
      Locache.open(TestCaches.in(TestCaches.memory()).strict(true).build());
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() {
    cache.close();
  }

  record Multiples(int factor) implements Squares {
    @Override
    public int square(int number) {
      return factor * number;
    }
  }

  static final class Sums implements Squares {
    @KeyIgnored private final AtomicInteger runs;
    private final Squares squares;
    private final Set<Squares> all;

    Sums(AtomicInteger runs, Squares squares) {
      this.runs = runs;
      this.squares = squares;
      this.all = Set.of(squares);
    }

    @Override
    public int square(int number) {
      runs.incrementAndGet();
      return squares.square(number) + all.size();
    }
  }

  private int sum(Squares squares) {
    return cache.wrap(Squares.class, new Sums(runs, squares)).square(3);
  }

  @Test
  void itCountsAsItsImplementation() {
    assertThat(sum(new Multiples(2))).isEqualTo(7);
    assertThat(sum(cache.wrap(Squares.class, new Multiples(2)))).isEqualTo(7);
    assertThat(runs).hasValue(1);
  }

  @Test
  void theStateOfItsImplementationIsPartOfTheKey() {
    assertThat(sum(cache.wrap(Squares.class, new Multiples(2)))).isEqualTo(7);
    assertThat(sum(cache.wrap(Squares.class, new Multiples(5)))).isEqualTo(16);
    assertThat(sum(cache.wrap(Squares.class, new CountingSquares()))).isEqualTo(10);
    assertThat(runs).hasValue(3);
  }
}
