package dev.locache.guice;

import com.google.inject.Inject;
import dev.locache.KeyIgnored;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often it was really asked, in a counter that tests share with it. */
class CountingSquares implements Squares {
  @KeyIgnored private final AtomicInteger runs;

  @Inject
  CountingSquares(AtomicInteger runs) {
    this.runs = runs;
  }

  @Override
  public int square(int number) {
    runs.incrementAndGet();
    return number * number;
  }
}
