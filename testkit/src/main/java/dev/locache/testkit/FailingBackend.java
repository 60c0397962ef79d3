package dev.locache.testkit;

import dev.locache.spi.CacheBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A backend that fails where it is told to, and passes all else on to another one. A call that
 * fails does not reach the other one. Thread-safe.
 *
 * <pre>{@code
 * FailingBackend backend = FailingBackend.over(MemoryBackend.open(clock));
 * backend.fail(Verb.READ);
 * backend.failNth(Verb.WRITE, 3);
 * backend.heal();
 * }</pre>
 */
public final class FailingBackend extends ForwardingBackend {
  /** Guarded by itself; a verb that is not in it works. */
  private final Map<Verb, Plan> plans = new EnumMap<>(Verb.class);

  private final List<Verb> failures = new ArrayList<>(); // guarded by plans

  private FailingBackend(CacheBackend delegate) {
    super(delegate);
  }

  /** Returns a backend over {@code delegate} that does not fail yet. */
  public static FailingBackend over(CacheBackend delegate) {
    return new FailingBackend(delegate);
  }

  /** From now on each of these calls fails with an {@link IOException}. */
  public void fail(Verb... verbs) {
    for (Verb verb : verbs) {
      fail(verb, () -> new IOException(verb + " fails, as told"));
    }
  }

  /**
   * From now on each of these calls fails with what {@code failure} supplies: an {@link
   * IOException}, a {@link RuntimeException} or an {@link Error}.
   */
  public void fail(Verb verb, Supplier<? extends Throwable> failure) {
    plan(verb, new Plan(failure, 0));
  }

  /**
   * The {@code nth} of these calls from now on fails with an {@link IOException}; the others work.
   *
   * @throws IllegalArgumentException if {@code nth} is less than 1
   */
  public void failNth(Verb verb, int nth) {
    failNth(verb, nth, () -> new IOException(verb + " " + nth + " fails, as told"));
  }

  /**
   * The {@code nth} of these calls from now on fails with what {@code failure} supplies: an {@link
   * IOException}, a {@link RuntimeException} or an {@link Error}; the others work.
   *
   * @throws IllegalArgumentException if {@code nth} is less than 1
   */
  public void failNth(Verb verb, int nth, Supplier<? extends Throwable> failure) {
    if (nth < 1) {
      throw new IllegalArgumentException("nth (" + nth + ") must be positive");
    }
    plan(verb, new Plan(failure, nth));
  }

  /** From now on nothing fails. */
  public void heal() {
    synchronized (plans) {
      plans.clear();
    }
  }

  /** Returns the calls that have failed, in their order. */
  public List<Verb> failures() {
    synchronized (plans) {
      return List.copyOf(failures);
    }
  }

  @Override
  protected void before(Verb verb, Object subject) throws IOException {
    Supplier<? extends Throwable> failure;
    synchronized (plans) {
      Plan plan = plans.get(verb);
      if (plan == null || !plan.failsNow()) {
        return;
      }
      failures.add(verb);
      failure = plan.failure;
    }
    raise(failure.get());
  }

  private void plan(Verb verb, Plan plan) {
    synchronized (plans) {
      plans.put(verb, plan);
    }
  }

  private static void raise(Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(
        "failure (" + failure + ") is none that a backend can throw; supply an IOException");
  }

  /** How one verb fails: always, or when the calls still to come have been counted down to none. */
  private static final class Plan {
    final Supplier<? extends Throwable> failure;
    private final boolean always;
    private int toCome; // guarded by plans

    Plan(Supplier<? extends Throwable> failure, int nth) {
      this.failure = failure;
      this.always = nth == 0;
      this.toCome = nth;
    }

    boolean failsNow() {
      return always || --toCome == 0;
    }
  }
}
