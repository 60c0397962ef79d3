package dev.locache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final Properties file = new Properties();
  private final Settings settings =
      new Settings(properties::get, environment::get, file, "file:/app/locache.properties");

  @Test
  void aPropertyWinsOverAVariableAndThatOverTheFile() {
    assertThat(settings.text("locache.backend")).isEmpty();
    file.setProperty("locache.backend", "of file");
    assertThat(settings.text("locache.backend")).contains("of file");
    environment.put("LOCACHE_BACKEND", "of variable");
    assertThat(settings.text("locache.backend")).contains("of variable");
    properties.put("locache.backend", "of property");
    assertThat(settings.text("locache.backend")).contains("of property");
  }

  @Test
  void variablesMayPartTheirWordsOrNot() {
    environment.put("LOCACHE_MAXIMUMENTRIES", "5");
    assertThat(settings.count("locache.maximumEntries")).contains(5L);
    environment.put("LOCACHE_MAXIMUM_ENTRIES", "6");
    assertThat(settings.count("locache.maximumEntries")).contains(6L);
  }

  @Test
  void whatIsBlankIsNotSet() {
    properties.put("locache.backend", " ");
    environment.put("LOCACHE_BACKEND", "");
    file.setProperty("locache.backend", " files ");
    assertThat(settings.text("locache.backend")).contains("files");
  }

  @Test
  void valuesOfEachKind() {
    properties.put("count", "10000");
    properties.put("duration", "P30D");
    properties.put("flag", "TRUE");
    properties.put("path", "relative/place");
    assertThat(settings.count("count")).contains(10_000L);
    assertThat(settings.duration("duration")).contains(Duration.ofDays(30));
    assertThat(settings.flag("flag")).contains(true);
    assertThat(settings.path("path")).contains(Path.of("relative/place").toAbsolutePath());
  }

  @Test
  void aMalformedPropertyIsNamed() {
    properties.put("locache.maximumEntries", "-1");
    assertThatThrownBy(() -> settings.count("locache.maximumEntries"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "locache.maximumEntries (\"-1\", set by the system property locache.maximumEntries)"
                + " must be a whole number of entries, zero or more");
  }

  @Test
  void aMalformedVariableIsNamed() {
    environment.put("LOCACHE_ENABLED", "yes");
    assertThatThrownBy(() -> settings.flag("locache.enabled"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "locache.enabled (\"yes\", set by the environment variable LOCACHE_ENABLED) must be"
                + " true or false");
  }

  @Test
  void aMalformedLineOfTheFileIsNamed() {
    file.setProperty("locache.expireAfterAccess", "P-1D");
    assertThatThrownBy(() -> settings.duration("locache.expireAfterAccess"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "locache.expireAfterAccess (\"P-1D\", set by file:/app/locache.properties) must be an"
                + " ISO 8601 duration of zero or more, such as P30D or PT12H");
  }

  @Test
  void aPathWithoutAnyIsNamed() {
    properties.put("locache.directory", "a\0b");
    assertThatThrownBy(() -> settings.path("locache.directory"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("must be a path");
  }
}
