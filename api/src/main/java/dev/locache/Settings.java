package dev.locache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings around a program: a system property wins over an environment variable, that over
 * {@code locache.properties} on the class path. What is malformed is named with where it was set.
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
      return new Settings(System::getProperty, System::getenv, content, FILE);
    }
    try (InputStream in = place.openStream()) {
      content.load(in);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(place + " is malformed: " + malformed.getMessage());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(place + " cannot be read: " + unreadable, unreadable);
    }
    return new Settings(System::getProperty, System::getenv, content, place.toString());
  }

  private static @Nullable URL findFile() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    URL found = context == null ? null : context.getResource(FILE);
    return found != null ? found : ClassLoader.getSystemResource(FILE);
  }

  /** A setting and where it was found, for messages. */
  private record Setting(String name, String value, String origin) {
    @Override
    public String toString() {
      return name + " (\"" + value + "\", set by " + origin + ")";
    }
  }

  Optional<String> text(String name) {
    return parse(name, "text", text -> text);
  }

  /**
   * Returns a path, made absolute.
   *
   * @throws IllegalArgumentException if it is none
   */
  Optional<Path> path(String name) {
    return parse(name, "a path", text -> Path.of(text).toAbsolutePath());
  }

  /**
   * Returns a count of entries.
   *
   * @throws IllegalArgumentException if it is none, or negative
   */
  Optional<Long> count(String name) {
    return parse(
        name,
        "a whole number of entries, zero or more",
        text -> require(Long.parseLong(text), count -> count >= 0));
  }

  /**
   * Returns a duration.
   *
   * @throws IllegalArgumentException if it is none, or negative
   */
  Optional<Duration> duration(String name) {
    return parse(
        name,
        "an ISO 8601 duration of zero or more, such as P30D or PT12H",
        text -> require(Duration.parse(text), duration -> !duration.isNegative()));
  }

  /**
   * Returns a switch.
   *
   * @throws IllegalArgumentException if it is neither true nor false
   */
  Optional<Boolean> flag(String name) {
    return parse(
        name,
        "true or false",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            });
  }

  private <T> Optional<T> parse(String name, String expected, Function<String, T> parser) {
    Optional<Setting> setting = find(name);
    try {
      return setting.map(Setting::value).map(parser);
    } catch (IllegalArgumentException | DateTimeException malformed) {
      throw new IllegalArgumentException(setting.get() + " must be " + expected, malformed);
    }
  }

  private static <T> T require(T value, Predicate<T> holds) {
    if (!holds.test(value)) {
      throw new IllegalArgumentException(String.valueOf(value));
    }
    return value;
  }

  private Optional<Setting> find(String name) {
    Optional<Setting> found = setting(name, properties.apply(name), "the system property " + name);
    for (String variable : variableNames(name)) {
      found =
          found.or(
              () ->
                  setting(
                      name, environment.apply(variable), "the environment variable " + variable));
    }
    return found.or(() -> setting(name, file.getProperty(name), fileOrigin));
  }

  /** What is blank counts as not set: an empty variable is how a shell takes one away. */
  private static Optional<Setting> setting(String name, @Nullable String value, String origin) {
    return value == null || value.isBlank()
        ? Optional.empty()
        : Optional.of(new Setting(name, value.strip(), origin));
  }

  /**
   * {@code LOCACHE_MAXIMUM_ENTRIES}, and for those who only change the case {@code MAXIMUMENTRIES}.
   */
  private static List<String> variableNames(String name) {
    String words = name.replaceAll("([a-z])([A-Z])", "$1_$2");
    return Stream.of(words, name)
        .map(each -> each.replace('.', '_').toUpperCase(Locale.ROOT))
        .distinct()
        .toList();
  }
}
