package dev.locache.protobuf.value;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Date-times with a zone: the local time, the offset and the name of the zone. Where the rules of
 * the zone have changed so that the offset is not one of them, nothing is read: any other offset or
 * time would be another value.
 */
enum ZonedTimeForm implements Form {
  INSTANCE;

  @Override
  public void write(Object value, Output out) throws IOException {
    if (!(value instanceof ZonedDateTime time)) {
      throw UnencodableException.unexpected(value, ZonedDateTime.class.getName());
    }
    out.tag(Tags.ZONED_DATE_TIME);
    int start = out.begin();
    long[] parts = {
      time.toLocalDate().toEpochDay(),
      time.toLocalTime().toNanoOfDay(),
      time.getOffset().getTotalSeconds()
    };
    TimeForm.writeParts(parts, out);
    out.name(Tags.PARTS_ZONE, time.getZone().getId());
    out.end(start);
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(Tags.ZONED_DATE_TIME);
    int outer = in.open();
    long[] parts = TimeForm.readParts(3, in);
    in.expect(Tags.PARTS_ZONE);
    ZoneId zone = ZoneId.of(in.text());
    in.close(outer);
    LocalDateTime time = TimeForm.dateTime(parts);
    return ZonedDateTime.ofStrict(time, TimeForm.offset(parts[2]), zone);
  }
}
