package dev.locache.key;

/**
 * The bytes behind a digest, version 1. They are never read back; they only have to be different
 * for values that differ and the same, in every JVM, for values that are equal.
 *
 * <p>Numbers are big-endian. An <i>item</i> is a tag of one byte and what the table says. A
 * <i>text</i> is the count of its bytes (4) and these bytes in modified UTF-8 (JVMS 4.4.7), which
 * keeps lone surrogates apart; a <i>name</i> is the text of a binary class name. Counts take 4
 * bytes. Every item thus tells where it ends, and {@code ("ab", "c")} differs from {@code ("a",
 * "bc")}.
 *
 * <pre>
 * 00 null
 * 01 boolean              1 byte, 0 or 1
 * 02 byte                 1 byte
 * 03 short                2 bytes
 * 04 char                 2 bytes
 * 05 int                  4 bytes
 * 06 long                 8 bytes
 * 07 float                4 bytes of floatToIntBits: one NaN, two zeros
 * 08 double               8 bytes of doubleToLongBits
 * 09 String               text
 * 0a BigInteger           count, two's complement
 * 0b BigDecimal           scale (4), count, unscaled two's complement
 * 0c enum constant        name of the declaring class, text of the constant
 * 0d Class                name
 * 0e UUID                 16 bytes
 * 0f URI                  text
 * 10 URL                  text of the external form; hosts are not resolved
 * 11 Path                 text of the scheme, text of the path, text of the URI (empty in the default file system)
 * 12 File                 text
 * 13 Locale               texts of language, script, country, variant; count, (char, text) of each extension
 * 14 Pattern              text, flags (4)
 * 15 Charset              text
 * 16 Currency             text
 * 17 StringBuilder, StringBuffer   name, text
 * 18 BitSet               count, 8 bytes each
 * 19 java.util.Date       milliseconds (8)
 * 1a known single object  name
 *
 * 20 Instant              seconds (8), nanoseconds (4)
 * 21 Duration             seconds (8), nanoseconds (4)
 * 22 Period               years, months, days (4 each)
 * 23 LocalDate            date: year (4), month (1), day (1)
 * 24 LocalTime            time: nanoseconds of the day (8)
 * 25 LocalDateTime        date, time
 * 26 OffsetDateTime       date, time, offset in seconds (4)
 * 27 OffsetTime           time, offset
 * 28 ZonedDateTime        date, time, offset, text of the zone
 * 29 ZoneOffset           offset
 * 2a other ZoneId         text
 * 2b Year                 year (4)
 * 2c YearMonth            year (4), month (1)
 * 2d MonthDay             month (1), day (1)
 *
 * 30 array of objects     name of the component type, count, items
 * 31 array of primitives  tag of the component type, count, elements without tags
 * 32 List                 count, items in order
 * 33 unordered Set        count, items sorted as unsigned bytes
 * 34 other Set            count, items in order of iteration
 * 35 sorted Set           item of the comparator, count, items in order
 * 36 unordered Map        count, (key item, value item) sorted as unsigned bytes
 * 37 other Map            count, (key item, value item) in order of iteration
 * 38 sorted Map           item of the comparator, count, (key item, value item) in order
 * 39 other Collection     name, item of the comparator or null, count, items in order of iteration
 * 3a unordered Collection count, items sorted as unsigned bytes
 * 3b Map.Entry            key item, value item
 * 3c Optional             name, item or null
 * 3d atomic or adder      name, item of the current value
 * 3e record               name, count, (text of the name, item) of each component
 * 3f serializable object  name, count of classes, from its own upwards: name, count, (text of the name, item) of each field by name
 * 40 own serialized form  name, count, Java Object Serialization stream; what stands in it and has a form of this table is replaced by a byte[] of that form
 * 41 stand-in             name of the type that the key encoder is for, item of the stand-in
 * 42 Properties           map item (36) of its own entries, map item (36) of all its texts, defaults included
 * 43 unordered Map, two keys of which have the same bytes   count, Map.Entry items sorted as unsigned bytes
 *
 * 50 object in a state    its parts, as {@link StateWalk} tells
 * 51 reference            level of the walk (4), number (4)
 * 52 sorted by content    16 bytes, the digest of a walk of its own
 * 53 left out             nothing
 * 54 lambda               text of the name of its code, count, items captured
 * 55 java.lang.reflect.Proxy   count, names of its interfaces in order, item of its handler
 * </pre>
 *
 * <p>A digest is the first 128 bits of SHA-256 (FIPS 180-4) over the version (1 byte), one of the
 * three subjects below (1 byte) and what it consists of:
 *
 * <pre>
 * 60 arguments            16 bytes of the state's digest, count, items in order; 53 for an ignored one
 * 61 stateKey             item
 * 62 state                the objects of the walk, in order of their numbers
 * </pre>
 */
