package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where code lies, by the texts that loaders give. */
final class LocationsTest {
  private final Path jar;

  LocationsTest(@TempDir Path directory) throws IOException {
    this.jar = Files.createFile(directory.resolve("app.jar"));
  }

  @Test
  void jarIsTheOutermostFile() {
    assertThat(Locations.jarOf("jar:" + jar.toUri() + "!/")).isEqualTo(jar);
    assertThat(Locations.jarOf("jar:" + jar.toUri() + "!/BOOT-INF/lib/rates.jar!/")).isEqualTo(jar);
    assertThat(Locations.jarOf("jar:nested:" + jar + "/!BOOT-INF/lib/rates.jar!/")).isEqualTo(jar);
    assertThat(Locations.jarOf("jar:nested:" + jar + "!/")).isEqualTo(jar);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "file:/classes/",
        "vfs:/lib/rates.jar!/",
        "jar:file:/lib/rates.jar",
        "jar:file:/no/such/rates.jar!/",
        "jar:http://host/rates.jar!/",
        "jar:file://host/rates.jar!/",
        "jar: !/"
      })
  void whatLiesInNoFileLiesInNoJar(String location) {
    assertThat(Locations.jarOf(location)).isNull();
  }

  @Test
  void directoryEndsWithASlash() {
    assertThat(Locations.directoryOf("file:/classes/")).isEqualTo(Path.of("/classes"));
    assertThat(Locations.directoryOf("file:/rates.jar")).isNull();
    assertThat(Locations.directoryOf("http://host/classes/")).isNull();
    assertThat(Locations.directoryOf("file://host/classes/")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "file:/one/classes/, classes",
    "jar:file:/lib/rates.jar!/, rates.jar",
    "jar:nested:/app.jar/!BOOT-INF/lib/rates.jar!/, rates.jar",
    "vfs:/lib/rates.jar, rates.jar"
  })
  void nameIsTheSameOnEachMachine(String location, String name) {
    assertThat(Locations.nameOf(location)).isEqualTo(name);
  }
}
