package dev.locache.fingerprint;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** Lines of classes that are never loaded: only their class files exist. */
final class Lines {
  private Lines() {}

  /** Returns the lines of one class, in their order. */
  static List<CodeLine> of(String name, Map<String, byte[]> classFiles) {
    return of(name, new Normaliser(files(classFiles)));
  }

  static List<CodeLine> of(String name, Normaliser normaliser) {
    ClassFile file = normaliser.files().find(name);
    if (file == null) {
      throw new AssertionError(name);
    }
    List<CodeLine> lines = new ArrayList<>();
    normaliser.addLines(file, lines);
    lines.sort(null);
    return lines;
  }

  /** Returns class files by their internal names. */
  static ClassFiles files(Map<String, byte[]> classFiles) {
    return new ClassFiles(new FilesLoader(classFiles));
  }

  /** Returns a class file changed by {@code change}, whether a JVM would accept it or not. */
  static byte[] changed(byte[] classFile, int readerFlags, UnaryOperator<ClassNode> change) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, readerFlags);
    ClassWriter writer = new ClassWriter(0);
    change.apply(node).accept(writer);
    return writer.toByteArray();
  }

  private static final class FilesLoader extends ClassLoader {
    private final Map<String, byte[]> classFiles;

    FilesLoader(Map<String, byte[]> classFiles) {
      super(null);
      this.classFiles = classFiles;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
      byte[] bytes = classFiles.get(name.substring(0, name.length() - ".class".length()));
      return bytes == null ? null : new ByteArrayInputStream(bytes);
    }
  }
}
