package dev.locache.spi;

/**
 * Names an entry. The parts stay apart, so that old code versions of one call can be told from
 * other calls.
 *
 * @param method the method called
 * @param code digest of the code that decides the result
 * @param arguments digest of the arguments and of the implementation's state
 */
public record CacheKey(MethodId method, Digest128 code, Digest128 arguments) {
  /** Written out, since the methods that a record is given take a process long to set up. */
  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey that
        && arguments.equals(that.arguments)
        && code.equals(that.code)
        && method.equals(that.method);
  }

  @Override
  public int hashCode() {
    return 31 * code.hashCode() + arguments.hashCode();
  }
}
