package dev.locache.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.Race;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers, readers, evictions, expiry and compactions at once harm nothing. */
final class TinySegmentsRaceTest {
  @Test
  void raceHarmsNothing(@TempDir Path directory) throws IOException {
    Campaign campaign = Campaign.of("C15 races, protobuf in tiny segments");
    int seconds = campaign.seconds(3, 1_800);
    assertThat(Race.run(TinySegmentsProvider.ID, seconds, campaign, directory.resolve("cache")))
        .isEmpty();
  }
}
