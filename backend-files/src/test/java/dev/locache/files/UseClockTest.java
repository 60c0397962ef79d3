package dev.locache.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class UseClockTest {
  private final SettableClock clock = new SettableClock();
  private final UseClock uses = new UseClock(clock);

  @Test
  void usesWhileTheClockStandsStillAreInOrder() {
    long first = uses.next();

    assertThat(first).isEqualTo(clock.millis() * 1_000);
    assertThat(uses.next()).isEqualTo(first + 1);
    assertThat(uses.next()).isEqualTo(first + 2);
  }

  @Test
  void aClockSetBackALittleDoesNotChangeTheOrder() {
    long first = uses.next();
    clock.step(Duration.ofMillis(-900));

    assertThat(uses.next()).isEqualTo(first + 1);
  }

  @Test
  void aClockSetBackByMoreIsFollowed() {
    long first = uses.next();
    clock.step(Duration.ofHours(-1));

    assertThat(uses.next()).isEqualTo(first - Duration.ofHours(1).toNanos() / 1_000);
  }
}
