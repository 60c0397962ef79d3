package dev.locache.engine;

import dev.locache.engine.Entries.Found;
import dev.locache.engine.Flight.Landing;
import dev.locache.spi.KeyLock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Loads the value of a future: it is stored once it has arrived, never the future. As {@link
 * BlockingLoader}, but nothing here waits: who comes second gets a future that is completed with a
 * copy when the first is done.
 *
 * <p>The caller's future is completed after the value was stored, so that a program that ends with
 * its last future has stored it.
 */
// A future handed on is the caller's, and what runs behind one has ended in a future of its own.
@SuppressWarnings("FutureReturnValueIgnored")
record StageLoader(OpenCache cache, Entries entries, Counters counters) implements Loader {
  /** A load on its way, until its turn has come and its value has arrived. */
  private static final class Journey {
    /**
     * Whether a load asked for this one, so that another process may wait for that one's lock: not
     * waited for long, as by a {@link Holder}. What goes on from this load's result belongs to that
     * one too.
     */
    final boolean nested = Holder.is(Thread.currentThread());

    final Flight flight = Flight.ofNoThread();
    final CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
    final PendingCall call;

    Journey(PendingCall call) {
      this.call = call;
    }

    long patienceNanos() {
      return nested ? Turn.NESTED_PATIENCE_NANOS : Turn.PATIENCE_NANOS;
    }

    void complete(@Nullable Object value, @Nullable Throwable thrown) {
      if (!nested) {
        StageLoader.complete(result, value, thrown);
        return;
      }
      Holder.enter();
      try {
        StageLoader.complete(result, value, thrown);
      } finally {
        Holder.leave();
      }
    }
  }

  @Override
  public @Nullable Object load(PendingCall call) throws Throwable {
    Journey journey = new Journey(call);
    Flight other = cache.flights().putIfAbsent(call.key(), journey.flight);
    if (other != null) {
      call.missed();
      other.landing().thenAcceptAsync(landing -> follow(landing, journey));
      return journey.result;
    }
    Optional<Turn> turn = Turn.tryTake(entries, call.key());
    if (turn.isPresent()) {
      return take(turn.get(), journey);
    }
    lookLater(journey, System.nanoTime(), Turn.FIRST_PAUSE_NANOS);
    return journey.result;
  }

  @Override
  public Object deliver(@Nullable Object value) {
    return CompletableFuture.completedFuture(value);
  }

  /** Its turn has come. Returns the journey's result, or null as the method did. */
  private @Nullable Object take(Turn turn, Journey journey) throws Throwable {
    if (turn instanceof Turn.Stored stored) {
      journey.call.hit(stored.found());
      cache.end(journey.call.key(), journey.flight, Load.foundStored(stored.found()).landing());
      journey.complete(stored.found().value(), null);
      return journey.result;
    }
    KeyLock lock = ((Turn.Mine) turn).lock();
    long start = System.nanoTime();
    CompletionStage<?> stage = null;
    Holder.enter();
    try {
      journey.call.missed();
      stage = (CompletionStage<?>) journey.call.proceed();
    } finally {
      Holder.leave();
      if (stage == null) { // it threw, or returned null
        counters.load(System.nanoTime() - start, false);
        lock.close();
        cache.end(journey.call.key(), journey.flight, Load.FAILED.landing());
      }
    }
    if (stage == null) {
      return null;
    }
    stage.whenComplete((value, thrown) -> arrived(journey, lock, start, value, thrown));
    passCancellation(journey.result, stage);
    return journey.result;
  }

  private void arrived(
      Journey journey,
      KeyLock lock,
      long start,
      @Nullable Object value,
      @Nullable Throwable thrown) {
    long nanos = System.nanoTime() - start;
    counters.load(nanos, thrown == null);
    Load load = Load.FAILED;
    @Nullable Throwable outcome = thrown;
    try {
      if (thrown == null) {
        load = Load.store(entries, journey.call.key(), value, nanos);
      }
    } catch (RuntimeException strict) {
      outcome = strict;
    } finally {
      lock.close();
      cache.end(journey.call.key(), journey.flight, load.landing());
    }
    journey.complete(value, outcome); // runs what the caller has hung on it, so after all else
  }

  /** Another process loads the value: looks again after a pause, on a thread of the common pool. */
  private void lookLater(Journey journey, long since, long pause) {
    CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS)
        .execute(() -> lookAgain(journey, since, pause));
  }

  private void lookAgain(Journey journey, long since, long pause) {
    try {
      Optional<Turn> turn = Turn.tryTake(entries, journey.call.key());
      if (turn.isPresent() || System.nanoTime() - since > journey.patienceNanos()) {
        pipe(take(turn.orElse(Turn.ANYWAY), journey), journey);
      } else {
        lookLater(journey, since, Math.min(2 * pause, Turn.LONGEST_PAUSE_NANOS));
      }
    } catch (Throwable thrown) { // whatever the implementation throws is the caller's
      journey.complete(null, thrown);
    }
  }

  /** The load that this call waited for has ended. */
  private void follow(Landing landing, Journey journey) {
    try {
      if (landing instanceof Landing.Stored stored) {
        Optional<Found> copy =
            entries.copy(journey.call.key(), stored.bytes(), stored.loadTimeNanos());
        if (copy.isPresent()) {
          journey.complete(copy.get().value(), null);
          return;
        }
      }
      boolean failed = landing instanceof Landing.Failed;
      pipe(failed ? load(journey.call) : journey.call.proceed(), journey);
    } catch (Throwable thrown) { // whatever the implementation throws is the caller's
      journey.complete(null, thrown);
    }
  }

  private static void pipe(@Nullable Object stage, Journey journey) {
    if (stage == null) {
      journey.complete(null, null);
    } else if (stage != journey.result) {
      ((CompletionStage<?>) stage).whenComplete(journey::complete);
    }
  }

  private static void complete(
      CompletableFuture<@Nullable Object> result,
      @Nullable Object value,
      @Nullable Throwable thrown) {
    if (thrown == null) {
      result.complete(value);
    } else {
      result.completeExceptionally(thrown);
    }
  }

  /** Cancelling what the caller holds cancels the work, as it would without a cache. */
  private static void passCancellation(CompletableFuture<?> result, CompletionStage<?> stage) {
    if (stage instanceof CompletableFuture<?> work) {
      result.whenComplete(
          (value, thrown) -> {
            if (result.isCancelled()) {
              work.cancel(true);
            }
          });
    }
  }
}
