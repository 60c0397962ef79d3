package dev.locache.testkit;

import static dev.locache.testkit.Samples.UNLIMITED;
import static dev.locache.testkit.Samples.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.KeyLock;
import dev.locache.testkit.campaign.Together;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The part of {@link CacheBackendContract} on the locks of keys, within one process. */
abstract class LockContract extends LimitsContract {
  @Test
  void lockedKeyIsNotLockedAgain() throws Exception {
    lock(backend);
    for (int i = 0; i < 3; i++) { // a vain attempt must not take the lock from its owner either
      assertThat(backend.tryLock(key(1))).as("lock, in the owner's thread").isEmpty();
      Together.run(1, other -> assertThat(backend.tryLock(key(1))).as("lock").isEmpty());
    }
  }

  @Test
  void closedLockIsFree() throws Exception {
    for (int i = 0; i < 100; i++) {
      lock(backend).close();
    }
    KeyLock lock = lock(backend);
    Together.run(1, other -> lock.close());
    Together.run(1, other -> lock(backend).close());
    lock(backend);
  }

  @Test
  void closingALockTwiceDoesNotFreeItForOthers() throws IOException {
    KeyLock lock = lock(backend);
    lock.close();
    lock(backend);
    lock.close();

    assertThat(backend.tryLock(key(1))).isEmpty();
  }

  @Test
  void locksOfOtherKeysAreFree() throws IOException {
    lock(backend);
    List<KeyLock> others = new ArrayList<>();
    for (int call = 2; call < 66; call++) {
      backend.tryLock(key(call)).ifPresent(others::add);
    }
    // Some keys may share a lock: a few too many that wait harm nobody.
    assertThat(others).hasSizeGreaterThan(32);

    others.forEach(KeyLock::close);
    assertThat(backend.tryLock(key(1))).isEmpty();
  }

  @Test
  void lockHindersNeitherReadingNorWriting() throws Exception {
    lock(backend);
    write(key(1), UNLIMITED);
    assertThat(reads(key(1), UNLIMITED)).isTrue();
    Together.run(
        1,
        other -> {
          write(key(1), UNLIMITED);
          assertThat(reads(key(1), UNLIMITED)).isTrue();
          assertThat(backend.remove(key(1))).isTrue();
        });
  }

  @Test
  void oneThreadAtATimeHoldsALock() throws Exception {
    AtomicInteger holders = new AtomicInteger();
    AtomicInteger locked = new AtomicInteger();
    Together.run(
        8,
        thread -> {
          for (int i = 0; i < 200; i++) {
            Optional<KeyLock> lock = backend.tryLock(key(1));
            if (lock.isPresent()) {
              assertThat(holders.incrementAndGet()).as("holders of one lock").isEqualTo(1);
              locked.incrementAndGet();
              LockSupport.parkNanos(10_000); // long enough for the others to try
              holders.decrementAndGet();
              lock.get().close();
            }
          }
        });
    assertThat(locked).as("times that it was held").hasPositiveValue();
    lock(backend);
  }

  @Test
  void lockExcludesAnotherBackend() throws IOException {
    CacheBackend other = openBeside();
    KeyLock lock = lock(backend);
    assertThat(other.tryLock(key(1))).isEmpty();

    lock.close();
    lock(other);
    assertThat(backend.tryLock(key(1))).isEmpty();
  }

  @Test
  void closingAnotherBackendLeavesALockAlone() throws IOException {
    CacheBackend other = openBeside();
    lock(backend);
    other.tryLock(key(2));
    other.close();

    assertThat(openBeside().tryLock(key(1))).isEmpty();
  }

  @Test
  void closedBackendHoldsNoLocks() throws IOException {
    KeyLock lock = lock(backend);
    reopen();
    lock(backend);
    lock.close(); // of the closed backend: not an error, and not the new one's lock

    assertThat(backend.tryLock(key(1))).isEmpty();
  }

  private static KeyLock lock(CacheBackend backend) throws IOException {
    return backend
        .tryLock(key(1))
        .orElseThrow(() -> new AssertionError("lock is not free: " + key(1)));
  }
}
