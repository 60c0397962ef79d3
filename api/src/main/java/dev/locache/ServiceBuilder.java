package dev.locache;

import static java.util.Objects.requireNonNull;

import dev.locache.engine.Choices;
import dev.locache.engine.ServiceOptions;
import dev.locache.fingerprint.Packages;
import dev.locache.spi.CachedCalls;
import dev.locache.spi.EnhancedObjects;
import dev.locache.spi.Limits;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Choices for one service; what is not chosen is as the cache has it. Not thread-safe.
 *
 * <pre>{@code
 * RateService rates =
 *     cache.service(RateService.class, new HttpRateService(pool))
 *         .maximumEntries(10_000)
 *         .ignoreField("pool")
 *         .wrap();
 * }</pre>
 *
 * @param <T> the interface wrapped
 */
public final class ServiceBuilder<T> {
  private final ResultCache cache;
  private final Class<T> type;
  private final T implementation;

  private @Nullable Long maximumEntries;
  private @Nullable Duration expireAfterAccess;
  private @Nullable String codeVersion;
  private @Nullable Object stateKey;
  private final Set<String> ignoredFields = new LinkedHashSet<>();
  private final Set<Class<?>> reached = new LinkedHashSet<>();
  private FingerprintScope fingerprint;
  private Packages packages;
  private boolean strictFingerprint;
  private EnhancedObjects enhanced = EnhancedObjects.NONE;

  ServiceBuilder(ResultCache cache, Class<T> type, T implementation, CacheConfig config) {
    this.cache = cache;
    this.type = type;
    this.implementation = implementation;
    this.fingerprint = config.fingerprint;
    this.packages = config.packages;
    this.strictFingerprint = config.strictFingerprint;
  }

  /**
   * Limits the entries of each method to the most recently used ones. Zero keeps none.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ServiceBuilder<T> maximumEntries(long entries) {
    this.maximumEntries = new Limits(entries, Duration.ZERO).maximumEntries();
    return this;
  }

  /**
   * Keeps an entry for so long after its last use. Zero keeps none.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public ServiceBuilder<T> expireAfterAccess(Duration age) {
    this.expireAfterAccess = new Limits(0, age).expireAfterAccess();
    return this;
  }

  /**
   * Has a version given by hand stand for the code, which is then not looked at: change it when
   * results change. The state still counts, with the names of the classes that hold it; where these
   * were generated with another name in every run, {@link #stateKey} is needed too. A lambda has no
   * name but its body, so an edit of that still counts.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public ServiceBuilder<T> codeVersion(String version) {
    if (version.isBlank()) {
      throw new IllegalArgumentException("codeVersion (\"" + version + "\") must not be blank");
    }
    this.codeVersion = version;
    return this;
  }

  /**
   * Has a value stand for the state of the implementation, whose fields are then not looked at. Two
   * implementations that can give different results need different values.
   *
   * @param value anything that could be an argument: a string, a number, a record, a list of such
   */
  public ServiceBuilder<T> stateKey(Object value) {
    this.stateKey = requireNonNull(value, "value");
    return this;
  }

  /**
   * Leaves a field out of the key, since it cannot change results, as {@link KeyIgnored} does.
   *
   * @param name a field of the implementation, or {@code Class.field} of an object that it holds
   */
  public ServiceBuilder<T> ignoreField(String name) {
    ignoredFields.add(requireNonNull(name, "name"));
    return this;
  }

  /** Has the code of further classes count, such as those that are reached by reflection only. */
  public ServiceBuilder<T> reaches(Class<?>... classes) {
    reached.addAll(List.of(classes));
    return this;
  }

  /**
   * Has packages count as the application's own, besides the place that the implementation comes
   * from: their code is analysed method by method, and their objects are told by their fields. For
   * an application in several jars.
   *
   * @param names such as {@code com.example}, each with the packages below it
   * @throws IllegalArgumentException if one of them is not the name of a package
   */
  public ServiceBuilder<T> ownPackages(String... names) {
    packages = packages.and(Packages.own(names));
    return this;
  }

  /**
   * Has packages of libraries analysed method by method, which otherwise count by their whole jars:
   * so an upgrade throws away only what reaches changed code. What they do by reflection, and their
   * resources, count no more.
   *
   * @param names such as {@code com.google.common}, each with the packages below it
   * @throws IllegalArgumentException if one of them is not the name of a package
   */
  public ServiceBuilder<T> analysedPackages(String... names) {
    packages = packages.and(Packages.analysed(names));
    return this;
  }

  /**
   * Refuses to wrap a method whose code does what a fingerprint cannot answer for: reflection,
   * clock, chance, environment, mutable statics; {@link Locache#fingerprintReport} lists such
   * notes.
   */
  public ServiceBuilder<T> strictFingerprint(boolean strict) {
    this.strictFingerprint = strict;
    return this;
  }

  /** Chooses how much code is looked at. */
  public ServiceBuilder<T> fingerprint(FingerprintScope scope) {
    this.fingerprint = requireNonNull(scope, "scope");
    return this;
  }

  /**
   * Says what the objects consist of that a framework has enhanced, the implementation or one that
   * it holds. Without it such objects are refused.
   */
  public ServiceBuilder<T> enhancedObjects(EnhancedObjects enhanced) {
    this.enhanced = requireNonNull(enhanced, "enhanced");
    return this;
  }

  /**
   * Wraps the implementation.
   *
   * @throws IllegalArgumentException if that cannot be done: all reasons, and the ways out
   * @throws IllegalStateException if the cache is closed
   */
  public T wrap() {
    return cache.wrap(type, implementation, options());
  }

  /**
   * Prepares to answer calls of the implementation that are caught on their way to it, so that no
   * proxy is needed and its class need not have an interface. For frameworks that intercept calls.
   *
   * @param methods those to cache, as its class or a superclass declares them
   * @return answers calls of these methods; does not hold the implementation
   * @throws IllegalArgumentException if that cannot be done: all reasons, and the ways out
   * @throws IllegalStateException if the cache is closed
   */
  public CachedCalls intercept(Collection<Method> methods) {
    return cache.intercept(type, implementation, methods, options());
  }

  private ServiceOptions options() {
    Choices choices =
        new Choices(
            Optional.ofNullable(maximumEntries),
            Optional.ofNullable(expireAfterAccess),
            Optional.ofNullable(codeVersion));
    return new ServiceOptions(
        choices,
        fingerprint,
        Optional.ofNullable(stateKey),
        ignoredFields,
        reached,
        packages,
        strictFingerprint,
        enhanced);
  }
}
