package dev.locache.campaigns;

import dev.locache.KeyIgnored;

/** A service whose answers tell whether they were stored before the attack or made after it. */
interface Answers {
  String text(int number);

  String other(int number);

  /** Answers that begin with a word of the test's choice. */
  final class Spoken implements Answers {
    @KeyIgnored private String word;

    Spoken(String word) {
      this.word = word;
    }

    /** From now on answers begin with that. */
    void say(String word) {
      this.word = word;
    }

    @Override
    public String text(int number) {
      return word + " text " + number;
    }

    @Override
    public String other(int number) {
      return word + " other " + number;
    }
  }
}
