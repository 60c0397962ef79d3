package dev.locache.protobuf;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system on which the n-th change fails, and all changes after it: as a full disk does, a
 * write may first take some of its bytes. Or one whose directories cannot be listed.
 */
final class FailingFiles extends ForwardingFiles {
  private int changesLeft = Integer.MAX_VALUE;
  private int bytesOfFailingWrite;
  private int mostBytesOfAWrite = Integer.MAX_VALUE;
  private int changes;
  private boolean listingsFail;

  void failAfter(int changes, int bytesOfFailingWrite) {
    changesLeft = changes;
    this.bytesOfFailingWrite = bytesOfFailingWrite;
  }

  void recover() {
    changesLeft = Integer.MAX_VALUE;
  }

  void writeAtMost(int bytes) {
    mostBytesOfAWrite = bytes;
  }

  void failListings(boolean fail) {
    listingsFail = fail;
  }

  int changes() {
    return changes;
  }

  private void change() throws IOException {
    changes++;
    if (changesLeft-- <= 0) {
      throw new IOException("no space left on device");
    }
  }

  @Override
  public List<String> list(Path directory) throws IOException {
    if (listingsFail) {
      throw new IOException("not a directory");
    }
    return super.list(directory);
  }

  @Override
  public int write(RandomAccessFile file, long position, byte[] source, int offset, int length)
      throws IOException {
    if (changesLeft == 0 && bytesOfFailingWrite > 0) {
      int some = Math.min(bytesOfFailingWrite, length);
      bytesOfFailingWrite = 0;
      return super.write(file, position, source, offset, some);
    }
    change();
    return super.write(file, position, source, offset, Math.min(length, mostBytesOfAWrite));
  }

  /** To open for writing is the second half of creating. */
  @Override
  public RandomAccessFile open(Path file, boolean writable) throws IOException {
    if (writable) {
      change();
    }
    return super.open(file, writable);
  }

  @Override
  public void sync(RandomAccessFile file) throws IOException {
    change();
    super.sync(file);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    change();
    super.syncDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    change();
    super.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    change();
    super.delete(file);
  }
}
