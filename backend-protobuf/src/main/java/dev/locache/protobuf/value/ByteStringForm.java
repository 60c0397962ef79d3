package dev.locache.protobuf.value;

import com.google.protobuf.ByteString;
import java.io.IOException;

/** Byte strings of Protocol Buffers, however they are held in memory. */
enum ByteStringForm implements Form {
  INSTANCE;

  @Override
  public void write(Object value, Output out) throws IOException {
    if (!(value instanceof ByteString bytes)) {
      throw UnencodableException.unexpected(value, ByteString.class.getName());
    }
    out.bytes(Tags.BYTE_STRING, bytes.toByteArray());
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.BYTE_STRING);
    return ByteString.copyFrom(in.bytes());
  }
}
