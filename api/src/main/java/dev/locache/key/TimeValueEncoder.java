package dev.locache.key;

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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** The values of {@code java.time}, by their numeric fields. */
final class TimeValueEncoder implements ValueEncoder {
  private final byte tag;

  TimeValueEncoder(byte tag) {
    this.tag = tag;
  }

  @Override
  public Kind kind() {
    return Kind.VALUE;
  }

  @Override
  public void encode(Object value, KeyOutput out) {
    out.tag(tag);
    switch (tag) {
      case KeyFormat.INSTANT -> instant((Instant) value, out);
      case KeyFormat.DURATION -> duration((Duration) value, out);
      case KeyFormat.PERIOD -> period((Period) value, out);
      case KeyFormat.LOCAL_DATE -> date((LocalDate) value, out);
      case KeyFormat.LOCAL_TIME -> time((LocalTime) value, out);
      case KeyFormat.LOCAL_DATE_TIME -> dateTime((LocalDateTime) value, out);
      case KeyFormat.OFFSET_DATE_TIME -> offsetDateTime((OffsetDateTime) value, out);
      case KeyFormat.OFFSET_TIME -> offsetTime((OffsetTime) value, out);
      case KeyFormat.ZONED_DATE_TIME -> zonedDateTime((ZonedDateTime) value, out);
      case KeyFormat.ZONE_OFFSET -> offset((ZoneOffset) value, out);
      case KeyFormat.ZONE_REGION -> out.text(((ZoneId) value).getId());
      case KeyFormat.YEAR -> out.i32(((Year) value).getValue());
      case KeyFormat.YEAR_MONTH -> yearMonth((YearMonth) value, out);
      case KeyFormat.MONTH_DAY -> monthDay((MonthDay) value, out);
      default -> throw new IllegalStateException("tag " + tag + " is not one of java.time");
    }
  }

  private static void instant(Instant value, KeyOutput out) {
    out.i64(value.getEpochSecond());
    out.i32(value.getNano());
  }

  private static void duration(Duration value, KeyOutput out) {
    out.i64(value.getSeconds());
    out.i32(value.getNano());
  }

  private static void period(Period value, KeyOutput out) {
    out.i32(value.getYears());
    out.i32(value.getMonths());
    out.i32(value.getDays());
  }

  private static void date(LocalDate value, KeyOutput out) {
    out.i32(value.getYear());
    out.i8(value.getMonthValue());
    out.i8(value.getDayOfMonth());
  }

  private static void time(LocalTime value, KeyOutput out) {
    out.i64(value.toNanoOfDay());
  }

  private static void dateTime(LocalDateTime value, KeyOutput out) {
    date(value.toLocalDate(), out);
    time(value.toLocalTime(), out);
  }

  private static void offset(ZoneOffset value, KeyOutput out) {
    out.i32(value.getTotalSeconds());
  }

  private static void offsetDateTime(OffsetDateTime value, KeyOutput out) {
    dateTime(value.toLocalDateTime(), out);
    offset(value.getOffset(), out);
  }

  private static void offsetTime(OffsetTime value, KeyOutput out) {
    time(value.toLocalTime(), out);
    offset(value.getOffset(), out);
  }

  private static void zonedDateTime(ZonedDateTime value, KeyOutput out) {
    dateTime(value.toLocalDateTime(), out);
    offset(value.getOffset(), out);
    out.text(value.getZone().getId());
  }

  private static void yearMonth(YearMonth value, KeyOutput out) {
    out.i32(value.getYear());
    out.i8(value.getMonthValue());
  }

  private static void monthDay(MonthDay value, KeyOutput out) {
    out.i8(value.getMonthValue());
    out.i8(value.getDayOfMonth());
  }
}
