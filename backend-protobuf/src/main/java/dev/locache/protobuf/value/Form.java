package dev.locache.protobuf.value;

import java.io.IOException;

/**
 * How values of one declared type are written: as the field of a {@code Value} message that is
 * theirs. Null has no field, and never comes here. Immutable once planned; thread-safe.
 */
interface Form {
  /**
   * Writes the field.
   *
   * @throws UnencodableException if {@code value}, or a part of it, would not come back the same
   */
  void write(Object value, Output out) throws IOException;

  /**
   * Reads the field, all that is left of the message.
   *
   * @throws IOException if another one stands there, or the value cannot be built of it
   */
  Object read(Input in) throws IOException;
}
