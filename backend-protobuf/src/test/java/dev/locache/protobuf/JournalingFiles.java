package dev.locache.protobuf;

import dev.locache.spi.local.CacheDirectory;
import dev.locache.testkit.campaign.DiskJournal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.WeakHashMap;

/** Writes down what is done to the disk. */
final class JournalingFiles extends ForwardingFiles {
  private final DiskJournal journal;

  /** By the file itself, as each is equal to itself alone. */
  private final Map<RandomAccessFile, Path> open = new WeakHashMap<>();

  JournalingFiles(DiskJournal journal) {
    this.journal = journal;
  }

  private Path path(RandomAccessFile file) {
    Path path = open.get(file);
    if (path == null) {
      throw new IllegalStateException("written through a file that was not opened to be written");
    }
    return path;
  }

  @Override
  public void createDirectory(CacheDirectory root, Path directory) throws IOException {
    super.createDirectory(root, directory);
    journal.makeDirectory(directory);
  }

  @Override
  public void createFile(CacheDirectory root, Path file) throws IOException {
    super.createFile(root, file);
    journal.create(file);
  }

  @Override
  public RandomAccessFile open(Path file, boolean writable) throws IOException {
    RandomAccessFile opened = super.open(file, writable);
    if (writable) {
      open.put(opened, file);
    }
    return opened;
  }

  @Override
  public int write(RandomAccessFile file, long position, byte[] source, int offset, int length)
      throws IOException {
    int written = super.write(file, position, source, offset, length);
    journal.write(path(file), position, source, offset, written);
    return written;
  }

  @Override
  public void truncate(RandomAccessFile file, long length) throws IOException {
    super.truncate(file, length);
    journal.truncate(path(file), length);
  }

  @Override
  public void sync(RandomAccessFile file) throws IOException {
    super.sync(file);
    journal.syncFile(path(file));
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    super.syncDirectory(directory);
    journal.syncDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    super.rename(from, to);
    journal.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    super.delete(file);
    if (journal.knows(file)) {
      journal.delete(file);
    }
  }
}
