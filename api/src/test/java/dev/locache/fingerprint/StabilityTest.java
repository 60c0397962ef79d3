package dev.locache.fingerprint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.DisabledOnJre;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * Whole libraries, compiled again and again: nothing that leaves a method's behaviour as it is
 * moves its line. By default that is one small library; with {@code -Pcampaigns} there are several.
 */
final class StabilityTest {
  private static final boolean CAMPAIGN = Boolean.getBoolean("campaigns");

  private static final ToolProvider JAVAC = ToolProvider.findFirst("javac").orElseThrow();

  /**
   * They store a constant that nobody reads, as debuggers want, to a place that is used again
   * later.
   */
  private static final Set<String> UNREAD_CONSTANTS =
      Set.of(
          "org/apache/commons/math3/util/CombinatoricsUtils.stirlingS2(II)J",
          "org/apache/commons/math3/util/FastMath.atan(DDZ)D",
          "org/apache/commons/math3/util/FastMath.tan(D)D");

  static List<LibrarySources> libraries() {
    List<LibrarySources> libraries = new ArrayList<>();
    libraries.add(LibrarySources.of("commons-cli 1.11.0", "org/apache/commons/cli/Option.java"));
    if (CAMPAIGN) {
      libraries.add(LibrarySources.of("jsoup 1.21.2", "org/jsoup/Jsoup.java"));
      libraries.add(
          LibrarySources.of("commons-lang3 3.20.0", "org/apache/commons/lang3/CharSet.java"));
      libraries.add(
          LibrarySources.of("commons-math3 3.6.1", "org/apache/commons/math3/Field.java"));
    }
    return libraries;
  }

  private final Path directory;
  private int compilations;

  StabilityTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void noMethodMoves(LibrarySources sources) throws Exception {
    Map<String, byte[]> base = compiled(sources, "-g");
    Map<String, CodeLine> lines = lines(base);

    Map<String, Set<String>> moved = new TreeMap<>();
    moved.put("again", moved(lines, compiled(sources, "-g")));
    moved.put("-g:none", moved(lines, compiled(sources, "-g:none")));
    moved.put("-parameters", moved(lines, compiled(sources, "-g", "-parameters")));
    moved.put("comments", moved(lines, compiled(sources.commented(), "-g")));
    moved.put("reordered", moved(lines, reordered(base)));
    Map<String, byte[]> probed = compiled(sources.probed(), "-g");
    moved.put("probes", moved(lines, probed));
    int probes = lines(probed).size() - lines.size();
    Report.row("stability", sources.library(), lines.size(), sizes(moved), probes);

    requireNonNull(moved.get("-g:none")).removeAll(UNREAD_CONSTANTS);
    moved.values().removeIf(Set::isEmpty);
    assertThat(moved).isEmpty();
    assertThat(lines).hasSizeGreaterThan(probes);
    assertThat(probes).isGreaterThan(9);
  }

  private static Map<String, Integer> sizes(Map<String, Set<String>> moved) {
    Map<String, Integer> sizes = new TreeMap<>();
    moved.forEach((change, methods) -> sizes.put(change, methods.size()));
    return sizes;
  }

  /** Another compiler may make other code of the same source: how often is told, no more. */
  @ParameterizedTest
  @MethodSource("libraries")
  @EnabledIfSystemProperty(named = "campaigns", matches = "true")
  @DisabledOnJre(JRE.JAVA_25)
  @EnabledIfEnvironmentVariable(named = "JAVA_HOME_25", matches = ".+")
  void methodsThatAnotherCompilerMoves(LibrarySources sources) throws Exception {
    Map<String, CodeLine> lines = lines(compiled(sources, "-g"));
    Path other = newDirectory();
    Path javac = Path.of(System.getenv("JAVA_HOME_25"), "bin", "javac");
    List<String> command = new ArrayList<>(List.of(javac.toString()));
    command.addAll(arguments(sources, other, "-g"));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).isZero();

