package dev.locache.codec;

/**
 * Ends the encoding of a value. Unchecked on purpose: {@code ObjectOutputStream} answers an {@code
 * IOException} by writing the exception itself into the stream, which would hide the reason.
 */
final class UnencodableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnencodableException(String message) {
    super(message);
  }

  UnencodableException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
