package dev.locache.codec;

/**
 * Says why a value is neither written nor read, where an {@code IOException} would get lost: a
 * filter cannot throw one, and {@code ObjectOutputStream} answers one by writing it into the
 * stream.
 */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(String message) {
    super(message);
  }

  RefusedException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
