package dev.locache.testkit.campaign;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Has JUnit create a temporary directory where {@link Scratch} has its own: in memory, where there
 * is a place for that. For campaigns about locks or about what files contain, which write so many
 * that a disk would be most of their time.
 */
public final class InMemory implements TempDirFactory {
  /** For JUnit. */
  public InMemory() {}

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) {
    return Scratch.directory();
  }
}