    Set<String> moved = moved(lines, classFiles(other));
    int methods = lines.size();
    Report.row("compilers", sources.library(), Runtime.version(), methods, moved.size(), moved);
  }

  private Path newDirectory() throws IOException {
    return Files.createDirectory(directory.resolve("compiled" + compilations++));
  }

  private Map<String, byte[]> compiled(LibrarySources sources, String... options)
      throws IOException {
    Path into = newDirectory();
    StringWriter output = new StringWriter();
    PrintWriter printer = new PrintWriter(output);
    String[] arguments = arguments(sources, into, options).toArray(String[]::new);
    assertThat(JAVAC.run(printer, printer, arguments)).as(output.toString()).isZero();
    return classFiles(into);
  }

  private static List<String> arguments(LibrarySources sources, Path into, String... options)
      throws IOException {
    Path from = Files.createDirectory(into.resolveSibling(into.getFileName() + "-sources"));
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--release", "17", "-proc:none", "-nowarn", "-Xlint:none"));
    // The libraries' sources are on the class path, too, where they would be looked for.
    arguments.addAll(List.of("-sourcepath", from.toString(), "-d", into.toString()));
    arguments.addAll(List.of("-encoding", "UTF-8", "-cp", System.getProperty("java.class.path")));
    for (Map.Entry<String, String> each : sources.files().entrySet()) {
      Path file = from.resolve(each.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, each.getValue()).toString());
    }
    return arguments;
  }

  /** Returns class files by their internal names. */
  private static Map<String, byte[]> classFiles(Path directory) throws IOException {
    Map<String, byte[]> classFiles = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : (Iterable<Path>) all::iterator) {
        String name = directory.relativize(each).toString().replace(File.separatorChar, '/');
        if (name.endsWith(".class")) {
          byte[] bytes = Files.readAllBytes(each);
          classFiles.put(name.substring(0, name.length() - ".class".length()), bytes);
        }
      }
    }
    return classFiles;
  }

  /**
   * The constants of an enum and captured variables stay in their order: that of the former is what
   * they mean, that of the latter follows the method's own text.
   */
  private static Map<String, byte[]> reordered(Map<String, byte[]> classFiles) {
    Map<String, byte[]> reordered = new TreeMap<>(classFiles);
    reordered.replaceAll((name, bytes) -> Lines.changed(bytes, 0, StabilityTest::reversed));
    return reordered;
  }

  private static ClassNode reversed(ClassNode node) {
    Collections.reverse(node.methods);
    Collections.reverse(node.innerClasses);
    List<FieldNode> fields = new ArrayList<>(node.fields);
    fields.removeIf(field -> (field.access & (Opcodes.ACC_ENUM | Opcodes.ACC_SYNTHETIC)) != 0);
    Collections.reverse(fields);
    node.fields.removeAll(fields);
    node.fields.addAll(0, fields);
    return node;
  }

  /**
   * Returns the lines of all methods of classes with a name of their own; the others are part of
   * these.
   */
  private static Map<String, CodeLine> lines(Map<String, byte[]> classFiles) {
    ClassFiles files = Lines.files(classFiles);
    Normaliser normaliser = new Normaliser(files);
    List<CodeLine> lines = new ArrayList<>();
    for (String name : classFiles.keySet()) {
      if (files.findNumbered(name) == null) {
        normaliser.addLines(requireNonNull(files.find(name)), lines);
      }
    }
    Map<String, CodeLine> methods = new TreeMap<>();
    for (CodeLine each : lines) {
      if (each.kind() == 'M') {
        methods.put(each.name(), each);
      }
    }
    return methods;
  }

  /** Returns the methods whose line is not there any more. */
  private static Set<String> moved(Map<String, CodeLine> lines, Map<String, byte[]> classFiles) {
    Map<String, CodeLine> others = lines(classFiles);
    Set<String> moved = new TreeSet<>();
    for (CodeLine each : lines.values()) {
      if (!each.equals(others.get(each.name()))) {
        moved.add(each.name());
      }
    }
    return moved;
  }
}
