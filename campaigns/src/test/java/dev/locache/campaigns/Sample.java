package dev.locache.campaigns;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A result with a bit of everything that codecs know. */
@SuppressWarnings("ArrayRecordComponent") // codecs know arrays too
record Sample(
    String text,
    int number,
    double real,
    TimeUnit unit,
    List<Optional<String>> list,
    Map<String, Long> map,
    Set<Integer> set,
    long[] longs,
    @Nullable Sample next,
    BigDecimal decimal,
    Instant time) {
  static final List<Sample> ALL = List.of(of(0, null), of(1, of(2, null)), of(40, of(-7, null)));

  private static Sample of(int number, @Nullable Sample next) {
    return new Sample(
        "text \u00fc \ud83d\ude00 " + number,
        number,
        number / 3.0,
        TimeUnit.DAYS,
        List.of(Optional.of("a"), Optional.empty()),
        new TreeMap<>(Map.of("a", 1L, "b", (long) number)),
        Set.of(1, 2, number + 10),
        new long[] {number, Long.MIN_VALUE},
        next,
        new BigDecimal("1.50"),
        Instant.ofEpochSecond(number));
  }
}
