package dev.locache.protobuf.value;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Strings: in UTF-8, or in UTF-16 if a surrogate lacks its partner, which UTF-8 cannot carry. */
enum StringForm implements Form {
  INSTANCE;

  @Override
  public void write(Object value, Output out) throws IOException {
    if (!(value instanceof String text)) {
      throw UnencodableException.unexpected(value, "java.lang.String");
    }
    if (!out.text(Tags.STRING, text)) {
      out.tag(Tags.STRING_UTF_16);
      int start = out.begin();
      out.room(2L * text.length()).asCharBuffer().put(text);
      out.end(start);
    }
  }

  @Override
  public Object read(Input in) throws IOException {
    int tag = in.tag();
    if (tag == Tags.STRING) {
      return in.text();
    }
    if (tag != Tags.STRING_UTF_16) {
      throw Input.unknown(tag);
    }
    int outer = in.open();
    ByteBuffer units = in.rest();
    if (units.remaining() % 2 != 0) {
      throw Input.damaged("UTF-16 text of " + units.remaining() + " bytes");
    }
    in.close(outer);
    return units.asCharBuffer().toString();
  }
}
