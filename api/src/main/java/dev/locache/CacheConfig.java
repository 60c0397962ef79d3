package dev.locache;

import static java.util.Objects.requireNonNull;

import dev.locache.fingerprint.Packages;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a cache is opened. Immutable. What the builder is not told comes from the settings around the
 * program, and then from the defaults:
 *
 * <table>
 *   <caption>Settings</caption>
 *   <tr><th>system property</th><th>environment variable</th><th>default</th></tr>
 *   <tr><td>{@code locache.backend}</td><td>{@code LOCACHE_BACKEND}</td>
 *       <td>the only one found, or {@code files}</td></tr>
 *   <tr><td>{@code locache.directory}</td><td>{@code LOCACHE_DIRECTORY}</td>
 *       <td>{@code locache} in the user's cache directory</td></tr>
 *   <tr><td>{@code locache.codec}</td><td>{@code LOCACHE_CODEC}</td><td>the backend's</td></tr>
 *   <tr><td>{@code locache.maximumEntries}</td><td>{@code LOCACHE_MAXIMUM_ENTRIES}</td>
 *       <td>unlimited</td></tr>
 *   <tr><td>{@code locache.expireAfterAccess}</td><td>{@code LOCACHE_EXPIRE_AFTER_ACCESS}</td>
 *       <td>{@code P365D}</td></tr>
 *   <tr><td>{@code locache.enabled}</td><td>{@code LOCACHE_ENABLED}</td><td>{@code true}</td></tr>
 *   <tr><td>{@code locache.verbose}</td><td>{@code LOCACHE_VERBOSE}</td>
 *       <td>{@code false}</td></tr>
 * </table>
 *
 * <p>A builder's call wins over a system property, that over an environment variable, that over a
 * file {@code locache.properties} on the class path.
 */
public final class CacheConfig {
  private static final Duration DEFAULT_EXPIRY = Duration.ofDays(365);

  final Optional<String> backendId;
  final Optional<CacheBackend> backend;
  final Path directory;

  /** Beside a backend that was handed in open, only a directory that was chosen is written to. */
  final Optional<Path> historyDirectory;

  final Optional<String> codec;
  final Limits limits;
  final FingerprintScope fingerprint;
  final Packages packages;
  final boolean strictFingerprint;
  final Map<Class<?>, Function<Object, Object>> keyEncoders;
  final List<byte[]> signingKeys;
  final List<String> allowed;
  final boolean durable;
  final boolean strict;
  final boolean enabled;
  final boolean verbose;
  final InstantSource clock;
  final Settings settings;

  private CacheConfig(Builder choices, Settings settings) {
    this.settings = settings;
    this.backend = Optional.ofNullable(choices.backend);
    this.backendId = either(choices.backendId, settings.text(Settings.BACKEND));
    Optional<Path> chosen = either(choices.directory, settings.path(Settings.DIRECTORY));
    this.directory = chosen.isPresent() ? chosen.get() : defaultDirectory();
    this.historyDirectory = backend.isPresent() ? chosen : Optional.of(directory);
    this.codec = either(choices.codec, settings.text(Settings.CODEC));
    this.limits =
        new Limits(
            either(choices.maximumEntries, settings.count(Settings.MAXIMUM_ENTRIES))
                .orElse(Limits.UNLIMITED),
            either(choices.expireAfterAccess, settings.duration(Settings.EXPIRE_AFTER_ACCESS))
                .orElse(DEFAULT_EXPIRY));
    this.fingerprint = choices.fingerprint;
    this.packages = choices.packages;
    this.strictFingerprint = choices.strictFingerprint;
    this.keyEncoders = Map.copyOf(choices.keyEncoders);
    this.signingKeys = choices.signingKeys;
    this.allowed = List.copyOf(choices.allowed);
    this.durable = choices.durable;
    this.strict = choices.strict;
    this.enabled = either(choices.enabled, settings.flag(Settings.ENABLED)).orElse(true);
    this.verbose = settings.flag(Settings.VERBOSE).orElse(false);
    this.clock = choices.clock;
  }

  /**
   * Returns the configuration that the settings around the program give.
   *
   * @throws IllegalArgumentException if one of them is malformed: it is named with where it was set
   */
  public static CacheConfig defaults() {
    return builder().build();
  }

  /** Returns a builder that nothing was chosen in yet. */
  public static Builder builder() {
    return new Builder();
  }

  private static <T> Optional<T> either(@Nullable T chosen, Optional<T> setting) {
    return chosen == null ? setting : Optional.of(chosen);
  }

  private static Path defaultDirectory() {
    return UserCacheDirectory.find(
        System.getProperty("os.name", ""),
        Path.of(System.getProperty("user.home", "")).toAbsolutePath(),
        Settings.ENVIRONMENT);
  }

  /** Collects choices. Not thread-safe. */
  public static final class Builder {
    private static final int MINIMUM_KEY_BYTES = 32;

