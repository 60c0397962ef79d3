package dev.locache.engine;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One load under way in this process, and how it ended. Others that miss on its key wait for it
 * instead of loading too.
 *
 * <p>Waiting never deadlocks: {@link #WAITS} says which flight each waiting thread waits for, and a
 * thread whose wait would lead back to itself is told so, as when a load asks for its own key or
 * two loads ask for each other's. Each thread enters its wait before it looks, so of two that close
 * a ring at once at least one sees it.
 */
final class Flight {
  private static final Map<Thread, Flight> WAITS = new ConcurrentHashMap<>();

  /** The thread that runs the method, if it is one; a future may be completed by any. */
  private final @Nullable Thread owner;

  private final CompletableFuture<Landing> landing = new CompletableFuture<>();

  private Flight(@Nullable Thread owner) {
    this.owner = owner;
  }

  static Flight ofThisThread() {
    return new Flight(Thread.currentThread());
  }

  static Flight ofNoThread() {
    return new Flight(null);
  }

  /** How a load ended. */
  sealed interface Landing {
    /** With a value: these bytes make copies of it. */
    record Stored(ByteBuffer bytes, long loadTimeNanos) implements Landing {}

    /** With a value that cannot be copied: everyone has to run the method. */
    record Uncacheable() implements Landing {}

    /** With an exception, which is its caller's own: the next one tries. */
    record Failed() implements Landing {}
  }

  void land(Landing how) {
    landing.complete(how);
  }

  CompletableFuture<Landing> landing() {
    return landing;
  }

  /**
   * Waits until the load has ended.
   *
   * @return empty if waiting would never end, or the thread was interrupted (and still is)
   */
  Optional<Landing> await() {
    Thread me = Thread.currentThread();
    WAITS.put(me, this);
    try {
      return waitsFor(me) ? Optional.empty() : Optional.of(landing.get());
    } catch (InterruptedException stop) {
      me.interrupt();
      return Optional.empty();
    } catch (ExecutionException | CancellationException never) {
      throw new AssertionError("a landing is only ever completed with a value", never);
    } finally {
      WAITS.remove(me);
    }
  }

  private boolean waitsFor(Thread thread) {
    for (Flight next = this; next != null && next.owner != null; next = WAITS.get(next.owner)) {
      if (next.owner == thread) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether this thread, or one that waits for it, holds a lock between processes. */
  static boolean holdsUpAHolder() {
    Thread me = Thread.currentThread();
    if (Holder.is(me)) {
      return true;
    }
    for (Map.Entry<Thread, Flight> wait : WAITS.entrySet()) {
      if (Holder.is(wait.getKey()) && wait.getValue().waitsFor(me)) {
        return true;
      }
    }
    return false;
  }
}
