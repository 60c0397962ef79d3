package dev.locache.testkit.campaign;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** What goes wrong at a backend's seam, and when. Not thread-safe. */
public final class DiskFault {
  private static final int NEVER = Integer.MAX_VALUE;

  private int callsUntil = NEVER;
  private boolean forEver;
  private Kind kind = Kind.ANY;
  private boolean happened;
  private int missingBytes = NEVER;
  private boolean full;

  /** As what a failure shows. */
  public enum Kind {
    /** Just an {@link IOException}. */
    ANY,
    /** A {@link FileSystemException}, as of {@link java.nio.file.Files}. */
    OF_A_FILE,
    /** An {@link AccessDeniedException}, as of a right that was taken away. */
    NO_ACCESS
  }

  /** Makes call number {@code n} fail, from 1, and all after it if {@code forEver}. */
  public void failCall(int n, boolean forEver, Kind kind) {
    this.callsUntil = n;
    this.forEver = forEver;
    this.kind = kind;
    happened = false;
  }

  /** Makes the disk full when all but that many bytes of the next write have been written. */
  public void fillDisk(int missingBytes) {
    this.missingBytes = missingBytes;
    happened = false;
  }

  /** Lets everything go well again. */
  public void recover() {
    callsUntil = NEVER;
    missingBytes = NEVER;
    full = false;
  }

  /** Returns whether anything has gone wrong since it was said what should. */
  public boolean happened() {
    return happened;
  }

  /** Counts a call; throws if it is to fail. */
  public void pass(String call) throws IOException {
    if (callsUntil == NEVER) {
      return;
    }
    callsUntil--;
    if (callsUntil == 0 || (callsUntil < 0 && forEver)) {
      happened = true;
      throw failure("broken disk: " + call);
    }
  }

  private IOException failure(String message) {
    return switch (kind) {
      case ANY -> new IOException(message);
      case OF_A_FILE -> new FileSystemException("somewhere", null, message);
      case NO_ACCESS -> new AccessDeniedException("somewhere", null, message);
    };
  }

  /**
   * Returns how many of a write's bytes fit on the disk.
   *
   * @throws IOException if none do
   */
  public int room(int length) throws IOException {
    if (full) {
      throw new IOException("no space left on device");
    }
    if (missingBytes == NEVER) {
      return length;
    }
    full = true;
    happened = true;
    int room = Math.max(0, length - missingBytes);
    return room == 0 ? room(length) : room;
  }
}
