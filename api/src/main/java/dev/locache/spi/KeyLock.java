package dev.locache.spi;

/** The right to load one key, held by one owner at a time. It ends with {@link #close}. */
public interface KeyLock extends AutoCloseable {
  /**
   * Gives the right back; any thread may do so. Does nothing the second time. A lock that cannot be
   * given back must end by itself, so this does not fail.
   */
  @Override
  void close();
}
