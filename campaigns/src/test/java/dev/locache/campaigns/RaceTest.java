package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.campaign.Campaign;
import dev.locache.testkit.campaign.Race;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers, readers, evictions and expiry at once: nothing wrong, lost, or back from the dead. */
final class RaceTest {
  @ParameterizedTest
  @ValueSource(strings = {"files", "protobuf"})
  void raceHarmsNothing(String backend, @TempDir Path directory) throws IOException {
    Campaign campaign = Campaign.of("C15 races, " + backend);
    int seconds = campaign.seconds(3, 1_800);
    assertThat(Race.run(backend, seconds, campaign, directory.resolve("cache"))).isEmpty();
  }
}
