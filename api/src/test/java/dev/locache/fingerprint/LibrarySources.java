package dev.locache.fingerprint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source files of a library, by their paths, from the jar on the class path that has them. */
record LibrarySources(String library, Map<String, String> files) {
  /** The declaration of a class that is not nested, up to its body. */
  private static final Pattern CLASS =
      Pattern.compile("(?m)^((public|abstract|final|strictfp) )*class [^{;]*\\{");

  /** Has a compiler number lambdas, anonymous classes and enum switches, and read assertions. */
  private static final String PROBE =
      """
       java.lang.Object probe__(java.lang.Thread.State state) {
        assert state != null : "probe";
        java.lang.Runnable run = () -> java.lang.System.out.println(state);
        java.lang.Object o = new java.lang.Object() { public java.lang.String toString() { return "p" + run; } };
        switch (state) { case NEW: return run; case BLOCKED: return o; default: return state; }
      }
      """;

  /** Returns the sources in the jar that has the file {@code member}. */
  static LibrarySources of(String library, String member) {
    URL url = requireNonNull(LibrarySources.class.getResource("/" + member), member);
    Map<String, String> files = new TreeMap<>();
    try (JarFile jar = ((JarURLConnection) url.openConnection()).getJarFile()) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().endsWith(".java") && !entry.getName().endsWith("module-info.java")) {
          try (InputStream in = jar.getInputStream(entry)) {
            files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LibrarySources(library, files);
  }

  /** Returns them with a comment and an empty line behind each line. */
  LibrarySources commented() {
    return changed(source -> source.replace("\n", "\n// a comment\n\n"));
  }

  /** Returns them with one more method at the head of each class that is not nested. */
  LibrarySources probed() {
    return changed(
        source -> {
          Matcher matcher = CLASS.matcher(source);
          return matcher.replaceAll(head -> Matcher.quoteReplacement(head.group() + PROBE));
        });
  }

  private LibrarySources changed(UnaryOperator<String> change) {
    Map<String, String> changed = new TreeMap<>(files);
    changed.replaceAll((path, source) -> change.apply(source));
    return new LibrarySources(library, changed);
  }

  @Override
  public String toString() {
    return library;
  }
}
