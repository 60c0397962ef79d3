package dev.locache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserCacheDirectoryTest {
  private static final Path HOME = Path.of("/home/ada");
  private final Map<String, String> environment = new HashMap<>();

  private Path on(String system) {
    return UserCacheDirectory.find(system, HOME, environment::get);
  }

  @Test
  void belowTheHomeOfEachSystem() {
    assertThat(on("Linux")).isEqualTo(Path.of("/home/ada/.cache/locache"));
    assertThat(on("Mac OS X")).isEqualTo(Path.of("/home/ada/Library/Caches/locache"));
    assertThat(on("Windows 11")).isEqualTo(Path.of("/home/ada/AppData/Local/locache"));
  }

  @Test
  void variablesOfTheSystemWin() {
    environment.put("XDG_CACHE_HOME", "/var/tmp/ada");
    environment.put("LOCALAPPDATA", "/local");
    assertThat(on("Linux")).isEqualTo(Path.of("/var/tmp/ada/locache"));
    assertThat(on("Windows 11")).isEqualTo(Path.of("/local/locache"));
  }

  @Test
  void aRelativeVariableIsIgnored() {
    environment.put("XDG_CACHE_HOME", "cache");
    assertThat(on("Linux")).isEqualTo(Path.of("/home/ada/.cache/locache"));
  }
}
