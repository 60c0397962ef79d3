package dev.locache.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void negativeLimitsAreRefused() {
    assertThatThrownBy(() -> new Limits(-1, DAY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maximumEntries (-1) must not be negative");
    assertThatThrownBy(() -> new Limits(1, Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expireAfterAccess (PT-0.000000001S) must not be negative");
  }

  @Test
  void onlyUnlimitedIsUnbounded() {
    assertThat(new Limits(Limits.UNLIMITED, DAY).bounded()).isFalse();
    assertThat(new Limits(Limits.UNLIMITED - 1, DAY).bounded()).isTrue();
    assertThat(new Limits(0, DAY).bounded()).isTrue();
  }

  @Test
  void zeroOfEitherKeepsNothing() {
    assertThat(new Limits(0, DAY).keepNothing()).isTrue();
    assertThat(new Limits(1, Duration.ZERO).keepNothing()).isTrue();
    assertThat(new Limits(1, Duration.ofNanos(1)).keepNothing()).isFalse();
  }

  @Test
  void longestDurationsDoNotOverflow() {
    assertThat(new Limits(1, DAY).expireAfterAccessMillis()).isEqualTo(86_400_000);
    assertThat(
            new Limits(1, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))
                .expireAfterAccessMillis())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(new Limits(1, Duration.ofMillis(Long.MAX_VALUE)).expireAfterAccessMillis())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(
            new Limits(1, Duration.ofSeconds(Long.MAX_VALUE / 1000 - 1, 999_999_999))
                .expireAfterAccessMillis())
        .isEqualTo(Long.MAX_VALUE / 1000 * 1000 - 1);
  }
}
