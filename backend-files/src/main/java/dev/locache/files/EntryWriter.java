package dev.locache.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Publishes entries: all bytes go to a temporary file, which then takes the entry's name in one
 * step. Readers see the earlier entry or the new one, whole. Where that step is not possible there
 * is no entry: copying instead is how readers come to see halves.
 */
final class EntryWriter {
  /** Directories may vanish while they are written to, but hardly time after time. */
  private static final int ATTEMPTS = 10;

  private static final int MOVES = 5;

  private final FileOps files;
  private final TempFiles temps;
  private final boolean durable;

  EntryWriter(FileOps files, TempFiles temps, boolean durable) {
    this.files = files;
    this.temps = temps;
    this.durable = durable;
  }

  void write(MethodFiles method, EntryName name, ByteBuffer bytes, long used) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        writeOnce(method, name, bytes, used);
        return;
      } catch (NoSuchFileException directoryGone) {
        if (attempt == ATTEMPTS) {
          throw directoryGone;
        }
        files.restoreRoot();
        temps.forget();
        method.forget();
      }
    }
  }

  private void writeOnce(MethodFiles method, EntryName name, ByteBuffer bytes, long used)
      throws IOException {
    method.makeRoom(name);
    Path temp = temps.create();
    try {
      files.write(temp, bytes);
      files.setUsed(temp, used);
      if (durable) {
        files.forceFile(temp);
      }
      move(temp, method.file(name));
    } catch (IOException | RuntimeException failure) {
      deleteAfter(failure, temp);
      throw failure;
    }
    if (durable) {
      force(method, name);
    }
  }

  /** On Windows a reader is in the way for as long as it has the earlier entry open. */
  private void move(Path temp, Path file) throws IOException {
    for (int tried = 1; ; tried++) {
      try {
        files.move(temp, file);
        return;
      } catch (IOException failure) {
        if (tried == MOVES || !files.isSharingViolation(failure)) {
          throw failure;
        }
        files.pause();
      }
    }
  }

  /**
   * What may be gone after a power cut must not be there now, or the write would not have failed.
   */
  private void force(MethodFiles method, EntryName name) throws IOException {
    try {
      method.forceName(name);
    } catch (IOException failure) {
      deleteAfter(failure, method.file(name));
      throw failure;
    }
  }

  private void deleteAfter(Exception failure, Path file) {
    try {
      files.delete(file);
    } catch (IOException leftBehind) {
      failure.addSuppressed(leftBehind);
    }
  }
}
