package dev.locache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private long millis;
  private final Throttle throttle = new Throttle(() -> java.time.Instant.ofEpochMilli(millis));

  @Test
  void oneAMinute() {
    assertThat(throttle.permits()).isTrue();
    millis = 59_999;
    assertThat(throttle.permits()).isFalse();
    millis = 60_000;
    assertThat(throttle.permits()).isTrue();
    assertThat(throttle.permits()).isFalse();
  }

  @Test
  void aClockSetBackDoesNotSilenceIt() {
    millis = 1_000_000;
    assertThat(throttle.permits()).isTrue();
    millis = 0;
    assertThat(throttle.permits()).isTrue();
  }
}
