package dev.locache.engine;

import dev.locache.Cached;
import dev.locache.spi.Limits;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What may be chosen for a method by itself, for its service, or for its type. What is empty is
 * left to the next wider place.
 *
 * @param maximumEntries entries kept per method
 * @param expireAfterAccess age since the last use
 * @param codeVersion stands for the code, which is then not looked at
 */
public record Choices(
    Optional<Long> maximumEntries,
    Optional<Duration> expireAfterAccess,
    Optional<String> codeVersion) {
  static final Choices NONE = new Choices(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Returns what an annotation says.
   *
   * @throws IllegalArgumentException if it gives an age that is no duration
   */
  static Choices of(Cached cached) {
    long entries = cached.maximumEntries();
    String age = cached.expireAfterAccess();
    String version = cached.codeVersion();
    return new Choices(
        entries == Cached.INHERITED ? Optional.empty() : Optional.of(entries),
        age.isEmpty() ? Optional.empty() : Optional.of(duration(age)),
        version.isEmpty() ? Optional.empty() : Optional.of(version));
  }

  Choices or(Choices wider) {
    return new Choices(
        either(maximumEntries, wider.maximumEntries),
        either(expireAfterAccess, wider.expireAfterAccess),
        either(codeVersion, wider.codeVersion));
  }

  private static <T> Optional<T> either(Optional<T> closer, Optional<T> wider) {
    return closer.isPresent() ? closer : wider;
  }

  /**
   * Returns the limits chosen, the rest as inherited.
   *
   * @throws IllegalArgumentException if one of them is negative
   */
  Limits limits(Limits inherited) {
    return new Limits(
        maximumEntries.orElse(inherited.maximumEntries()),
        expireAfterAccess.orElse(inherited.expireAfterAccess()));
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new IllegalArgumentException(
          "@Cached(expireAfterAccess = \""
              + text
              + "\") is not an ISO 8601 duration, such as P30D or PT12H",
          malformed);
    }
  }
}
