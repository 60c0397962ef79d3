package dev.locache.spi.local;

import dev.locache.spi.KeyLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;
import java.util.Set;

/** A lock that the operating system holds for this process. */
final class HeldRange implements KeyLock {
  private final FileLock lock;
  private final Set<HeldRange> held;

  HeldRange(FileLock lock, Set<HeldRange> held) {
    this.lock = lock;
    this.held = held;
    held.add(this);
  }

  @Override
  public void close() {
    held.remove(this);
    try {
      lock.release();
    } catch (ClosedChannelException endedWithItsFile) {
      return;
    } catch (IOException notReleased) {
      endAll();
    }
  }

  /**
   * Closing the channel ends this lock, and with it the others on the file, which only costs work.
   */
  private void endAll() {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