final class KeyFormat {
  static final byte VERSION = 1;

  static final byte NULL = 0x00;
  static final byte BOOLEAN = 0x01;
  static final byte BYTE = 0x02;
  static final byte SHORT = 0x03;
  static final byte CHAR = 0x04;
  static final byte INT = 0x05;
  static final byte LONG = 0x06;
  static final byte FLOAT = 0x07;
  static final byte DOUBLE = 0x08;
  static final byte STRING = 0x09;
  static final byte BIG_INTEGER = 0x0a;
  static final byte BIG_DECIMAL = 0x0b;
  static final byte ENUM = 0x0c;
  static final byte CLASS = 0x0d;
  static final byte UUID = 0x0e;
  static final byte URI = 0x0f;
  static final byte URL = 0x10;
  static final byte PATH = 0x11;
  static final byte FILE = 0x12;
  static final byte LOCALE = 0x13;
  static final byte PATTERN = 0x14;
  static final byte CHARSET = 0x15;
  static final byte CURRENCY = 0x16;
  static final byte CHARACTERS = 0x17;
  static final byte BIT_SET = 0x18;
  static final byte DATE = 0x19;
  static final byte SINGLE_OBJECT = 0x1a;

  static final byte INSTANT = 0x20;
  static final byte DURATION = 0x21;
  static final byte PERIOD = 0x22;
  static final byte LOCAL_DATE = 0x23;
  static final byte LOCAL_TIME = 0x24;
  static final byte LOCAL_DATE_TIME = 0x25;
  static final byte OFFSET_DATE_TIME = 0x26;
  static final byte OFFSET_TIME = 0x27;
  static final byte ZONED_DATE_TIME = 0x28;
  static final byte ZONE_OFFSET = 0x29;
  static final byte ZONE_REGION = 0x2a;
  static final byte YEAR = 0x2b;
  static final byte YEAR_MONTH = 0x2c;
  static final byte MONTH_DAY = 0x2d;

  static final byte OBJECT_ARRAY = 0x30;
  static final byte PRIMITIVE_ARRAY = 0x31;
  static final byte LIST = 0x32;
  static final byte UNORDERED_SET = 0x33;
  static final byte ORDERED_SET = 0x34;
  static final byte SORTED_SET = 0x35;
  static final byte UNORDERED_MAP = 0x36;
  static final byte ORDERED_MAP = 0x37;
  static final byte SORTED_MAP = 0x38;
  static final byte COLLECTION = 0x39;
  static final byte UNORDERED_COLLECTION = 0x3a;
  static final byte ENTRY = 0x3b;
  static final byte OPTIONAL = 0x3c;
  static final byte ATOMIC = 0x3d;
  static final byte RECORD = 0x3e;
  static final byte SERIALIZABLE = 0x3f;
  static final byte SERIALIZED = 0x40;
  static final byte STAND_IN = 0x41;
  static final byte PROPERTIES = 0x42;
  static final byte UNORDERED_TWINS = 0x43;

  static final byte STATE_OBJECT = 0x50;
  static final byte REFERENCE = 0x51;
  static final byte SORTED_BY_CONTENT = 0x52;
  static final byte LEFT_OUT = 0x53;
  static final byte LAMBDA = 0x54;
  static final byte PROXY = 0x55;

  static final byte ARGUMENTS = 0x60;
  static final byte STATE_KEY = 0x61;
  static final byte STATE = 0x62;

  private KeyFormat() {}
}
