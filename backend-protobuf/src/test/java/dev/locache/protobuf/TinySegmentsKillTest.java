package dev.locache.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.KillRounds;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes killed while they write and compact lose nothing that was acknowledged. */
final class TinySegmentsKillTest {
  @Test
  void killedWritersLoseNothingAcknowledged(@TempDir Path directory) throws IOException {
    Campaign campaign = Campaign.of("C1 kill -9, protobuf in tiny segments");
    assertThat(
            KillRounds.run(TinySegmentsProvider.ID, campaign.rounds(6, 1_000), campaign, directory))
        .isEmpty();
  }
}
