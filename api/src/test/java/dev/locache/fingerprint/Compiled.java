package dev.locache.fingerprint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;

/** Java source, compiled while a test runs, and loaded by a class loader of its own. */
final class Compiled {
  private static final ToolProvider JAVAC = ToolProvider.findFirst("javac").orElseThrow();

  /** The package of classes that {@link #variants} gives. */
  static final String VARIANT = "variant_____";

  /** Compiles one file, which may hold any number of classes that are not public. */
  static Compiled source(String source, String... options) {
    try {
      Path root = newDirectory();
      Path file = Files.writeString(root.resolve("Source.java"), source);
      compile(root, List.of(file), options);
      return new Compiled(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles files that are given by their paths. */
  static Compiled files(Map<String, String> sources) {
    try {
      Path root = newDirectory();
      List<Path> files = new ArrayList<>();
      for (Map.Entry<String, String> each : sources.entrySet()) {
        Path file = root.resolve("src").resolve(each.getKey());
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, each.getValue()));
      }
      compile(root, files);
      return new Compiled(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles variants of one program, which say {@code package variant_____;}, in one run of the
   * compiler: each in a package of its own, whose name is replaced in the class files afterwards.
   */
  static List<Compiled> variants(List<String> sources) {
    try {
      Path root = newDirectory();
      List<Path> files = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        String source = sources.get(i).replace(VARIANT, variant(i));
        files.add(Files.writeString(root.resolve(variant(i) + ".java"), source));
      }
      compile(root, files);
      List<Compiled> variants = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        variants.add(renamed(root.resolve(variant(i)), variant(i)));
      }
      return variants;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Below the build's directory, which is cleaned with it. */
  private static Path newDirectory() throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "compiled").toAbsolutePath());
    return Files.createTempDirectory(parent, "");
  }

  private static String variant(int number) {
    return "variant_" + (1000 + number);
  }

  private static Compiled renamed(Path from, String variant) throws IOException {
    Path root = newDirectory();
    Path into = Files.createDirectory(root.resolve(VARIANT));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path file : files) {
        String bytes = Files.readString(file, ISO_8859_1).replace(variant, VARIANT);
        Files.writeString(into.resolve(file.getFileName()), bytes, ISO_8859_1);
      }
    }
    return new Compiled(root);
  }

  private static void compile(Path into, List<Path> files, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", into.toString()));
    files.forEach(file -> arguments.add(file.toString()));
    StringWriter output = new StringWriter();
    PrintWriter printer = new PrintWriter(output);
    int result = JAVAC.run(printer, printer, arguments.toArray(String[]::new));
    assertThat(result).as(output.toString()).isZero();
  }

  private final Path classes;
  private final ClassLoader loader;

  private Compiled(Path classes) throws MalformedURLException {
    this.classes = classes;
    // Left open: it holds nothing but a directory, and tests read from it as long as they run.
    this.loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  /** Returns the directory that the class files are in. */
  Path classes() {
    return classes;
  }

  ClassLoader loader() {
    return loader;
  }

  /** Loads a class, without initialising it. */
  Class<?> type(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  ImplementationCode code(String implementation) {
    return ImplementationCode.of(Runnable.class, type(implementation));
  }

  Digest128 classScope(String implementation, String... alsoCovered) {
    return code(implementation).classScope(types(alsoCovered)).digest();
  }

  /** Returns what a method of {@code implementation}, its only one of that name, can reach. */
  MethodCode reachable(String implementation, String method, String... objects) {
    return code(implementation)
        .reachableScope(method(implementation, method), types(objects), Set.of());
  }

  /** Returns the method of that name. */
  Method method(String owner, String name) {
    for (Method each : type(owner).getMethods()) {
      if (each.getName().equals(name) && !each.isBridge()) {
        return each;
      }
    }
    throw new AssertionError(owner + "." + name);
  }

  /** Returns all lines of the class scope of {@code implementation}. */
  List<CodeLine> lines(String implementation) {
    return code(implementation).classes(Set.of()).lines();
  }

  /** Returns the line of a member or class, by its name without a method's descriptor. */
  CodeLine line(String implementation, String name) {
    List<CodeLine> found = new ArrayList<>();
    for (CodeLine line : lines(implementation)) {
      if (line.name().equals(name) || line.name().startsWith(name + "(")) {
        found.add(line);
      }
    }
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private Set<Class<?>> types(String[] names) {
    Set<Class<?>> types = new HashSet<>();
    for (String name : names) {
      types.add(type(name));
    }
    return types;
  }
}
