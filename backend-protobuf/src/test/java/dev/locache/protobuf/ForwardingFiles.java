package dev.locache.protobuf;

import dev.locache.spi.local.CacheDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The file system, for fakes that change some of its calls. */
class ForwardingFiles implements FileOps {
  private final FileOps files = new DiskFiles();

  /** Has a test's say before each call. */
  void before(String call) throws IOException {}

  @Override
  public List<String> list(Path directory) throws IOException {
    before("list");
    return files.list(directory);
  }

  @Override
  public long changed(Path directory) throws IOException {
    before("changed");
    return files.changed(directory);
  }

  @Override
  public void createDirectory(CacheDirectory root, Path directory) throws IOException {
    before("createDirectory");
    files.createDirectory(root, directory);
  }

  @Override
  public void createFile(CacheDirectory root, Path file) throws IOException {
    before("createFile");
    files.createFile(root, file);
  }

  @Override
  public RandomAccessFile open(Path file, boolean writable) throws IOException {
    before("open");
    return files.open(file, writable);
  }

  @Override
  public long length(RandomAccessFile file) throws IOException {
    before("length");
    return files.length(file);
  }

  @Override
  public int read(RandomAccessFile file, long position, byte[] target, int offset, int length)
      throws IOException {
    before("read");
    return files.read(file, position, target, offset, length);
  }

  @Override
  public ByteBuffer map(Path file, long length) throws IOException {
    before("map");
    return files.map(file, length);
  }

  @Override
  public int write(RandomAccessFile file, long position, byte[] source, int offset, int length)
      throws IOException {
    before("write");
    return files.write(file, position, source, offset, length);
  }

  @Override
  public void truncate(RandomAccessFile file, long length) throws IOException {
    before("truncate");
    files.truncate(file, length);
  }

  @Override
  public void sync(RandomAccessFile file) throws IOException {
    before("sync");
    files.sync(file);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    before("syncDirectory");
    files.syncDirectory(directory);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    before("rename");
    files.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    before("delete");
    files.delete(file);
  }
}
