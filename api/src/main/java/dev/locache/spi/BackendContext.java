package dev.locache.spi;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** What a backend is opened with. */
public interface BackendContext {
  /** Returns the directory to keep entries in, if the backend keeps them in one. Absolute. */
  Path directory();

  /** Returns the time by which use and age are measured. */
  InstantSource clock();

  /** Returns whether a write must survive a power cut before it returns. */
  boolean durable();

  /**
   * Returns whether entries are signed, so that what others may have written is told from what a
   * holder of the key wrote.
   */
  boolean signed();

  /**
   * Returns a setting of the backend's own, looked up like Locache's: system property, environment
   * variable, {@code locache.properties}.
   *
   * @param name the property's name, such as {@code locache.redis.host}
   */
  Optional<String> setting(String name);
}
