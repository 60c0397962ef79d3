package dev.locache.protobuf.value;

import java.io.IOException;

/** Of {@code Void}, whose only value is null. */
enum VoidForm implements Form {
  INSTANCE;

  @Override
  public void write(Object value, Output out) throws IOException {
    throw UnencodableException.unexpected(value, "java.lang.Void");
  }

  @Override
  public Object read(Input in) throws IOException {
    throw Input.damaged("a value where null must be");
  }
}
