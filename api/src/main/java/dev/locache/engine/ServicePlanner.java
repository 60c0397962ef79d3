package dev.locache.engine;

import dev.locache.Cached;
import dev.locache.Uncached;
import dev.locache.key.KeyEncoding;
import dev.locache.spi.Codec;
import dev.locache.spi.CodecContext;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Works out, when a service is wrapped, what each of its methods will do, and collects all reasons
 * why that cannot be done. Used once, by one thread.
 *
 * <p>On the way to every first hit, here and in what it calls: so without lambdas, streams and
 * regular expressions, as the first of each kind costs a process milliseconds.
 */
final class ServicePlanner {
  private final EngineOptions options;
  private final OpenCache cache;
  private final KeyEncoding encoding;
  private final Class<?> type;
  private final Class<?> implementing;
  private final ServiceOptions choices;

  private final SignatureRules signatures;
  private final Problems problems;
  private final Counters counters;
  private final Map<Method, CachedMethod> cached = new HashMap<>();
  private final Map<String, List<Entries>> entries = new HashMap<>();

  ServicePlanner(
      EngineOptions options,
      OpenCache cache,
      KeyEncoding encoding,
      Class<?> type,
      Class<?> implementing,
      ServiceOptions choices) {
    this.options = options;
    this.cache = cache;
    this.encoding = encoding;
    this.type = type;
    this.implementing = implementing;
    this.choices = choices;
    this.signatures = new SignatureRules(encoding);
    this.problems = new Problems(type);
    this.counters = cache.counters().ofService();
  }

  /** A method that is to be cached, as far as its own signature shows. */
  private record Candidate(ServiceMethod method, Limits limits, Optional<String> codeVersion) {}

  /** Plans a service whose calls all go straight through. */
  static CachingHandler planPassThrough(Class<?> type, Object implementation) {
    Map<Method, MethodPlan> plans = new HashMap<>();
    for (Method method : callable(type)) {
      plans.put(method, straightThrough(method, implementation));
    }
    Counters none = Counters.ofCache();
    return new CachingHandler(new CachedService(implementation, Map.of(), none), plans);
  }

  /**
   * Plans the service.
   *
   * @throws IllegalArgumentException if it cannot be cached: all reasons
   */
  CachingHandler plan(Object implementation) {
    Map<Method, MethodPlan> plans = new HashMap<>();
    List<Method> methods = callable(type);
    cacheAll(methods, implementation);
    for (Method method : methods) {
      CachedMethod found = cached.get(method);
      plans.put(
          method,
          found == null
              ? straightThrough(method, implementation)
              : new ProxiedMethod(found, new DirectMethod(method, implementation)));
    }
    return new CachingHandler(new CachedService(implementation, entries, counters), plans);
  }

  /**
   * Plans methods of an object whose calls are caught elsewhere.
   *
   * @throws IllegalArgumentException if they cannot be cached: all reasons
   */
  CaughtCalls planCaught(Object object, Collection<Method> methods) {
    cacheAll(methods, object);
    return new CaughtCalls(Map.copyOf(cached));
  }

  /**
   * Looks at methods as far as can be told without an implementation.
   *
   * @throws IllegalArgumentException if one of them cannot be cached: all reasons
   */
  void check(Collection<Method> methods) {
    candidates(methods).forEach(each -> codec(each.method()));
    problems.throwIfAny();
  }

