package dev.locache;

/**
 * A call of a service, to be explained rather than made: {@code s -> s.quote("EUR", 3)}.
 *
 * @param <T> the service's interface
 */
@FunctionalInterface
public interface ServiceCall<T> {
  /**
   * Calls one method of {@code service}, whose result is of no account.
   *
   * @throws Exception whatever the method declares
   */
  void on(T service) throws Exception;
}
