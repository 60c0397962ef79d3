package dev.locache.protobuf.wire;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the <a href="https://protobuf.dev/programming-guides/encoding/">wire format</a> of Protocol
 * Buffers from an array, one content within the other. Lengths are compared with the bytes that are
 * there before anything is allocated or skipped. Not thread-safe.
 *
 * <p>Reads the array itself: a record is read on every hit, every value and every part of it is a
 * message of its own, and {@code CodedInputStream} takes several times as long to enter and leave
 * one.
 */
public abstract class WireReader {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WIRE_TYPE = 7;
  private static final int VARINT = 0;
  private static final int I64 = 1;
  private static final int LEN = 2;
  private static final int I32 = 5;

  private final byte[] bytes;
  private int position;

  /** End of the content that was entered last; never beyond that of the one around it. */
  private int limit;

  /** Reads the bytes from {@code start} to {@code end}. */
  protected WireReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.limit = end;
  }

  /** Returns what is thrown of bytes that cannot be what they should be. */
  protected abstract IOException fault(String what);

  /**
   * Enters a length-delimited content, whose tag has been read, and returns what to leave it by.
   */
  public final int open() throws IOException {
    int length = length();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Leaves the content, which must have been read to its end. */
  public final void close(int outer) throws IOException {
    expectEnd();
    limit = outer;
  }

  /** Leaves the content, read or not. */
  public final void leave(int outer) {
    skipRest();
    limit = outer;
  }

  /** Passes over what is left of the content. */
  public final void skipRest() {
    position = limit;
  }

  /** Returns whether nothing is left of the content. */
  public final boolean atEnd() {
    return position == limit;
  }

  /** Returns how many bytes are left of the content. */
  public final int left() {
    return limit - position;
  }

  /** Moves on if the next byte is {@code tag}, a tag of one byte; returns whether it was. */
  protected final boolean passes(int tag) {
    if (position < limit && bytes[position] == tag) {
      position++;
      return true;
    }
    return false;
  }

  /** Reads a tag, of which there must be one. */
  public final int tag() throws IOException {
    if (atEnd()) {
      throw fault("a part is missing");
    }
    return varint32();
  }

  /** Passes over the field whose tag was read. */
  public final void skip(int tag) throws IOException {
    switch (tag & WIRE_TYPE) {
      case VARINT -> varint64();
      case I64 -> fixed(Long.BYTES);
      case LEN -> leave(open());
      case I32 -> fixed(Integer.BYTES);
      default -> throw fault("field " + (tag >>> 3) + " is a group");
    }
  }

  /** Checks that nothing is left of the content. */
  public final void expectEnd() throws IOException {
    if (!atEnd()) {
      throw fault(left() + " bytes are left over");
    }
  }

  /** Reads a number that is not negative. */
  public final int varint32() throws IOException {
    if (position < limit && bytes[position] >= 0) {
      return bytes[position++];
    }
    long number = varint64();
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw fault("number " + Long.toUnsignedString(number) + " is out of range");
    }
    return (int) number;
  }

  /** Reads a number of 64 bits. */
  public final long varint64() throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = next();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw fault("a number takes more than 10 bytes");
  }

  /** Reads a number in the form that keeps negative ones short. */
  public final long sint64() throws IOException {
    long number = varint64();
    return number >>> 1 ^ -(number & 1);
  }

  /** Reads four bytes, little-endian. */
  public final int fixed32() throws IOException {
    return (int) INT.get(bytes, fixed(Integer.BYTES));
  }

  /** Reads eight bytes, little-endian. */
  public final long fixed64() throws IOException {
    return (long) LONG.get(bytes, fixed(Long.BYTES));
  }

  /** Reads a content of bytes; its tag has been read. */
  public final byte[] bytes() throws IOException {
    int start = content();
    return Arrays.copyOfRange(bytes, start, position);
  }

  /** Reads past a content, whose tag has been read, and returns where in the array it starts. */
  protected final int content() throws IOException {
    int length = length();
    position += length;
    return position - length;
  }

  /** Returns the array that is read. */
  protected final byte[] array() {
    return bytes;
  }

  /** Returns where in the array the next byte is. */
  protected final int position() {
    return position;
  }

  /** Reads one byte of a number. */
  protected final byte next() throws IOException {
    if (atEnd()) {
      throw fault("it ends within a number");
    }
    return bytes[position++];
  }

  /** Reads how many bytes follow, which are there. */
  private int length() throws IOException {
    int length = varint32();
    if (length > left()) {
      throw fault("a part of " + length + " bytes where " + left() + " are left");
    }
    return length;
  }

  /** Passes over {@code width} bytes and returns where they start. */
  private int fixed(int width) throws IOException {
    if (left() < width) {
      throw fault("it ends within a number");
    }
    position += width;
    return position - width;
  }
}
