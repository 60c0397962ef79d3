package dev.locache.fingerprint;

import java.util.Optional;

/**
 * Keeps what was found out about code for later runs. What it returns was saved under that name by
 * somebody who may be trusted, or is nothing.
 */
public interface IndexStore {
  /** Keeps nothing. */
  IndexStore NONE =
      new IndexStore() {
        @Override
        public Optional<byte[]> read(String name) {
          return Optional.empty();
        }

        @Override
        public void write(String name, byte[] content) {}
      };

  /** Returns what was saved last under a name of letters and digits. */
  Optional<byte[]> read(String name);

  /** Saves all of it or nothing. That it could not be saved is no failure of the caller's. */
  void write(String name, byte[] content);
}
