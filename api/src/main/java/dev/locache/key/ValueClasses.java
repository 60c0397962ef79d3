package dev.locache.key;

import java.nio.charset.Charset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose values stand for themselves. Told by name, so that a class nobody uses is not
 * loaded; a name that starts with {@code java.} cannot be taken by anyone else (JVMS 5.3.5).
 */
final class ValueClasses {
  private ValueClasses() {}

  static @Nullable ValueEncoder encoderOf(Class<?> type) {
    if (Enum.class.isAssignableFrom(type)) {
      return new BasicValueEncoder(KeyFormat.ENUM);
    }
    if (Path.class.isAssignableFrom(type)) {
      return new PlatformValueEncoder(KeyFormat.PATH);
    }
    if (Charset.class.isAssignableFrom(type)) {
      return new PlatformValueEncoder(KeyFormat.CHARSET);
    }
    String name = type.getName();
    if (!name.startsWith("java.")) {
      return null;
    }
    return name.startsWith("java.time.") ? time(name) : named(name);
  }

  private static @Nullable ValueEncoder named(String name) {
    return switch (name) {
      case "java.lang.Boolean" -> new BasicValueEncoder(KeyFormat.BOOLEAN);
      case "java.lang.Byte" -> new BasicValueEncoder(KeyFormat.BYTE);
      case "java.lang.Short" -> new BasicValueEncoder(KeyFormat.SHORT);
      case "java.lang.Character" -> new BasicValueEncoder(KeyFormat.CHAR);
      case "java.lang.Integer" -> new BasicValueEncoder(KeyFormat.INT);
      case "java.lang.Long" -> new BasicValueEncoder(KeyFormat.LONG);
      case "java.lang.Float" -> new BasicValueEncoder(KeyFormat.FLOAT);
      case "java.lang.Double" -> new BasicValueEncoder(KeyFormat.DOUBLE);
      case "java.lang.String" -> new BasicValueEncoder(KeyFormat.STRING);
      case "java.lang.Class" -> new BasicValueEncoder(KeyFormat.CLASS);
      case "java.math.BigInteger" -> new BasicValueEncoder(KeyFormat.BIG_INTEGER);
      case "java.math.BigDecimal" -> new BasicValueEncoder(KeyFormat.BIG_DECIMAL);
      case "java.util.UUID" -> new BasicValueEncoder(KeyFormat.UUID);
      case "java.lang.StringBuilder", "java.lang.StringBuffer" ->
          new BasicValueEncoder(KeyFormat.CHARACTERS);
      case "java.net.URI" -> new PlatformValueEncoder(KeyFormat.URI);
      case "java.net.URL" -> new PlatformValueEncoder(KeyFormat.URL);
      case "java.io.File" -> new PlatformValueEncoder(KeyFormat.FILE);
      case "java.util.Locale" -> new PlatformValueEncoder(KeyFormat.LOCALE);
      case "java.util.regex.Pattern" -> new PlatformValueEncoder(KeyFormat.PATTERN);
      case "java.util.Currency" -> new PlatformValueEncoder(KeyFormat.CURRENCY);
      case "java.util.BitSet" -> new PlatformValueEncoder(KeyFormat.BIT_SET);
      case "java.util.Date" -> new PlatformValueEncoder(KeyFormat.DATE);
      case "java.lang.String$CaseInsensitiveComparator",
          "java.util.Collections$ReverseComparator" ->
          new PlatformValueEncoder(KeyFormat.SINGLE_OBJECT);
      default -> null;
    };
  }

  private static @Nullable ValueEncoder time(String name) {
    return switch (name) {
      case "java.time.Instant" -> new TimeValueEncoder(KeyFormat.INSTANT);
      case "java.time.Duration" -> new TimeValueEncoder(KeyFormat.DURATION);
      case "java.time.Period" -> new TimeValueEncoder(KeyFormat.PERIOD);
      case "java.time.LocalDate" -> new TimeValueEncoder(KeyFormat.LOCAL_DATE);
      case "java.time.LocalTime" -> new TimeValueEncoder(KeyFormat.LOCAL_TIME);
      case "java.time.LocalDateTime" -> new TimeValueEncoder(KeyFormat.LOCAL_DATE_TIME);
      case "java.time.OffsetDateTime" -> new TimeValueEncoder(KeyFormat.OFFSET_DATE_TIME);
      case "java.time.OffsetTime" -> new TimeValueEncoder(KeyFormat.OFFSET_TIME);
      case "java.time.ZonedDateTime" -> new TimeValueEncoder(KeyFormat.ZONED_DATE_TIME);
      case "java.time.ZoneOffset" -> new TimeValueEncoder(KeyFormat.ZONE_OFFSET);
      case "java.time.ZoneRegion" -> new TimeValueEncoder(KeyFormat.ZONE_REGION);
      case "java.time.Year" -> new TimeValueEncoder(KeyFormat.YEAR);
      case "java.time.YearMonth" -> new TimeValueEncoder(KeyFormat.YEAR_MONTH);
      case "java.time.MonthDay" -> new TimeValueEncoder(KeyFormat.MONTH_DAY);
      default -> null;
    };
  }
}
