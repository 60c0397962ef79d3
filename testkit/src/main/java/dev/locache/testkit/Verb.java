package dev.locache.testkit;

/** What a backend can be asked for and may fail to do. */
public enum Verb {
  /** {@link dev.locache.spi.CacheBackend#read}. */
  READ,
  /** {@link dev.locache.spi.CacheBackend#write}. */
  WRITE,
  /** {@link dev.locache.spi.CacheBackend#remove}. */
  REMOVE,
  /** {@link dev.locache.spi.CacheBackend#clear}. */
  CLEAR,
  /** {@link dev.locache.spi.CacheBackend#evict}. */
  EVICT,
  /** {@link dev.locache.spi.CacheBackend#list}. */
  LIST,
  /** {@link dev.locache.spi.CacheBackend#tryLock}. */
  LOCK,
  /** {@link dev.locache.spi.CacheBackend#close}. */
  CLOSE
}
