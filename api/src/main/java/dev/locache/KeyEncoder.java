package dev.locache;

/**
 * Says what of a value belongs in a key, for a type that has no canonical form of its own.
 *
 * <pre>{@code
 * CacheConfig.builder().keyEncoder(Money.class, money -> List.of(money.currency(), money.cents()))
 * }</pre>
 *
 * <p>Two values for which a method may give different results must have different forms. Called on
 * every call that passes such a value, by any thread.
 *
 * @param <T> the type described
 */
@FunctionalInterface
public interface KeyEncoder<T> {
  /**
   * Returns what stands for {@code value}: a string, a number, a record, a list of such, anything
   * with a canonical form. The name of the type is added to it.
   *
   * @param value never null
   * @return never null
   */
  Object keyOf(T value);
}
