package dev.locache.it;

import dev.locache.KeyIgnored;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows how often it was really asked. */
final class CountingSquares implements Squares {
  @KeyIgnored private final AtomicInteger runs = new AtomicInteger();

  @Override
  public int square(int number) {
    runs.incrementAndGet();
    return number * number;
  }

  @Override
  public String toString() {
    return "counting squares";
  }

  int runs() {
    return runs.get();
  }
}
