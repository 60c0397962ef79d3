package dev.locache.history;

import dev.locache.spi.Digest128;
import java.util.List;

/**
 * What a key's digest of the arguments stands for.
 *
 * @param digest as in the key: of all arguments and the state
 * @param state digest of the implementation's state
 * @param arguments a digest of each argument by itself; equal for those left out of the key
 */
public record KnownCall(Digest128 digest, Digest128 state, List<Digest128> arguments) {
  /** Copies the list. */
  public KnownCall {
    arguments = List.copyOf(arguments);
  }
}
