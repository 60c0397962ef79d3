package dev.locache.fingerprint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Digest128;
import java.io.IOException;
import java.io.OutputStream;
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

/** Libraries count by what is in their jars, with the jars that they need. */
final class LibrariesOfAServiceTest {
  private static final long EARLIER = 1_600_000_000_000L;
  private static final long LATER = 1_700_000_000_000L;

  private static final String SOURCE =
      """
      class App { public void run() { Near.go(); } public void plain() { } }
      class Near { static void go() { new Far(); } }
      class Far { /*far*/ }
      class Unneeded { /*unneeded*/ }
      """;

  private final Path directory;
  private int built;

  LibrariesOfAServiceTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** The application's classes in a directory, each other one in a jar of its own. */
  private final class Build {
    final Map<String, Path> jars = new TreeMap<>();
    final Compiled compiled;
    final Path classes;

    Build(String source) throws IOException {
      compiled = Compiled.source(source);
      Path target = Files.createDirectory(directory.resolve("build" + built++));
      classes = Files.createDirectory(target.resolve("classes"));
      copy("App", classes);
      for (String each : List.of("Near", "Far", "Unneeded")) {
        Path jar = target.resolve(each + ".jar");
        jar(jar, EARLIER, Map.of(each + ".class", bytes(each)));
        jars.put(each, jar);
      }
    }

    byte[] bytes(String name) throws IOException {
      return Files.readAllBytes(compiled.classes().resolve(name + ".class"));
    }

    private void copy(String name, Path into) throws IOException {
      Files.write(into.resolve(name + ".class"), bytes(name));
    }

    MethodCode reachable(String method) throws Exception {
      List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
      for (Path jar : jars.values()) {
        urls.add(jar.toUri().toURL());
      }
      try (URLClassLoader loader =
          new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
        Class<?> type = Class.forName("App", false, loader);
        return ImplementationCode.of(Runnable.class, type)
            .reachableScope(type.getMethod(method), Set.of(), Set.of());
      }
    }

    Digest128 digest() throws Exception {
      return reachable("run").digest();
    }
  }

  private static void jar(Path jar, long time, Map<String, byte[]> entries) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTime(time);
        out.putNextEntry(entry);
        out.write(each.getValue());
      }
    }
  }

  private static List<String> names(MethodCode code) {
    List<String> names = new ArrayList<>();
    code.parts().forEach(line -> names.add(line.kind() + " " + line.name()));
    return names;
  }

  @Test
  void jarsReachedAndThoseTheyNeedCount() throws Exception {
    Build build = new Build(SOURCE);

    assertThat(names(build.reachable("run")))
        .containsExactly("C App", "J Far.jar", "J Near.jar", "M App.run()V", "R App.run()V");
    assertThat(names(build.reachable("plain")))
        .containsExactly("C App", "M App.plain()V", "R App.plain()V");
  }

  @Test
  void changeInAJarNeededByAJarMoves() throws Exception {
    Digest128 before = new Build(SOURCE).digest();

    assertThat(new Build(SOURCE.replace("/*far*/", "int x;")).digest()).isNotEqualTo(before);
    assertThat(new Build(SOURCE.replace("/*unneeded*/", "int x;")).digest()).isEqualTo(before);
    assertThat(new Build(SOURCE).digest()).isEqualTo(before);
  }

  @Test
  void timesAndOrderOfEntriesDoNotCountButResourcesDo() throws Exception {
    Build build = new Build(SOURCE);
    Path near = requireNonNull(build.jars.get("Near"));
    byte[] code = build.bytes("Near");
    Map<String, byte[]> ordered =
        new TreeMap<>(Map.of("Near.class", code, "a.txt", new byte[] {1}));
    jar(near, EARLIER, ordered);
    Digest128 before = build.digest();

    jar(near, LATER, new TreeMap<>(ordered).descendingMap());
    assertThat(build.digest()).isEqualTo(before);
    jar(near, EARLIER, Map.of("Near.class", code, "a.txt", new byte[] {2, 3}));
    assertThat(build.digest()).isNotEqualTo(before);
    jar(near, EARLIER, Map.of("Near.class", code));
    assertThat(build.digest()).isNotEqualTo(before);
  }

  @Test
  void ownClassInAJarOfManyReleasesIsTheOneThatRuns() throws Exception {
    Compiled old = Compiled.source("class App { public int run() { return 1; } }");
    Compiled recent = Compiled.source("class App { public int run() { return 2; } }");
    byte[] oldBytes = Files.readAllBytes(old.classes().resolve("App.class"));
    byte[] recentBytes = Files.readAllBytes(recent.classes().resolve("App.class"));
    byte[] manifest = "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(US_ASCII);
    Map<String, byte[]> entries = new TreeMap<>();
    entries.put("META-INF/MANIFEST.MF", manifest);
    entries.put("META-INF/versions/11/App.class", recentBytes);
    entries.put("App.class", oldBytes);
    Path jar = directory.resolve("releases.jar");
    jar(jar, EARLIER, entries);

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = Class.forName("App", false, loader);
      MethodCode code =
          ImplementationCode.of(Runnable.class, type)
              .reachableScope(type.getMethod("run"), Set.of(), Set.of());
      assertThat(code.parts()).isEqualTo(recent.reachable("App", "run").parts());
    }
  }

  @Test
  void jarThatIsDamagedMeanwhileIsRefused() throws Exception {
    Build build = new Build(SOURCE);
    URL[] urls = {
      build.classes.toUri().toURL(), requireNonNull(build.jars.get("Near")).toUri().toURL()
    };
    try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Class<?> type = Class.forName("App", false, loader);
      Class.forName("Near", false, loader); // which opens the jar
      Path near = requireNonNull(build.jars.get("Near"));
      Files.delete(near);
      Files.writeString(near, "no jar");

      assertThatThrownBy(
              () ->
                  ImplementationCode.of(Runnable.class, type)
                      .reachableScope(type.getMethod("run"), Set.of(), Set.of()))
          .hasMessageStartingWith(
              "the code at \"jar:"
                  + near.toFile().toURI()
                  + "!/\" cannot be listed (java.util.zip.Zip");
    }
  }

  @Test
  void loggingDoesNotCount() {
    Places places =
        new Places(
            new ClassFiles(getClass().getClassLoader()),
            getClass().getClassLoader(),
            Packages.NONE,
            getClass());

    assertThat(places.of("org/slf4j/Logger")).isEqualTo(Place.IGNORED);
    assertThat(places.of("org/junit/jupiter/api/Test").isLibrary()).isTrue();
    assertThat(places.of("java/lang/String").isPlatform()).isTrue();
    assertThat(places.of("no/such/Type").isMissing()).isTrue();
    assertThat(places.of("dev/locache/fingerprint/Places").isOwn()).isTrue();
  }
}
