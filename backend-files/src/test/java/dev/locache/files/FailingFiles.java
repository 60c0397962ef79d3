package dev.locache.files;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Fails one call, or that one and all after it, counted from when it was told so. */
final class FailingFiles extends ForwardingFiles {
  private int callsUntil = Integer.MAX_VALUE;
  private boolean forEver;
  private @Nullable String failed;

  FailingFiles(FileOps real) {
    super(real);
  }

  /** Makes call number {@code n} fail, from 1. */
  void failCall(int n, boolean forEver) {
    this.callsUntil = n;
    this.forEver = forEver;
    this.failed = null;
  }

  void recover() {
    callsUntil = Integer.MAX_VALUE;
  }

  /** Returns the first call that failed, null if none did. */
  @Nullable String failed() {
    return failed;
  }

  @Override
  void before(String call, @Nullable Path path) throws IOException {
    callsUntil--;
    if (callsUntil == 0 || (callsUntil < 0 && forEver)) {
      failed = failed == null ? call : failed;
      throw new IOException("broken disk: " + call);
    }
  }
}
