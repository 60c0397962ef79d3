package dev.locache.protobuf.value;

/** The tags of value.proto's fields: number and wire type, as they stand before each field. */
final class Tags {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  static final int RESULT_SHAPE = 1 << 3 | FIXED64;
  static final int RESULT_VALUE = 2 << 3 | BYTES;

  // Value. Those that are frequent have the numbers whose tags take one byte.
  static final int BOOLEAN = 1 << 3 | VARINT;
  static final int INT = 2 << 3 | VARINT;
  static final int LONG = 3 << 3 | VARINT;
  static final int DOUBLE = 4 << 3 | FIXED64;
  static final int STRING = 5 << 3 | BYTES;
  static final int ENUM = 6 << 3 | BYTES;
  static final int COLLECTION = 7 << 3 | BYTES;
  static final int MAP = 8 << 3 | BYTES;
  static final int RECORD = 9 << 3 | BYTES;
  static final int CHOICE = 10 << 3 | BYTES;
  static final int OPTIONAL = 11 << 3 | BYTES;
  static final int BYTE_ARRAY = 12 << 3 | BYTES;
  static final int MESSAGE = 13 << 3 | BYTES;
  static final int BIG_DECIMAL = 14 << 3 | BYTES;
  static final int INSTANT = 15 << 3 | BYTES;

  static final int BYTE = 16 << 3 | VARINT;
  static final int SHORT = 17 << 3 | VARINT;
  static final int CHAR = 18 << 3 | VARINT;
  static final int FLOAT = 19 << 3 | FIXED32;
  static final int STRING_UTF_16 = 20 << 3 | BYTES;
  static final int BIG_INTEGER = 21 << 3 | BYTES;
  static final int UUID = 22 << 3 | BYTES;
  static final int URI = 23 << 3 | BYTES;
  static final int LOCALE = 24 << 3 | BYTES;
  static final int CURRENCY = 25 << 3 | BYTES;
  static final int ZONE_ID = 26 << 3 | BYTES;
  static final int ENTRY = 27 << 3 | BYTES;
  static final int BYTE_STRING = 28 << 3 | BYTES;

  static final int ARRAY = 30 << 3 | BYTES;
  static final int BOOLEANS = 31 << 3 | BYTES;
  static final int SHORTS = 32 << 3 | BYTES;
  static final int CHARS = 33 << 3 | BYTES;
  static final int INTS = 34 << 3 | BYTES;
  static final int LONGS = 35 << 3 | BYTES;
  static final int FLOATS = 36 << 3 | BYTES;
  static final int DOUBLES = 37 << 3 | BYTES;

  static final int DURATION = 40 << 3 | BYTES;
  static final int PERIOD = 41 << 3 | BYTES;
  static final int LOCAL_DATE = 42 << 3 | BYTES;
  static final int LOCAL_TIME = 43 << 3 | BYTES;
  static final int LOCAL_DATE_TIME = 44 << 3 | BYTES;
  static final int OFFSET_TIME = 45 << 3 | BYTES;
  static final int OFFSET_DATE_TIME = 46 << 3 | BYTES;
  static final int ZONED_DATE_TIME = 47 << 3 | BYTES;
  static final int YEAR = 48 << 3 | BYTES;
  static final int YEAR_MONTH = 49 << 3 | BYTES;
  static final int MONTH_DAY = 50 << 3 | BYTES;
  static final int ZONE_OFFSET = 51 << 3 | BYTES;

  /** Of {@code Items} and {@code Entry}: which class of the JDK it is. */
  static final int KIND = 1 << 3 | VARINT;

  static final int ITEM = 2 << 3 | BYTES;

  static final int COMPONENT = 1 << 3 | BYTES;

  static final int CHOICE_TYPE = 1 << 3 | BYTES;
  static final int CHOICE_VALUE = 2 << 3 | BYTES;

  static final int PARTS = 1 << 3 | BYTES;
  static final int PARTS_ZONE = 2 << 3 | BYTES;

  /** Of {@code Decimal}. */
  static final int UNSCALED = 1 << 3 | BYTES;

  static final int SCALE = 2 << 3 | VARINT;

  private Tags() {}
}
