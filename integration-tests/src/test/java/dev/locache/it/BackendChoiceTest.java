package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.testkit.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backend and directory a program gets by the settings around it, in JVMs of their own. */
final class BackendChoiceTest {
  @TempDir Path directory;

  /** Opens the shared cache, uses it, and says what came of it. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      try {
        Squares squares = Locache.wrap(Squares.class, new CountingSquares());
        System.out.println(squares.square(3) + " " + Locache.shared().stats().stores());
      } catch (IllegalArgumentException | IllegalStateException refused) {
        System.out.println(refused.getMessage());
      }
    }
  }

  private static JavaProcess.Builder program() {
    return JavaProcess.run(Program.class);
  }

  private static String outputOf(JavaProcess.Builder builder) throws IOException {
    try (JavaProcess process = builder.start()) {
      return String.join("\n", process.awaitSuccess());
    }
  }

  private static Path[] classPathWithout(String name) {
    List<Path> kept = new ArrayList<>();
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!each.contains(name)) {
        kept.add(Path.of(each));
      }
    }
    return kept.toArray(Path[]::new);
  }

  @Test
  void theOnlyBackendFoundIsUsedInTheUsersCacheDirectory() throws IOException {
    String output =
        outputOf(
            program()
                .classPath(classPathWithout("backend-files"))
                .environment("XDG_CACHE_HOME", directory.toString()));
    assertThat(output).isEqualTo("9 1");
    assertThat(directory.resolve("locache").resolve("protobuf-v1")).isDirectory();
  }

  @Test
  void ofSeveralTheFilesAreUsedUnlessASettingSaysOtherwise() throws IOException {
    JavaProcess.Builder program = program().property("locache.directory", directory.toString());
    assertThat(outputOf(program)).isEqualTo("9 1");
    assertThat(directory.resolve("files-v1")).isDirectory();
    assertThat(directory.resolve("protobuf-v1")).doesNotExist();
    program.property("locache.backend", "protobuf");
    assertThat(outputOf(program)).isEqualTo("9 1");
    assertThat(outputOf(program)).isEqualTo("9 0"); // found again
    assertThat(directory.resolve("protobuf-v1")).isDirectory();
  }

  @Test
  void withoutABackendTheErrorNamesTheArtifactToAdd() throws IOException {
    String output = outputOf(program().classPath(classPathWithout("backend-")));
    assertThat(output)
        .isEqualTo(
            "no backend found; add dev.locache:locache-backend-files, or another one, to the class"
                + " path or module path");
  }

  @Test
  void aPropertyWinsOverAVariableAndThatOverTheFile() throws IOException {
    Path byFile = directory.resolve("by-file");
    Path byVariable = directory.resolve("by-variable");
    Path byProperty = directory.resolve("by-property");
    Path settings = Files.createDirectory(directory.resolve("settings"));
    Files.writeString(settings.resolve("locache.properties"), "locache.directory=" + byFile);
    List<Path> classPath = new ArrayList<>(List.of(classPathWithout("no such element")));
    classPath.add(0, settings);
    Path[] elements = classPath.toArray(Path[]::new);
    outputOf(program().classPath(elements));
    assertThat(byFile).isDirectory();
    outputOf(program().classPath(elements).environment("LOCACHE_DIRECTORY", byVariable.toString()));
    assertThat(byVariable).isDirectory();
    outputOf(
        program()
            .classPath(elements)
            .environment("LOCACHE_DIRECTORY", directory.resolve("unused").toString())
            .property("locache.directory", byProperty.toString()));
    assertThat(byProperty).isDirectory();
    assertThat(directory.resolve("unused")).doesNotExist();
  }

  @Test
  void aMalformedSettingIsNamedWithWhereItWasSet() throws IOException {
    assertThat(outputOf(program().property("locache.maximumEntries", "ten")))
        .isEqualTo(
            "locache.maximumEntries (\"ten\", set by the system property locache.maximumEntries)"
                + " must be a whole number of entries, zero or more");
    assertThat(outputOf(program().environment("LOCACHE_EXPIRE_AFTER_ACCESS", "30 days")))
        .isEqualTo(
            "locache.expireAfterAccess (\"30 days\", set by the environment variable"
                + " LOCACHE_EXPIRE_AFTER_ACCESS) must be an ISO 8601 duration of zero or more,"
                + " such as P30D or PT12H");
  }

  @Test
  void switchedOffEverythingGoesStraightThrough() throws IOException {
    String output =
        outputOf(
            program()
                .property("locache.enabled", "false")
                .property("locache.backend", "no such backend")
                .property("locache.directory", directory.resolve("cache").toString()));
    assertThat(output).isEqualTo("9 0");
    assertThat(directory.resolve("cache")).doesNotExist();
  }

  @Test
  void aFileInThePlaceOfTheDirectoryIsAnError() throws IOException {
    Path file = Files.createFile(directory.resolve("taken"));
    String output = outputOf(program().property("locache.directory", file.toString()));
    assertThat(output).contains(file.toString()).contains("locache.directory");
  }

  @Test
  void twoBackendsOfOneIdAreAnErrorThatListsBoth() throws IOException {
    Path classes =
        Compiled.sources(
            directory,
            Map.of(
                "app/Double.java",
                """
                package app;

                import dev.locache.spi.BackendContext;
                import dev.locache.spi.CacheBackend;
                import dev.locache.spi.CacheBackendProvider;

                public final class Double implements CacheBackendProvider {
                  public String id() {
                    return "files";
                  }

                  public CacheBackend open(BackendContext context) {
                    throw new UnsupportedOperationException();
                  }
                }
                """),
            "-classpath",
            System.getProperty("java.class.path"));
    Path services = Files.createDirectories(classes.resolve("META-INF").resolve("services"));
    Files.writeString(services.resolve("dev.locache.spi.CacheBackendProvider"), "app.Double\n");
    List<Path> classPath = new ArrayList<>(List.of(classPathWithout("no such element")));
    classPath.add(classes);
    assertThat(outputOf(program().classPath(classPath.toArray(Path[]::new))))
        .startsWith("more than one backend has the id \"files\"; found \"files\" in")
        .contains("dev.locache.files.FilesBackendProvider (file:")
        .contains("app.Double (file:");
  }

  @Test
  void aBuildersCallWinsOverASetting() {
    System.setProperty("locache.backend", "no such backend");
    try {
      Locache.open(CacheConfig.builder().backend("files").directory(directory).build()).close();
    } finally {
      System.clearProperty("locache.backend");
    }
  }
}
