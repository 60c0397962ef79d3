package dev.locache.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.files.UseLedger.Use;
import dev.locache.spi.Limits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a listing of the disk adds to what this process knows, and what it does not undo. */
final class UseLedgerTest {
  private static final Limits ONE = new Limits(1, Duration.ofDays(365));
  private static final long NOW = Duration.ofDays(10).toMillis() * 1_000;

  private final UseLedger ledger = new UseLedger();
  private final EntryName a = name(1);
  private final EntryName b = name(2);

  private static EntryName name(int call) {
    return EntryName.of(FilesFixture.key(call));
  }

  @Test
  void untilItIsOpenedItKeepsNothing() {
    ledger.written(a, NOW);
    ledger.used(b, NOW, NOW);
    assertThat(ledger.lastUse(a, 5)).isEqualTo(5);

    ledger.open();
    assertThat(ledger.lastUse(a, 5)).isEqualTo(5);
    assertThat(victim()).isNull();
  }

  @Test
  void theLaterOfTwoUsesCounts() {
    ledger.open();
    ledger.used(a, 10, 1);
    assertThat(ledger.lastUse(a, 9)).isEqualTo(10);
    assertThat(ledger.lastUse(a, 11)).isEqualTo(11);
  }

  @Test
  void aLaterUseByAnotherProcessIsTakenFromTheDisk() {
    ledger.open();
    ledger.written(a, 1);
    ledger.written(b, 2);
    list(List.of(new Use(a, 3, 3), new Use(b, 2, 2)));
    assertThat(victim()).isEqualTo(new Use(b, 2, 2));
  }

  @Test
  void aUseThatTheDiskDoesNotKnowOfIsKept() {
    ledger.open();
    ledger.written(a, 1);
    ledger.written(b, 2);
    ledger.used(a, 3, 1);
    list(List.of(new Use(a, 1, 1), new Use(b, 2, 2)));
    assertThat(ledger.unrecorded()).containsExactly(new Use(a, 3, 1));
    assertThat(victim()).isEqualTo(new Use(b, 2, 2));
  }

  @Test
  void whatIsNoLongerOnTheDiskIsForgotten() {
    ledger.open();
    ledger.written(a, 1);
    ledger.written(b, 2);
    list(List.of(new Use(b, 2, 2)));
    assertThat(victim()).as("one is allowed").isNull();
  }

  @Test
  void whatChangesDuringAListingIsNotUndoneByIt() {
    ledger.open();
    ledger.written(a, 1);
    ledger.written(b, 2);
    assertThat(ledger.beginListing(1)).isTrue();
    ledger.removed(a);
    ledger.written(name(3), 3);
    ledger.listed(List.of(new Use(a, 1, 1), new Use(b, 2, 2)));
    assertThat(victim()).isEqualTo(new Use(b, 2, 2));
    assertThat(victim()).isNull();
    assertThat(ledger.lastUse(name(3), 0)).isEqualTo(3);
  }

  @Test
  void oneListingAtATimeAndTheNextAfterAnEighthWasWritten() {
    ledger.open();
    assertThat(ledger.beginListing(16)).isTrue();
    assertThat(ledger.beginListing(16)).as("while another lists").isFalse();
    ledger.listed(List.of());
    ledger.written(a, 1);
    assertThat(ledger.beginListing(16)).as("after one write").isFalse();
    ledger.written(b, 2);
    assertThat(ledger.beginListing(16)).as("after two").isTrue();
    ledger.giveUpListing();
    assertThat(ledger.beginListing(16)).as("after one that broke off").isTrue();
  }

  @Test
  void whatHasExpiredIsAVictimWithinTheBoundToo() {
    ledger.open();
    ledger.written(a, 1);
    assertThat(ledger.takeVictim(Duration.ofDays(365).toMillis() * 1_000, ONE)).isNull();
    assertThat(ledger.takeVictim(Duration.ofDays(365).toMillis() * 1_000 + 1, ONE))
        .isEqualTo(new Use(a, 1, 1));
  }

  private void list(List<Use> onDisk) {
    assertThat(ledger.beginListing(1)).isTrue();
    ledger.listed(onDisk);
  }

  private @Nullable Use victim() {
    return ledger.takeVictim(NOW, ONE);
  }
}
