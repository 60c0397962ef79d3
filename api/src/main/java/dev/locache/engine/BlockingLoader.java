package dev.locache.engine;

import dev.locache.engine.Entries.Found;
import dev.locache.engine.Flight.Landing;
import dev.locache.spi.KeyLock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Loads a value: once among the threads of this process, by {@link Flight}, and once among all
 * processes, by {@link Turn}. Who comes second waits, and gets a copy of its own.
 */
record BlockingLoader(OpenCache cache, Entries entries, Counters counters) implements Loader {
  @Override
  public @Nullable Object load(PendingCall call) throws Throwable {
    while (true) {
      Flight mine = Flight.ofThisThread();
      Flight other = cache.flights().putIfAbsent(call.key(), mine);
      if (other == null) {
        return fly(mine, call);
      }
      call.missed();
      Optional<Landing> landing = other.await();
      if (landing.isEmpty() || landing.get() instanceof Landing.Uncacheable) {
        return run(call);
      }
      if (landing.get() instanceof Landing.Stored stored) {
        Optional<Found> copy = entries.copy(call.key(), stored.bytes(), stored.loadTimeNanos());
        return copy.isPresent() ? copy.get().value() : run(call);
      }
      // The other's load failed. Its exception is its caller's; ours is for our own try to throw.
    }
  }

  @Override
  public @Nullable Object deliver(@Nullable Object value) {
    return value;
  }

  private @Nullable Object fly(Flight mine, PendingCall call) throws Throwable {
    Load load = Load.FAILED;
    try {
      Turn turn = Turn.take(entries, call.key());
      load =
          turn instanceof Turn.Stored stored
              ? foundStored(stored.found(), call)
              : runAndStore(((Turn.Mine) turn).lock(), call);
      return load.value();
    } finally {
      cache.end(call.key(), mine, load.landing());
    }
  }

  private static Load foundStored(Found found, PendingCall call) {
    call.hit(found);
    return Load.foundStored(found);
  }

  private Load runAndStore(KeyLock lock, PendingCall call) throws Throwable {
    Holder.enter();
    try {
      call.missed();
      long start = System.nanoTime();
      Object value = run(call);
      return Load.store(entries, call.key(), value, System.nanoTime() - start);
    } finally {
      try {
        lock.close();
      } finally {
        Holder.leave();
      }
    }
  }

  private @Nullable Object run(PendingCall call) throws Throwable {
    boolean returned = false;
    long start = System.nanoTime();
    try {
      Object value = call.proceed();
      returned = true;
      return value;
    } finally {
      counters.load(System.nanoTime() - start, returned);
    }
  }
}
