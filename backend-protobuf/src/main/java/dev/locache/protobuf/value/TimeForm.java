package dev.locache.protobuf.value;

import static java.lang.Math.toIntExact;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Values of {@code java.time} that a few numbers tell; the message {@code Parts}. */
enum TimeForm implements Form {
  INSTANT(Tags.INSTANT, Instant.class, 2) {
    @Override
    long[] parts(Object value) {
      Instant instant = (Instant) value;
      return new long[] {instant.getEpochSecond(), instant.getNano()};
    }

    @Override
    Object of(long[] parts) {
      return Instant.ofEpochSecond(parts[0], nanos(parts[1]));
    }
  },

  DURATION(Tags.DURATION, Duration.class, 2) {
    @Override
    long[] parts(Object value) {
      Duration duration = (Duration) value;
      return new long[] {duration.getSeconds(), duration.getNano()};
    }

    @Override
    Object of(long[] parts) {
      return Duration.ofSeconds(parts[0], nanos(parts[1]));
    }
  },

  PERIOD(Tags.PERIOD, Period.class, 3) {
    @Override
    long[] parts(Object value) {
      Period period = (Period) value;
      return new long[] {period.getYears(), period.getMonths(), period.getDays()};
    }

    @Override
    Object of(long[] parts) {
      return Period.of(toIntExact(parts[0]), toIntExact(parts[1]), toIntExact(parts[2]));
    }
  },

  LOCAL_DATE(Tags.LOCAL_DATE, LocalDate.class, 1) {
    @Override
    long[] parts(Object value) {
      return new long[] {((LocalDate) value).toEpochDay()};
    }

    @Override
    Object of(long[] parts) {
      return LocalDate.ofEpochDay(parts[0]);
    }
  },

  LOCAL_TIME(Tags.LOCAL_TIME, LocalTime.class, 1) {
    @Override
    long[] parts(Object value) {
      return new long[] {((LocalTime) value).toNanoOfDay()};
    }

    @Override
    Object of(long[] parts) {
      return LocalTime.ofNanoOfDay(parts[0]);
    }
  },

  LOCAL_DATE_TIME(Tags.LOCAL_DATE_TIME, LocalDateTime.class, 2) {
    @Override
    long[] parts(Object value) {
      LocalDateTime time = (LocalDateTime) value;
      return new long[] {time.toLocalDate().toEpochDay(), time.toLocalTime().toNanoOfDay()};
    }

    @Override
    Object of(long[] parts) {
      return dateTime(parts);
    }
  },

  OFFSET_TIME(Tags.OFFSET_TIME, OffsetTime.class, 2) {
    @Override
    long[] parts(Object value) {
      OffsetTime time = (OffsetTime) value;
      return new long[] {time.toLocalTime().toNanoOfDay(), time.getOffset().getTotalSeconds()};
    }

    @Override
    Object of(long[] parts) {
      return OffsetTime.of(LocalTime.ofNanoOfDay(parts[0]), offset(parts[1]));
    }
  },

  OFFSET_DATE_TIME(Tags.OFFSET_DATE_TIME, OffsetDateTime.class, 3) {
    @Override
    long[] parts(Object value) {
      OffsetDateTime time = (OffsetDateTime) value;
      return new long[] {
        time.toLocalDate().toEpochDay(),
        time.toLocalTime().toNanoOfDay(),
        time.getOffset().getTotalSeconds()
      };
    }

    @Override
    Object of(long[] parts) {
      return OffsetDateTime.of(dateTime(parts), offset(parts[2]));
    }
  },

  YEAR(Tags.YEAR, Year.class, 1) {
    @Override
    long[] parts(Object value) {
      return new long[] {((Year) value).getValue()};
    }

    @Override
    Object of(long[] parts) {
      return Year.of(toIntExact(parts[0]));
    }
  },

  YEAR_MONTH(Tags.YEAR_MONTH, YearMonth.class, 2) {
    @Override
    long[] parts(Object value) {
      YearMonth month = (YearMonth) value;
      return new long[] {month.getYear(), month.getMonthValue()};
    }

    @Override
    Object of(long[] parts) {
      return YearMonth.of(toIntExact(parts[0]), toIntExact(parts[1]));
    }
  },

  MONTH_DAY(Tags.MONTH_DAY, MonthDay.class, 2) {
    @Override
    long[] parts(Object value) {
      MonthDay day = (MonthDay) value;
      return new long[] {day.getMonthValue(), day.getDayOfMonth()};
    }

    @Override
    Object of(long[] parts) {
      return MonthDay.of(toIntExact(parts[0]), toIntExact(parts[1]));
    }
  },

  ZONE_OFFSET(Tags.ZONE_OFFSET, ZoneOffset.class, 1) {
    @Override
    long[] parts(Object value) {
      return new long[] {((ZoneOffset) value).getTotalSeconds()};
    }

    @Override
    Object of(long[] parts) {
      return offset(parts[0]);
    }
  };

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final int tag;
  private final Class<?> type;
  private final int size;

  TimeForm(int tag, Class<?> type, int size) {
    this.tag = tag;
    this.type = type;
    this.size = size;
  }

  /** Returns the form of {@code type}; null for other types. */
  static @Nullable TimeForm of(Class<?> type) {
    for (TimeForm each : values()) {
      if (each.type == type) {
        return each;
      }
    }
    return null;
  }

  @Override
  public void write(Object value, Output out) throws IOException {
    if (value.getClass() != type) {
      throw UnencodableException.unexpected(value, type.getName());
    }
    out.tag(tag);
    int start = out.begin();
    writeParts(parts(value), out);
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(tag);
    int outer = in.open();
    long[] parts = readParts(size, in);
    in.close(outer);
    return of(parts);
  }

  static void writeParts(long[] parts, Output out) throws IOException {
    out.tag(Tags.PARTS);
    int start = out.begin();
    for (long part : parts) {
      out.sint64(part);
    }
    out.end(start);
  }

  static long[] readParts(int size, Input in) throws IOException {
    in.expect(Tags.PARTS);
    int outer = in.open();
    long[] parts = new long[size];
    for (int i = 0; i < size; i++) {
      parts[i] = in.sint64();
    }
    in.close(outer);
    return parts;
  }

  /** Of the first two parts. */
  static LocalDateTime dateTime(long[] parts) {
    return LocalDateTime.of(LocalDate.ofEpochDay(parts[0]), LocalTime.ofNanoOfDay(parts[1]));
  }

  static ZoneOffset offset(long seconds) {
    return ZoneOffset.ofTotalSeconds(toIntExact(seconds));
  }

  /** Those of a whole second would be carried over, and two encodings tell the same. */
  private static long nanos(long part) {
    if (part < 0 || part >= NANOS_PER_SECOND) {
      throw new IllegalArgumentException("nanoseconds (" + part + ") are out of range");
    }
    return part;
  }

  abstract long[] parts(Object value);

  abstract Object of(long[] parts);
}
