package dev.locache.testkit;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.CorruptEntryException;
import dev.locache.spi.Digest128;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A backend that damages what it reads, as a failing disk or a stranger would. The entries beneath
 * stay whole. Thread-safe.
 */
public final class CorruptingBackend extends ForwardingBackend {
  private volatile @Nullable Damage damage;

  private CorruptingBackend(CacheBackend delegate) {
    super(delegate);
  }

  /** Returns a backend over {@code delegate} that does no damage yet. */
  public static CorruptingBackend over(CacheBackend delegate) {
    return new CorruptingBackend(delegate);
  }

  /** From now on every entry that is read has that damage. */
  public void damage(Damage damage) {
    this.damage = requireNonNull(damage, "damage");
  }

  /** From now on entries are read as they were written. */
  public void heal() {
    damage = null;
  }

  @Override
  public Optional<Entry> read(CacheKey key, Limits limits) throws IOException {
    Optional<Entry> read = super.read(key, limits);
    Damage now = damage;
    return read.isEmpty() || now == null ? read : Optional.of(now.to(read.get()));
  }

  /** What can happen to an entry. */
  public enum Damage {
    /** One bit of the value differs; an empty value gains a byte. */
    VALUE_FLIPPED {
      @Override
      Entry to(Entry entry) {
        return with(entry, entry.key(), flipped(entry.value()), entry.seal());
      }
    },
    /** The value has lost its second half. */
    VALUE_TRUNCATED {
      @Override
      Entry to(Entry entry) {
        return with(entry, entry.key(), truncated(entry.value()), entry.seal());
      }
    },
    /** One bit of the seal differs. */
    SEAL_FLIPPED {
      @Override
      Entry to(Entry entry) {
        return with(entry, entry.key(), entry.value(), flipped(entry.seal()));
      }
    },
    /** The seal has lost its second half. */
    SEAL_TRUNCATED {
      @Override
      Entry to(Entry entry) {
        return with(entry, entry.key(), entry.value(), truncated(entry.seal()));
      }
    },
    /** The entry is that of other arguments. */
    KEY_FOREIGN {
      @Override
      Entry to(Entry entry) {
        CacheKey key = entry.key();
        Digest128 other = new Digest128(key.arguments().high(), ~key.arguments().low());
        CacheKey foreign = new CacheKey(key.method(), key.code(), other);
        return with(entry, foreign, entry.value(), entry.seal());
      }
    },
    /** The bytes are no entry at all: reading one throws {@link CorruptEntryException}. */
    FORM_BROKEN {
      @Override
      Entry to(Entry entry) throws CorruptEntryException {
        throw new CorruptEntryException("not an entry, as told: " + entry.key());
      }
    };

    abstract Entry to(Entry entry) throws CorruptEntryException;

    private static Entry with(Entry entry, CacheKey key, ByteBuffer value, ByteBuffer seal) {
      return new Entry(
          key, entry.codec(), entry.createdMillis(), entry.loadTimeNanos(), value, seal);
    }

    private static ByteBuffer flipped(ByteBuffer bytes) {
      ByteBuffer copy = ByteBuffer.allocate(Math.max(1, bytes.remaining())).put(bytes).clear();
      int middle = copy.limit() / 2;
      return copy.put(middle, (byte) (copy.get(middle) ^ 1));
    }

    private static ByteBuffer truncated(ByteBuffer bytes) {
      return bytes.limit(bytes.limit() / 2);
    }
  }
}
