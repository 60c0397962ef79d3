package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages that are analysed besides the application's own place. */
final class PackagesTest {
  private static final String APP =
      """
      package app;
      public class App {
        public void near() { lib.Near.go(); }
        public void middle() { mid.Middle.go(); }
        public void open(lib.Shape shape) { shape.area(); }
      }
      """;
  private static final String LIB =
      """
      package lib;
      public class Near { public static void go() { Far.go(); } }
      class Far { static void go() { /*far*/ } }
      class Unneeded { void go() { /*unneeded*/ } }
      """;
  private static final String SHAPE =
      """
      package lib;
      public interface Shape { double area(); }
      class Square implements Shape { public double area() { return /*square*/ 1; } }
      """;
  private static final String MIDDLE =
      """
      package mid;
      public class Middle { public static void go() { lib.Near.go(); } }
      """;

  private static final Map<String, String> SOURCES =
      Map.of(
          "app/App.java", APP,
          "lib/Near.java", LIB,
          "lib/Shape.java", SHAPE,
          "mid/Middle.java", MIDDLE);

  private final Path directory;
  private int built;

  PackagesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private MethodCode code(String method, Packages packages, String edit, String by)
      throws Exception {
    Map<String, String> sources = new TreeMap<>();
    SOURCES.forEach((file, source) -> sources.put(file, source.replace(edit, by)));
    Compiled compiled = Compiled.files(sources);
    Path target = Files.createDirectory(directory.resolve("build" + built++));
    List<URL> urls = new ArrayList<>();
    for (String name : List.of("app", "lib", "mid")) {
      urls.add(jar(target.resolve(name + ".jar"), compiled.classes(), name).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = Class.forName("app.App", false, loader);
      for (Method each : type.getMethods()) {
        if (each.getName().equals(method)) {
          return ImplementationCode.of(Runnable.class, type, packages, IndexStore.NONE)
              .reachableScope(each, Set.of(), Set.of());
        }
      }
      throw new AssertionError(method);
    }
  }

  private MethodCode code(String method, Packages packages) throws Exception {
    return code(method, packages, "", "");
  }

  private static Path jar(Path jar, Path classes, String packageName) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        var content = Files.newDirectoryStream(classes.resolve(packageName))) {
      for (Path each : content) {
        ZipEntry entry = new ZipEntry(packageName + "/" + each.getFileName());
        entry.setTime(1_600_000_000_000L);
        out.putNextEntry(entry);
        out.write(Files.readAllBytes(each));
      }
    }
    return jar;
  }

  private static List<String> names(MethodCode code) {
    List<String> names = new ArrayList<>();
    for (CodePart each : code.parts()) {
      names.add(each.kind() + " " + each.name());
    }
    return names;
  }

  @Test
  void libraryCountsAsAWholeUnlessItIsAnalysed() throws Exception {
    assertThat(names(code("near", Packages.NONE)))
        .containsExactly("C app/App", "J lib.jar", "M app/App.near()V", "R app/App.near()V");
    assertThat(names(code("near", Packages.analysed("lib"))))
        .containsExactly(
            "C app/App",
            "C lib/Far",
            "C lib/Near",
            "M app/App.near()V",
            "M lib/Far.go()V",
            "M lib/Near.go()V",
            "R app/App.near()V");
  }

  @Test
  void editOfAnAnalysedLibraryCountsIfItIsReached() throws Exception {
    Packages lib = Packages.analysed("lib");
    MethodCode before = code("near", lib);

    assertThat(code("near", lib, "/*unneeded*/", "hashCode();").digest())
        .isEqualTo(before.digest());
    assertThat(code("near", lib, "/*far*/", "new Far();").digest()).isNotEqualTo(before.digest());
    assertThat(code("near", Packages.NONE, "/*unneeded*/", "hashCode();").digest())
        .isNotEqualTo(code("near", Packages.NONE).digest());
  }

  @Test
  void analysedLibraryThatAnotherLibraryCallsCountsAsAWhole() throws Exception {
    Packages lib = Packages.analysed("lib");

    assertThat(names(code("middle", lib)))
        .containsExactly(
            "C app/App", "J lib.jar", "J mid.jar", "M app/App.middle()V", "R app/App.middle()V");
    assertThat(code("middle", lib, "/*far*/", "new Far();").digest())
        .isNotEqualTo(code("middle", lib).digest());
  }

  @Test
  void subtypesInAnAnalysedLibraryMayComeAsArguments() throws Exception {
    Packages lib = Packages.analysed("lib");

    assertThat(names(code("open", lib))).contains("M lib/Square.area()D");
    assertThat(code("open", lib, "/*square*/", "2 *").digest())
        .isNotEqualTo(code("open", lib).digest());
  }

  @Test
  void ownPackagesAreAnalysedToo() throws Exception {
    assertThat(code("near", Packages.own("lib")).digest())
        .isEqualTo(code("near", Packages.analysed("lib")).digest());
  }

  @Test
  void packagesInDirectoriesAreFoundToo() throws Exception {
    Compiled compiled = Compiled.files(SOURCES);

    assertThat(packageLocations(compiled.loader(), "lib"))
        .containsExactly(compiled.classes().toFile().toURI().toString());
    assertThatThrownBy(() -> packageLocations(compiled.loader(), "libs"))
        .hasMessageStartingWith("no class of package libs");
  }

  /** Whether a loader of another kind has a package nowhere cannot be told. */
  @Test
  void loaderThatNobodyKnowsIsAskedForThePackage() throws Exception {
    Compiled compiled = Compiled.files(SOURCES);
    URL[] urls = {compiled.classes().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null) {}) {
      assertThat(packageLocations(loader, "lib"))
          .containsExactly(compiled.classes().toFile().toURI().toString());
      assertThat(packageLocations(loader, "libs")).isEmpty();
    }
  }

  @Test
  void packageThatCannotBeLookedForIsRefused() throws Exception {
    Path damaged = Files.writeString(directory.resolve("damaged.jar"), "no jar");
    URL[] urls = {damaged.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, null)) {
      assertThatThrownBy(() -> packageLocations(loader, "lib"))
          .hasMessageStartingWith(
              "the code at \"lib\" cannot be listed (java.util.zip.ZipException");
    }
  }

  private static Set<String> packageLocations(ClassLoader loader, String packageName) {
    return new PackageLocations(loader).of(packageName);
  }

  @Test
  void packageThatIsNowhereIsRefused() {
    assertThatThrownBy(() -> code("near", Packages.analysed("libs")))
        .hasMessage(
            "no class of package libs, which is to be analysed, is on the class path; correct the"
                + " name, or give codeVersion(\"...\")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "lib.", ".lib", "lib.*"})
  void nameThatIsNoPackageIsRefused(String name) {
    assertThatThrownBy(() -> Packages.own(name))
        .hasMessage("\"" + name + "\" is not the name of a package, such as com.example");
  }

  @Test
  void packageIsItselfAndWhatIsBelowIt() {
    Packages packages = Packages.analysed("a.b").and(Packages.own("c"));

    assertThat(packages.isAnalysed("a.b.C")).isTrue();
    assertThat(packages.isAnalysed("a.b.c.D")).isTrue();
    assertThat(packages.isAnalysed("a.bc.D")).isFalse();
    assertThat(packages.isAnalysed("a.b")).isFalse();
    assertThat(packages.isOwn("a.b.C")).isFalse();
    assertThat(packages.isAnalysed("c.D")).isTrue();
    assertThat(packages.isOwn("c.D")).isTrue();
  }
}
