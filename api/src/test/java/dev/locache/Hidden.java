package dev.locache;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/** Of whose class hidden copies are made, which are no lambdas: frameworks generate such. */
public final class Hidden implements Serializable {
  private static final long serialVersionUID = 1;

  @SuppressWarnings({"unused", "serial"}) // read by reflection; never written
  private final @Nullable Object content;

  @SuppressWarnings("unused") // called by reflection, of the copy
  private Hidden(@Nullable Object content) {
    this.content = content;
  }

  /** Returns an object of a hidden class. */
  public static Object holding(@Nullable Object content) {
    try (InputStream bytes = Hidden.class.getResourceAsStream("Hidden.class")) {
      Constructor<?> constructor =
          MethodHandles.lookup()
              .defineHiddenClass(requireNonNull(bytes).readAllBytes(), false)
              .lookupClass()
              .getDeclaredConstructor(Object.class);
      constructor.setAccessible(true);
      return constructor.newInstance(content);
    } catch (IOException | ReflectiveOperationException e) {
      throw new LinkageError("Hidden", e);
    }
  }
}
