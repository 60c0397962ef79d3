package dev.locache.testkit;

import static dev.locache.testkit.Samples.QUOTE;
import static dev.locache.testkit.Samples.UNLIMITED;
import static dev.locache.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Entry;
import dev.locache.testkit.CorruptingBackend.Damage;
import dev.locache.testkit.RecordingBackend.Call;
import dev.locache.testkit.campaign.Together;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FakesTest {
  private final SteppingClock clock = new SteppingClock();
  private final MemoryBackend memory = MemoryBackend.open(clock);
  private final Entry entry = Samples.entry(key(1), clock);

  @Test
  void clockStandsStillUntilItSteps() {
    assertThat(clock.instant()).isEqualTo(SteppingClock.START).isEqualTo(clock.instant());

    clock.step(Duration.ofHours(2));
    clock.step(Duration.ofHours(-1));
    assertThat(clock).hasToString("SteppingClock[2026-01-01T01:00:00Z]");
    assertThat(clock.millis()).isEqualTo(SteppingClock.START.toEpochMilli() + 3_600_000);
  }

  @Test
  void clockLosesNoStepOfAnyThread() throws InterruptedException {
    Together.run(
        4,
        thread -> {
          for (int i = 0; i < 1_000; i++) {
            clock.step(Duration.ofSeconds(1));
          }
        });
    assertThat(clock.instant()).isEqualTo(SteppingClock.START.plusSeconds(4_000));
  }

  @Test
  void contextHasWhatWasChosen() {
    TestBackendContext plain = TestBackendContext.in(Path.of("somewhere"));
    TestBackendContext chosen =
        plain
            .clock(clock)
            .durable(true)
            .signed(true)
            .setting("a", "1")
            .settings(Map.of("a", "2", "b", "3"));

    assertThat(chosen.directory()).isAbsolute().endsWithRaw(Path.of("somewhere"));
    assertThat(chosen.clock()).isSameAs(clock);
    assertThat(chosen.durable()).isTrue();
    assertThat(chosen.signed()).isTrue();
    assertThat(chosen.setting("a")).contains("2");
    assertThat(chosen.setting("b")).contains("3");
    assertThat(plain.durable()).isFalse();
    assertThat(plain.signed()).isFalse();
    assertThat(plain.setting("a")).isEmpty();
  }

  @Test
  void failingBackendFailsUntilItIsHealed() throws IOException {
    FailingBackend failing = FailingBackend.over(memory);
    failing.fail(Verb.WRITE, Verb.EVICT);

    for (int i = 0; i < 2; i++) {
      assertThatIOException()
          .isThrownBy(() -> failing.write(entry, UNLIMITED))
          .withMessage("WRITE fails, as told");
    }
    assertThatIOException().isThrownBy(() -> failing.evict(QUOTE, UNLIMITED));
    assertThat(failing.read(key(1), UNLIMITED)).isEmpty();
    assertThat(failing.failures()).containsExactly(Verb.WRITE, Verb.WRITE, Verb.EVICT);

    failing.heal();
    failing.write(entry, UNLIMITED);
    assertThat(failing.read(key(1), UNLIMITED)).contains(entry);
  }

  @Test
  void failingBackendFailsTheNthTimeOnly() throws IOException {
    FailingBackend failing = FailingBackend.over(memory);
    failing.failNth(Verb.REMOVE, 2);

    failing.remove(key(1));
    assertThatIOException()
        .isThrownBy(() -> failing.remove(key(1)))
        .withMessage("REMOVE 2 fails, as told");
    failing.remove(key(1));
    assertThat(failing.failures()).containsExactly(Verb.REMOVE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> failing.failNth(Verb.READ, 0))
        .withMessage("nth (0) must be positive");
  }

  @Test
  void failingBackendThrowsWhatItWasTold() {
    FailingBackend failing = FailingBackend.over(memory);
    failing.fail(Verb.READ, () -> new ArithmeticException("mine"));
    failing.failNth(Verb.CLEAR, 1, () -> new StackOverflowError("mine too"));
    failing.fail(Verb.LIST, () -> new Exception("nobody's"));

    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> failing.read(key(1), UNLIMITED))
        .withMessage("mine");
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(() -> failing.clear(QUOTE))
        .withMessage("mine too");
    assertThatIllegalStateException()
        .isThrownBy(() -> failing.list(QUOTE, stored -> {}))
        .withMessage(
            "failure (java.lang.Exception: nobody's) is none that a backend can throw;"
                + " supply an IOException");
  }

  @Test
  void recordingBackendKeepsCallsInTheirOrder() throws IOException {
    RecordingBackend recording = RecordingBackend.over(memory);
    recording.read(key(1), UNLIMITED);
    recording.tryLock(key(2)).orElseThrow().close();
    recording.write(entry, UNLIMITED);
    recording.read(key(1), UNLIMITED);
    recording.evict(QUOTE, UNLIMITED);
    recording.list(QUOTE, stored -> {});
    recording.remove(key(1));
    recording.clear(QUOTE);

    assertThat(recording.calls())
        .startsWith(
            new Call(Verb.READ, key(1)), new Call(Verb.LOCK, key(2)), new Call(Verb.WRITE, key(1)));
    assertThat(recording.verbs())
        .containsExactly(
            Verb.READ,
            Verb.LOCK,
            Verb.WRITE,
            Verb.READ,
            Verb.EVICT,
            Verb.LIST,
            Verb.REMOVE,
            Verb.CLEAR);
    assertThat(recording.count(Verb.READ)).isEqualTo(2);

    recording.forget();
    recording.close();
    assertThat(recording.calls()).containsExactly(new Call(Verb.CLOSE, recording));
    assertThatIOException().isThrownBy(() -> memory.remove(key(1)));
  }

  @Test
  void corruptingBackendDamagesEveryFieldItIsToldTo() throws IOException {
    CorruptingBackend corrupting = CorruptingBackend.over(memory);
    corrupting.write(entry, UNLIMITED);
    for (Damage damage : Damage.values()) {
      corrupting.damage(damage);
      if (damage == Damage.FORM_BROKEN) {
        assertThatExceptionOfType(CorruptEntryException.class)
            .isThrownBy(() -> corrupting.read(key(1), UNLIMITED))
            .withMessage("not an entry, as told: " + key(1));
      } else {
        Entry damaged = corrupting.read(key(1), UNLIMITED).orElseThrow();
        assertThatExceptionOfType(AssertionError.class)
            .as("damage %s is seen", damage)
            .isThrownBy(() -> Samples.assertWhole(key(1), damaged));
      }
    }

    corrupting.heal();
    assertThat(corrupting.read(key(1), UNLIMITED)).contains(entry);
  }

  @Test
  void corruptingBackendDamagesAnEmptyValueToo() throws IOException {
    CorruptingBackend corrupting = CorruptingBackend.over(memory);
    corrupting.write(Samples.entry(key(1), clock, 0), UNLIMITED);
    corrupting.damage(Damage.VALUE_FLIPPED);

    Entry damaged = corrupting.read(key(1), UNLIMITED).orElseThrow();
    assertThat(damaged.value().remaining()).isEqualTo(1);
  }

  @Test
  void placeAndOwnerAreThoseOfTheBackendBeneath() {
    RecordingBackend recording = RecordingBackend.over(memory);

    assertThat(recording.place(key(1))).isEqualTo("memory, " + key(1));
    assertThat(recording.ownerOnly()).isTrue();
    assertThat(recording.calls()).isEmpty();
  }
}
