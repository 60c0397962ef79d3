package dev.locache.spi;

/**
 * Says what stands in keys for the values of a library's type, as a user's key encoder does for his
 * own; that one wins. Found by {@link java.util.ServiceLoader}. Called by any thread, on every call
 * that passes such a value.
 */
public interface KeyFormProvider {
  /** Returns the type, whose subclasses count too; neither {@code Object} nor primitive. */
  Class<?> type();

  /**
   * Returns what stands for {@code value}: something with a canonical form, which tells all that a
   * method could see of it, its class included. Equal values have equal forms in every JVM.
   *
   * @param value of {@link #type}, never null
   * @return never null
   */
  Object keyOf(Object value);
}
