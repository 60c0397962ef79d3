package dev.locache.protobuf;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is mostly held for some microseconds. Who finds it taken looks again for a few times
 * as long before it is parked, since to be parked and woken takes forty.
 */
final class BriefLock extends ReentrantLock {
  private static final long serialVersionUID = 1;
  private static final int LOOKS = 500;

  @Override
  public void lock() {
    for (int look = 0; look < LOOKS; look++) {
      if (tryLock()) {
        return;
      }
      Thread.onSpinWait();
    }
    super.lock();
  }
}
