package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Every class of some libraries, compiled by others, gets lines, which debug flags don't move. */
final class LibrariesTest {
  static final List<Class<?>> LIBRARIES =
      List.of(
          org.objectweb.asm.ClassReader.class,
          org.objectweb.asm.tree.ClassNode.class,
          org.junit.jupiter.api.Test.class,
          org.junit.platform.engine.TestEngine.class,
          org.junit.jupiter.engine.JupiterTestEngine.class,
          net.jqwik.api.Property.class,
          org.assertj.core.api.Assertions.class);

  @ParameterizedTest
  @FieldSource("LIBRARIES")
  void strippedAndReorderedClassesHaveTheSameLines(Class<?> library) throws Exception {
    Map<String, byte[]> classes = classFiles(library);
    Map<String, byte[]> changed = new HashMap<>();
    classes.forEach((name, bytes) -> changed.put(name, strippedAndReordered(bytes)));

    assertThat(classes).hasSizeGreaterThan(10);
    assertThat(allLines(changed)).isEqualTo(allLines(classes));
  }

  @Test
  void linesOfDifferentMethodsDiffer() throws Exception {
    Map<String, byte[]> classes = classFiles(ClassReader.class);
    long methods = 0;
    Set<Object> digests = new HashSet<>();
    for (List<CodeLine> lines : allLines(classes).values()) {
      for (CodeLine line : lines) {
        methods += line.kind() == 'M' ? 1 : 0;
        digests.add(line.digest());
      }
    }
    // Some are alike in name and code, such as constructors and visitors that do nothing.
    assertThat(digests).hasSizeGreaterThan((int) (methods * 0.9));
  }

  private static Map<String, List<CodeLine>> allLines(Map<String, byte[]> classFiles) {
    ClassFiles files = Lines.files(classFiles);
    Normaliser normaliser = new Normaliser(files);
    Map<String, List<CodeLine>> all = new HashMap<>();
    for (String name : classFiles.keySet()) {
      all.put(name, Lines.of(name, normaliser));
    }
    return all;
  }

  private static byte[] strippedAndReordered(byte[] classFile) {
    int flags = ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
    return Lines.changed(classFile, flags, LibrariesTest::reordered);
  }

  private static ClassNode reordered(ClassNode node) {
    Collections.reverse(node.methods);
    Collections.reverse(node.innerClasses);
    return node;
  }

  private static Map<String, byte[]> classFiles(Class<?> library)
      throws IOException, URISyntaxException {
    Path jar = Path.of(library.getProtectionDomain().getCodeSource().getLocation().toURI());
    Map<String, byte[]> classFiles = new HashMap<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.endsWith("-info.class") && !name.startsWith("META")) {
          try (InputStream in = file.getInputStream(entry)) {
            classFiles.put(name.substring(0, name.length() - 6), in.readAllBytes());
          }
        }
      }
    }
    return classFiles;
  }
}