  /** Returns the methods that a proxy of {@code type} can be called by. */
  private static List<Method> callable(Class<?> type) {
    List<Method> methods = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        method
            .trySetAccessible(); // for an interface that is not public; else nothing depends on it
        methods.add(method);
      }
    }
    for (Method method : Object.class.getMethods()) {
      if (ObjectMethod.isOne(method)) {
        methods.add(method);
      }
    }
    return methods;
  }

  private static MethodPlan straightThrough(Method method, Object implementation) {
    return ObjectMethod.isOne(method)
        ? ObjectMethod.of(method, implementation)
        : new DirectMethod(method, implementation);
  }

  /** Returns the method if it is to be cached; empty if not, or if it cannot be. */
  private Optional<Candidate> candidate(ServiceMethod method) {
    if (method.annotation(Uncached.class).isPresent() || method.returnsNothing()) {
      return Optional.empty();
    }
    Optional<String> refusal = signatures.refusal(method);
    if (refusal.isPresent()) {
      problems.add(refusal.get());
      return Optional.empty();
    }
    try {
      Choices chosen = choicesFor(method);
      Limits limits = chosen.limits(options.limits());
      return limits.keepNothing()
          ? Optional.empty()
          : Optional.of(new Candidate(method, limits, chosen.codeVersion()));
    } catch (IllegalArgumentException noLimit) {
      problems.add(method + ": " + noLimit.getMessage());
      return Optional.empty();
    }
  }

  private Choices choicesFor(ServiceMethod method) {
    Cached ofImplementation = implementing.getAnnotation(Cached.class);
    Cached ofType = ofImplementation != null ? ofImplementation : type.getAnnotation(Cached.class);
    Optional<Cached> ofMethod = method.annotation(Cached.class);
    Choices closest = ofMethod.isPresent() ? Choices.of(ofMethod.get()) : Choices.NONE;
    return closest.or(choices.choices()).or(ofType == null ? Choices.NONE : Choices.of(ofType));
  }

  private void cacheAll(Collection<Method> methods, Object implementation) {
    List<Candidate> candidates = candidates(methods);
    if (!candidates.isEmpty()) {
      cacheCandidates(candidates, implementation);
    }
    problems.throwIfAny();
  }

  private void cacheCandidates(List<Candidate> candidates, Object implementation) {
    boolean codeIsGiven = true;
    for (Candidate each : candidates) {
      codeIsGiven &= each.codeVersion().isPresent();
    }
    Identity identity =
        Identity.of(
            encoding, type, implementation, choices, cache.history(), codeIsGiven, problems);
    for (Candidate each : candidates) {
      cache(each, identity);
    }
    identity.save();
  }

  private List<Candidate> candidates(Collection<Method> methods) {
    List<Candidate> candidates = new ArrayList<>();
    for (Method method : methods) {
      if (!ObjectMethod.isOne(method) && !Modifier.isStatic(method.getModifiers())) {
        Optional<Candidate> candidate = candidate(ServiceMethod.of(type, method, implementing));
        if (candidate.isPresent()) {
          candidates.add(candidate.get());
        }
      }
    }
    return candidates;
  }

  private void cache(Candidate candidate, Identity identity) {
    ServiceMethod method = candidate.method();
    Optional<Codec> codec = codec(method);
    if (codec.isEmpty()) {
      return;
    }
    MethodId id = method.id();
    Entries stored =
        new Entries(cache, id, options.codec().id(), codec.get(), candidate.limits(), counters);
    MethodKeys keys =
        new MethodKeys(
            id,
            identity.code(candidate.codeVersion(), method),
            encoding.digester(
                method.implemented().getParameterTypes(),
                method.ignoredParameters(),
                identity.state()),
            cache.failures(),
            counters);
    Loader loader =
        method.returnsStage()
            ? new StageLoader(cache, stored, counters)
            : new BlockingLoader(cache, stored, counters);
    MethodHistory history =
        new MethodHistory(cache.history(), method, identity, candidate.codeVersion(), keys);
    Explainer explainer = new Explainer(cache, method, keys, history, stored, candidate.limits());
    cached.put(method.declared(), new CachedMethod(cache, keys, stored, loader, explainer));
    List<Entries> ofName = entries.get(id.name());
    if (ofName == null) {
      ofName = new ArrayList<>();
      entries.put(id.name(), ofName);
    }
    ofName.add(stored);
  }

  /** Returns the codec of what the method returns; empty if there is none, which is a problem. */
  private Optional<Codec> codec(ServiceMethod method) {
    CodecContext context =
        new CodecContext(
            method.valueType(),
            Proxy.isProxyClass(implementing) ? type : implementing, // a proxy comes from nowhere
            options.allowed(),
            Entries.MAXIMUM_VALUE_BYTES);
    try {
      return Optional.of(options.codec().codec(context));
    } catch (IllegalArgumentException refused) {
      problems.add(method + ": " + refused.getMessage());
      return Optional.empty();
    }
  }
}
