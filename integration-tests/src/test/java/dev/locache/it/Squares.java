package dev.locache.it;

/** The service that most tests wrap. */
interface Squares {
  int square(int number);
}
