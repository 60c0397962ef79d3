package dev.locache.key;

import dev.locache.spi.Digest128;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Outputs that wait to be used again, so that a key costs no new buffer and no new SHA-256. Threads
 * that meet in one place make an output of their own. One that failed half-way is not given back.
 * Thread-safe.
 */
final class OutputPool {
  private static final int PLACES = 16;

  private final Encoders encoders;
  private final AtomicReferenceArray<@Nullable KeyOutput> places =
      new AtomicReferenceArray<>(PLACES);

  OutputPool(Encoders encoders) {
    this.encoders = encoders;
  }

  KeyOutput take() {
    KeyOutput waiting = places.getAndSet(place(), null);
    return waiting == null ? new KeyOutput(new ArgumentItems(encoders)) : waiting;
  }

  Digest128 digestAndGiveBack(KeyOutput out) {
    Digest128 digest = out.digest();
    places.set(place(), out);
    return digest;
  }

  private static int place() {
    return (int) Thread.currentThread().getId() & (PLACES - 1);
  }
}
