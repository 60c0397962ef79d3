package dev.locache.testkit;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.KeyLock;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes every call on to another backend, after a look at it: what fakes of one's own extend. */
public abstract class ForwardingBackend implements CacheBackend {
  private final CacheBackend delegate;

  /** Creates one over another backend. */
  protected ForwardingBackend(CacheBackend delegate) {
    this.delegate = requireNonNull(delegate, "delegate");
  }

  /**
   * Called before each call that may fail.
   *
   * @param subject the key or the method it is about; of {@link Verb#CLOSE} the backend
   * @throws IOException if the call is to fail with it
   */
  protected void before(Verb verb, Object subject) throws IOException {}

  @Override
  public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
    before(Verb.READ, key);
    return delegate.read(key, limits);
  }

  @Override
  public void write(Entry entry, Limits limits) throws IOException {
    before(Verb.WRITE, entry.key());
    delegate.write(entry, limits);
  }

  @Override
  public boolean remove(CacheKey key) throws IOException {
    before(Verb.REMOVE, key);
    return delegate.remove(key);
  }

  @Override
  public void clear(MethodId method) throws IOException {
    before(Verb.CLEAR, method);
    delegate.clear(method);
  }

  @Override
  public long evict(MethodId method, Limits limits) throws IOException {
    before(Verb.EVICT, method);
    return delegate.evict(method, limits);
  }

  @Override
  public void list(MethodId method, Consumer<StoredEntry> visitor) throws IOException {
    before(Verb.LIST, method);
    delegate.list(method, visitor);
  }

  @Override
  public Optional<KeyLock> tryLock(CacheKey key) throws IOException {
    before(Verb.LOCK, key);
    return delegate.tryLock(key);
  }

  @Override
  public boolean ownerOnly() {
    return delegate.ownerOnly();
  }

  @Override
  public String place(CacheKey key) {
    return delegate.place(key);
  }

  @Override
  public void close() throws IOException {
    before(Verb.CLOSE, this);
    delegate.close();
  }
}
