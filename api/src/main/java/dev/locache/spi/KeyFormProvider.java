package dev.locache.spi;

/**
 * Says what stands in keys for the values of a library's type, as a user's key encoder does for his
 * own; that one wins. Found by {@link java.util.ServiceLoader}. Called by any thread, on every call
 * that passes such a value.
 */
public interface KeyFormProvider {
  /**
   * Returns the binary name of the type, whose subclasses count too: of a library, not of the Java
   * platform, whose classes nobody is asked about. A name, so that the library is not loaded for
   * values that are none of its own.
   */
  String typeName();

  /**
   * Returns what stands for {@code value}: something with a canonical form, which tells all that a
   * method could see of it, its class included. Equal values have equal forms in every JVM.
   *
   * @param value of that type, never null
   * @return never null
   */
  Object keyOf(Object value);
}
