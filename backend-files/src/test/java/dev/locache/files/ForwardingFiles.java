package dev.locache.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitor;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Does the real thing, after a test has had its say. */
abstract class ForwardingFiles implements FileOps {
  private final FileOps real;

  ForwardingFiles(FileOps real) {
    this.real = real;
  }

  abstract void before(String call, @Nullable Path path) throws IOException;

  @Override
  public @Nullable Content read(Path file, int maximumBytes) throws IOException {
    before("read", file);
    return real.read(file, maximumBytes);
  }

  @Override
  public BasicFileAttributes attributes(Path path) throws IOException {
    before("attributes", path);
    return real.attributes(path);
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    before("createDirectory", directory);
    real.createDirectory(directory);
  }

  @Override
  public void createFile(Path file) throws IOException {
    before("createFile", file);
    real.createFile(file);
  }

  @Override
  public void write(Path file, ByteBuffer bytes) throws IOException {
    before("write", file);
    real.write(file, bytes);
  }

  @Override
  public void setUsed(Path file, long usedMicros) throws IOException {
    before("setUsed", file);
    real.setUsed(file, usedMicros);
  }

  @Override
  public void forceFile(Path file) throws IOException {
    before("forceFile", file);
    real.forceFile(file);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    before("forceDirectory", directory);
    real.forceDirectory(directory);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    before("move", to);
    real.move(from, to);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    before("delete", file);
    return real.delete(file);
  }

  @Override
  public void deleteIfEmpty(Path directory) throws IOException {
    before("deleteIfEmpty", directory);
    real.deleteIfEmpty(directory);
  }

  @Override
  public void visit(Path directory, int depth, FileVisitor<Path> visitor) throws IOException {
    before("visit", directory);
    real.visit(directory, depth, visitor);
  }

  @Override
  public void restoreRoot() throws IOException {
    before("restoreRoot", null);
    real.restoreRoot();
  }

  @Override
  public boolean isSharingViolation(IOException failure) {
    return real.isSharingViolation(failure);
  }

  @Override
  public void pause() {
    real.pause();
  }
}
