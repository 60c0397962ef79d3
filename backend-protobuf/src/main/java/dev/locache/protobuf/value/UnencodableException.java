package dev.locache.protobuf.value;

import java.io.IOException;

/** Says which part of a value cannot be encoded, and why. */
final class UnencodableException extends IOException {
  private static final long serialVersionUID = 1;

  /** Parts named at most: a value that nests without end would name hundreds. */
  private static final int MAXIMUM_PARTS = 8;

  private final String what;
  private final String reason;
  private String place = "";
  private int parts;

  /**
   * Of a part that nobody has named yet.
   *
   * @param reason stands behind a comma
   */
  UnencodableException(String what, String reason) {
    this.what = what;
    this.reason = reason;
  }

  static UnencodableException unexpected(Object value, String expected) {
    return new UnencodableException(
        value.getClass().getName(), "where the declared type says " + expected);
  }

  /** Names the part that holds what was named so far. */
  UnencodableException within(String part) {
    if (parts++ < MAXIMUM_PARTS) {
      place = place.isEmpty() ? part : part + ", " + place;
    }
    return this;
  }

  @Override
  public String getMessage() {
    return "value holds " + what + (place.isEmpty() ? "" : " at " + place) + ", " + reason;
  }
}
