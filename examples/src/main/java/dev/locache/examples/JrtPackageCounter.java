package dev.locache.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;

/** Reads the classes of the running JDK from its {@code jrt:} file system (JEP 220). */
final class JrtPackageCounter implements PackageCounter {
  @Override
  public PackageCount count(String module, String name, String jdk) {
    FileSystem classes = FileSystems.getFileSystem(URI.create("jrt:/"));
    Path directory = classes.getPath("modules", module, name.replace('.', '/'));
    InstructionCounter counter = new InstructionCounter();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.class")) {
      for (Path file : files) {
        new ClassReader(Files.readAllBytes(file)).accept(counter, ClassReader.SKIP_DEBUG);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + directory, unreadable);
    }
    return counter.result(name);
  }
}
