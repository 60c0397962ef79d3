package com.example.snapshot;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** The file that holds the latest snapshot: a stamp of 16 bytes, new with each change, and it. */
final class SnapshotFile {
  /** The lock of a file belongs to the whole process, so the threads of one take turns before. */
  private static final ReentrantLock CHANGES = new ReentrantLock();

  private final Path path;
  private volatile Latest latest = new Latest(ByteBuffer.allocate(0), new Snapshot());

  private SnapshotFile(Path path) {
    this.path = path;
  }

  static SnapshotFile at(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    return new SnapshotFile(path.toAbsolutePath());
  }

  /** Returns the latest snapshot; the file is read again only if its stamp is another one. */
  Snapshot read() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      ByteBuffer stamp = ByteBuffer.wrap(in.readNBytes(16));
      Latest known = latest;
      if (known.stamp.equals(stamp)) {
        return known.snapshot;
      }
      Snapshot snapshot = Snapshot.parse(in.readAllBytes());
      latest = new Latest(stamp, snapshot);
      return snapshot;
    } catch (NoSuchFileException nothingWrittenYet) {
      return new Snapshot();
    }
  }

  /** Makes a change that all threads and processes see whole or not at all, one after another. */
  <T> T change(Change<T> change) throws IOException {
    boolean interrupted = Thread.interrupted(); // a channel refuses to work for such a thread
    CHANGES.lock();
    try (FileChannel channel = FileChannel.open(beside(".lock"), CREATE, WRITE)) {
      channel.lock(); // ends with the channel, and with the process
      Snapshot next = read().copy();
      T result = change.apply(next);
      publish(next);
      return result;
    } finally {
      CHANGES.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void publish(Snapshot snapshot) throws IOException {
    UUID stamp = UUID.randomUUID();
    byte[] content = snapshot.toBytes();
    ByteBuffer bytes = ByteBuffer.allocate(16 + content.length);
    bytes.putLong(stamp.getMostSignificantBits()).putLong(stamp.getLeastSignificantBits());
    bytes.put(content);
    Files.write(beside(".next"), bytes.array());
    Files.move(beside(".next"), path, ATOMIC_MOVE);
    latest = new Latest(bytes.slice(0, 16), snapshot);
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  @Override
  public String toString() {
    return path.toString();
  }

  interface Change<T> {
    T apply(Snapshot snapshot) throws IOException;
  }

  private record Latest(ByteBuffer stamp, Snapshot snapshot) {}
}
