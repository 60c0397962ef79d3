package dev.locache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings around a program: a system property wins over an environment variable, that over
 * {@code locache.properties} on the class path. What is malformed is named with where it was set.
 *
 * <p>On the way to every first hit, so without lambdas, streams and regular expressions: the first
 * of each kind costs a process milliseconds.
 */
final class Settings {
  static final String BACKEND = "locache.backend";
  static final String DIRECTORY = "locache.directory";
  static final String CODEC = "locache.codec";
  static final String MAXIMUM_ENTRIES = "locache.maximumEntries";
  static final String EXPIRE_AFTER_ACCESS = "locache.expireAfterAccess";
  static final String ENABLED = "locache.enabled";
  static final String VERBOSE = "locache.verbose";

  private static final String FILE = "locache.properties";
  private static final String A_COUNT = "a whole number of entries, zero or more";
  private static final String A_DURATION =
      "an ISO 8601 duration of zero or more, such as P30D or PT12H";

  private static final Function<String, @Nullable String> PROPERTIES =
      new Function<>() {
        @Override
        public @Nullable String apply(String name) {
          return System.getProperty(name);
        }
      };

  /** The variables of the process's environment. */
  static final Function<String, @Nullable String> ENVIRONMENT =
      new Function<>() {
        @Override
        public @Nullable String apply(String name) {
          return System.getenv(name);
        }
      };

  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;
  private final Properties file;
  private final String fileOrigin;

  Settings(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment,
      Properties file,
      String fileOrigin) {
    this.properties = properties;
    this.environment = environment;
    this.file = file;
    this.fileOrigin = fileOrigin;
  }

  /**
   * Returns the settings of this process.
   *
   * @throws IllegalArgumentException if {@code locache.properties} is malformed
   * @throws UncheckedIOException if it cannot be read
   */
  static Settings ofProcess() {
    Properties content = new Properties();
    URL place = findFile();
    if (place == null) {
      return new Settings(PROPERTIES, ENVIRONMENT, content, FILE);
    }
    try (InputStream in = place.openStream()) {
      content.load(in);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(place + " is malformed: " + malformed.getMessage());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(place + " cannot be read: " + unreadable, unreadable);
    }
    return new Settings(PROPERTIES, ENVIRONMENT, content, place.toString());
  }

  private static @Nullable URL findFile() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    URL found = context == null ? null : context.getResource(FILE);
    return found != null ? found : ClassLoader.getSystemResource(FILE);
  }

  /** A setting and where it was found, for messages. */
  private record Setting(String name, String value, String origin) {
    IllegalArgumentException mustBe(String expected, @Nullable RuntimeException cause) {
      return new IllegalArgumentException(this + " must be " + expected, cause);
    }

    @Override
    public String toString() {
      return name + " (\"" + value + "\", set by " + origin + ")";
    }
  }

  Optional<String> text(String name) {
    Setting setting = find(name);
    return setting == null ? Optional.empty() : Optional.of(setting.value());
  }

  /**
   * Returns a path, made absolute.
   *
   * @throws IllegalArgumentException if it is none
   */
  Optional<Path> path(String name) {
    Setting setting = find(name);
    if (setting == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(setting.value()).toAbsolutePath());
    } catch (InvalidPathException malformed) {
      throw setting.mustBe("a path", malformed);
    }
  }

  /**
   * Returns a count of entries.
   *
   * @throws IllegalArgumentException if it is none, or negative
   */
  Optional<Long> count(String name) {
    Setting setting = find(name);
    if (setting == null) {
      return Optional.empty();
    }
    try {
      long count = Long.parseLong(setting.value());
      if (count >= 0) {
        return Optional.of(count);
      }
    } catch (NumberFormatException malformed) {
      throw setting.mustBe(A_COUNT, malformed);
    }
    throw setting.mustBe(A_COUNT, null);
  }

  /**
   * Returns a duration.
   *
   * @throws IllegalArgumentException if it is none, or negative
   */
  Optional<Duration> duration(String name) {
    Setting setting = find(name);
    if (setting == null) {
      return Optional.empty();
    }
    try {
      Duration duration = Duration.parse(setting.value());
      if (!duration.isNegative()) {
        return Optional.of(duration);
      }
    } catch (DateTimeParseException malformed) {
      throw setting.mustBe(A_DURATION, malformed);
    }
    throw setting.mustBe(A_DURATION, null);
  }

  /**
   * Returns a switch.
   *
   * @throws IllegalArgumentException if it is neither true nor false
   */
  Optional<Boolean> flag(String name) {
    Setting setting = find(name);
    if (setting == null) {
      return Optional.empty();
    }
    if (setting.value().equalsIgnoreCase("true")) {
      return Optional.of(true);
    }
    if (setting.value().equalsIgnoreCase("false")) {
      return Optional.of(false);
    }
    throw setting.mustBe("true or false", null);
  }

  private @Nullable Setting find(String name) {
    Setting found = setting(name, properties.apply(name), "the system property ", name);
    for (String variable : found == null ? variableNames(name) : List.<String>of()) {
      if (found == null) {
        String value = environment.apply(variable);
        found = setting(name, value, "the environment variable ", variable);
      }
    }
    return found != null ? found : setting(name, file.getProperty(name), fileOrigin, "");
  }

  /** What is blank counts as not set: an empty variable is how a shell takes one away. */
  private static @Nullable Setting setting(
      String name, @Nullable String value, String origin, String originName) {
    return value == null || value.isBlank()
        ? null
        : new Setting(name, value.strip(), origin.concat(originName));
  }

  /**
   * {@code LOCACHE_MAXIMUM_ENTRIES}, and for those who only change the case {@code MAXIMUMENTRIES}.
   */
  private static List<String> variableNames(String name) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        words.append('_');
      }
      words.append(c == '.' ? '_' : Character.toUpperCase(c));
    }
    String plain = name.replace('.', '_').toUpperCase(Locale.ROOT);
    return List.of(words.toString(), plain);
  }
}
