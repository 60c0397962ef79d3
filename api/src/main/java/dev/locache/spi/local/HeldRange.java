package dev.locache.spi.local;

import dev.locache.spi.KeyLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileLock;

/** A lock that the operating system holds for this process. */
final class HeldRange implements KeyLock {
  private final FileLock lock;

  HeldRange(FileLock lock) {
    this.lock = lock;
  }

  @Override
  public void close() {
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
