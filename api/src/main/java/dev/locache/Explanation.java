package dev.locache;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why a call hits or misses; see {@link Locache#explain}. {@link #toString} is for people, and
 * names no argument's value. Immutable.
 *
 * @param outcome what the call would do
 * @param age time since the entry was made, for a hit
 * @param differences for a miss, what tells the call from the nearest entry, a sentence each
 * @param text all that is known, for a terminal
 * @param arguments the values of the arguments, a line each, for those who ask for them
 */
public record Explanation(
    Outcome outcome,
    Optional<Duration> age,
    List<String> differences,
    String text,
    String arguments) {
  /** What a call does. */
  public enum Outcome {
    /** It is answered from an entry. */
    HIT,
    /** It runs the method, and stores the result. */
    MISS,
    /** It runs the method, and stores nothing. */
    NOT_CACHED
  }

  /** Copies the list. */
  public Explanation {
    requireNonNull(outcome, "outcome");
    requireNonNull(age, "age");
    requireNonNull(text, "text");
    requireNonNull(arguments, "arguments");
    differences = List.copyOf(differences);
  }

  /** Returns the text, and below it the arguments' values as their {@code toString} has them. */
  public String withArguments() {
    return arguments.isEmpty() ? text : text + '\n' + arguments;
  }

  /** Returns the text. */
  @Override
  public String toString() {
    return text;
  }
}
