package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.KillRounds;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes killed while they write lose nothing that was acknowledged, and spoil nothing. */
final class KillTest {
  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void killedWritersLoseNothingAcknowledged(String backend, @TempDir Path directory)
      throws IOException {
    Campaign campaign = Campaign.of("C1 kill -9, " + backend);
    assertThat(KillRounds.run(backend, campaign.rounds(8, 1_000), campaign, directory)).isEmpty();
  }
}
