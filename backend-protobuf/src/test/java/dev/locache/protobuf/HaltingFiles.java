package dev.locache.protobuf;

import dev.locache.spi.local.CacheDirectory;
import dev.locache.testkit.campaign.HaltPoint;
import dev.locache.testkit.campaign.HaltingRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Stops the process at one change, before it is made, or, of a write, when half is written. */
final class HaltingFiles extends ForwardingFiles {
  private final HaltPoint point;

  private HaltingFiles(HaltPoint point) {
    this.point = point;
  }

  public static void main(String[] arguments) throws IOException {
    HaltingRun.run(
        arguments,
        (context, point) ->
            SegmentStore.open(context, new HaltingFiles(point), TinySegmentsTest.TINY),
        backend -> ((SegmentStore) backend).compact());
  }

  @Override
  public void createDirectory(CacheDirectory root, Path directory) throws IOException {
    point.pass();
    super.createDirectory(root, directory);
  }

  @Override
  public void createFile(CacheDirectory root, Path file) throws IOException {
    point.pass();
    super.createFile(root, file);
  }

  @Override
  public int write(RandomAccessFile file, long position, byte[] source, int offset, int length)
      throws IOException {
    if (point.isHere()) {
      super.write(file, position, source, offset, length / 2);
    }
    point.pass();
    return super.write(file, position, source, offset, length);
  }

  @Override
  public void truncate(RandomAccessFile file, long length) throws IOException {
    point.pass();
    super.truncate(file, length);
  }

  @Override
  public void sync(RandomAccessFile file) throws IOException {
    point.pass();
    super.sync(file);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    point.pass();
    super.syncDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    point.pass();
    super.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    point.pass();
    super.delete(file);
  }
}
