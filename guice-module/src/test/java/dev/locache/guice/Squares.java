package dev.locache.guice;

/** The service that most tests bind. */
public interface Squares {
  int square(int number);
}
