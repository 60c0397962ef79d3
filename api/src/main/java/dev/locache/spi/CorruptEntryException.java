package dev.locache.spi;

import java.io.IOException;

/**
 * The bytes of an entry are damaged, foreign or of a format this version does not read. The call
 * runs the method and overwrites the entry.
 */
public final class CorruptEntryException extends IOException {
  private static final long serialVersionUID = 1;

  /** Creates one that says what was found. */
  public CorruptEntryException(String message) {
    super(message);
  }

  /** Creates one that says what was found, and why that could not be read. */
  public CorruptEntryException(String message, Throwable cause) {
    super(message, cause);
  }
}