    private @Nullable String backendId;
    private @Nullable CacheBackend backend;
    private @Nullable Path directory;
    private @Nullable String codec;
    private @Nullable Long maximumEntries;
    private @Nullable Duration expireAfterAccess;
    private FingerprintScope fingerprint = FingerprintScope.REACHABLE;
    private Packages packages = Packages.NONE;
    private boolean strictFingerprint;
    private final Map<Class<?>, Function<Object, Object>> keyEncoders = new LinkedHashMap<>();
    private List<byte[]> signingKeys = List.of();
    private final List<String> allowed = new ArrayList<>();
    private boolean durable;
    private boolean strict;
    private @Nullable Boolean enabled;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /**
     * Chooses the backend by its id, such as {@code files}; the last call of either kind counts.
     */
    public Builder backend(String id) {
      this.backendId = requireNonNull(id, "id");
      this.backend = null;
      return this;
    }

    /** Uses a backend that is open already. Whoever opened it closes it, after the cache. */
    public Builder backend(CacheBackend open) {
      this.backend = requireNonNull(open, "open");
      this.backendId = null;
      return this;
    }

    /** Keeps the entries below a directory, which is created, for its owner only, if need be. */
    public Builder directory(Path directory) {
      this.directory = directory.toAbsolutePath();
      return this;
    }

    /** Chooses the codec by its id, such as {@code java}. */
    public Builder codec(String id) {
      this.codec = requireNonNull(id, "id");
      return this;
    }

    /**
     * Limits the entries of each method to the most recently used ones. Zero keeps none.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maximumEntries(long entries) {
      this.maximumEntries = new Limits(entries, Duration.ZERO).maximumEntries();
      return this;
    }

    /**
     * Keeps an entry for so long after its last use. Zero keeps none.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder expireAfterAccess(Duration age) {
      this.expireAfterAccess = new Limits(0, age).expireAfterAccess();
      return this;
    }

    /** Chooses how much code is looked at; {@link FingerprintScope#REACHABLE} by default. */
    public Builder fingerprint(FingerprintScope scope) {
      this.fingerprint = requireNonNull(scope, "scope");
      return this;
    }

    /**
     * Has packages count as the application's own, as {@link ServiceBuilder#ownPackages} does, for
     * all services.
     *
     * @throws IllegalArgumentException if one of them is not the name of a package
     */
    public Builder ownPackages(String... names) {
      packages = packages.and(Packages.own(names));
      return this;
    }

    /**
     * Has packages of libraries analysed, as {@link ServiceBuilder#analysedPackages} does, for all
     * services.
     *
     * @throws IllegalArgumentException if one of them is not the name of a package
     */
    public Builder analysedPackages(String... names) {
      packages = packages.and(Packages.analysed(names));
      return this;
    }

    /**
     * Refuses what a fingerprint cannot answer for, as {@link ServiceBuilder#strictFingerprint}
     * does, for all services.
     */
    public Builder strictFingerprint(boolean strict) {
      this.strictFingerprint = strict;
      return this;
    }

    /**
     * Says what of a value belongs in a key, for a type that has no canonical form of its own; for
     * its subtypes too.
     */
    public <T> Builder keyEncoder(Class<T> type, KeyEncoder<? super T> encoder) {
      requireNonNull(encoder, "encoder");
      keyEncoders.put(requireNonNull(type, "type"), value -> encoder.keyOf(type.cast(value)));
      return this;
    }

    /**
     * Signs each entry, HMAC-SHA-256, and reads only what is signed with the same key, or with one
     * of those that signed earlier. For a directory that others may write to. To change keys, name
     * the new one first and the old one behind it, for as long as entries signed with the old one
     * shall be read.
     *
     * @param key at least 32 bytes, from a place that those others cannot read; copied
     * @param earlier keys that sign no more, but whose entries are read; each as {@code key}
     * @throws IllegalArgumentException if one is shorter
     */
    public Builder signingKey(byte[] key, byte[]... earlier) {
      List<byte[]> keys = new ArrayList<>();
      keys.add(checked(key));
      for (byte[] each : earlier) {
        keys.add(checked(each));
      }
      signingKeys = List.copyOf(keys);
      return this;
    }

    private static byte[] checked(byte[] key) {
      if (key.length < MINIMUM_KEY_BYTES) {
        throw new IllegalArgumentException(
            "signingKey (" + key.length + " bytes) must have at least " + MINIMUM_KEY_BYTES);
      }
      return key.clone();
    }

    /**
     * Lets the codec decode further classes, besides those that a method's result type shows and
     * the service's own code.
     *
     * @param classNamePatterns {@code com.example.Quote}, {@code com.example.*} for a package,
     *     {@code com.example.**} for all below it
     */
    public Builder allow(String... classNamePatterns) {
      allowed.addAll(List.of(classNamePatterns));
      return this;
    }

    /** Has each entry survive a power cut from the moment its call returns; a store costs more. */
    public Builder durable(boolean durable) {
      this.durable = durable;
      return this;
    }

    /** Turns failures of the cache, and calls it cannot cache, into exceptions. For tests. */
    public Builder strict(boolean strict) {
      this.strict = strict;
      return this;
    }

    /**
     * Has every call go straight to its implementation, if false: nothing is opened, looked at or
     * refused. For tests.
     */
    public Builder enabled(boolean enabled) {
      this.enabled = enabled;
      return this;
    }

    /** Sets the time by which entries age; the system's by default. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException if a setting around the program is malformed: it is named
     *     with where it was set
     */
    public CacheConfig build() {
      return new CacheConfig(this, Settings.ofProcess());
    }
  }
}
