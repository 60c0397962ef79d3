package dev.locache.files;

import dev.locache.testkit.campaign.DiskJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes down what is done to the disk. */
final class JournalingFiles extends ForwardingFiles {
  private final DiskJournal journal;

  JournalingFiles(FileOps real, DiskJournal journal) {
    super(real);
    this.journal = journal;
  }

  @Override
  void before(String call, @Nullable Path path) {
    // What was done is written down after it was.
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    super.createDirectory(directory);
    journal.makeDirectory(directory);
  }

  @Override
  public void createFile(Path file) throws IOException {
    super.createFile(file);
    journal.create(file);
  }

  @Override
  public void write(Path file, ByteBuffer bytes) throws IOException {
    super.write(file, bytes);
    journal.write(
        file, 0, bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  @Override
  public void setUsed(Path file, long usedMicros) throws IOException {
    super.setUsed(file, usedMicros);
    journal.setTime(file, usedMicros);
  }

  @Override
  public void forceFile(Path file) throws IOException {
    super.forceFile(file);
    journal.syncFile(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    super.forceDirectory(directory);
    journal.syncDirectory(directory);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    super.move(from, to);
    journal.rename(from, to);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    boolean deleted = super.delete(file);
    if (deleted) {
      journal.delete(file);
    }
    return deleted;
  }

  @Override
  public void deleteIfEmpty(Path directory) throws IOException {
    super.deleteIfEmpty(directory);
    if (journal.knows(directory) && Files.notExists(directory)) {
      journal.delete(directory);
    }
  }
}
