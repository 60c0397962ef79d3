package dev.locache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgesTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, less than 1 ms, less than a second ago",
    "PT0.000999999S, less than 1 ms, less than a second ago",
    "PT0.0012S, 1.2 ms, less than a second ago",
    "PT1S, 1.0 s, 1.0 s ago",
    "PT1M59.94S, 119.9 s, 119.9 s ago",
    "PT2M, 2 minutes, 2 minutes ago",
    "PT1H59M, 119 minutes, 119 minutes ago",
    "PT47H59M, 47 hours, 47 hours ago",
    "P2D, 2 days, 2 days ago",
    "P365D, 365 days, 365 days ago",
    "-PT5S, less than 1 ms, less than a second ago",
    "PT2562047788015H, 106751991167 days, 106751991167 days ago"
  })
  void durationsAreToldInTheLargestUnitThatFits(Duration duration, String text, String ago) {
    StringBuilder told = new StringBuilder();
    Ages.append(duration, told);
    StringBuilder toldAgo = new StringBuilder();
    Ages.appendAgo(duration, toldAgo);

    assertThat(told).hasToString(text);
    assertThat(toldAgo).hasToString(ago);
  }
}
