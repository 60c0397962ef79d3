package dev.locache;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The user's own place for caches: {@code $XDG_CACHE_HOME/locache} or {@code ~/.cache/locache} (XDG
 * Base Directory Specification), {@code ~/Library/Caches/locache} on macOS, {@code
 * %LOCALAPPDATA%\locache} on Windows.
 */
final class UserCacheDirectory {
  private static final String NAME = "locache";

  private UserCacheDirectory() {}

  static Path find(String system, Path home, Function<String, @Nullable String> environment) {
    String lowerCase = system.toLowerCase(Locale.ROOT);
    if (lowerCase.startsWith("mac")) {
      return home.resolve("Library").resolve("Caches").resolve(NAME);
    }
    if (lowerCase.startsWith("windows")) {
      return absoluteOr(environment.apply("LOCALAPPDATA"), home.resolve("AppData").resolve("Local"))
          .resolve(NAME);
    }
    return absoluteOr(environment.apply("XDG_CACHE_HOME"), home.resolve(".cache")).resolve(NAME);
  }

  /** The specification has a relative path ignored. */
  private static Path absoluteOr(@Nullable String given, Path otherwise) {
    if (given == null || given.isBlank()) {
      return otherwise;
    }
    Path path = Path.of(given);
    return path.isAbsolute() ? path : otherwise;
  }
}
