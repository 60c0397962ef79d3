package dev.locache.protobuf.value;

import java.io.IOException;
import java.net.URI;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of the JDK that a text tells in full. */
enum NamedForm implements Form {
  URI_TEXT(Tags.URI, URI.class) {
    @Override
    Object parse(String text) {
      return URI.create(text);
    }
  },

  LOCALE(Tags.LOCALE, Locale.class) {
    @Override
    String text(Object value) {
      return ((Locale) value).toLanguageTag();
    }

    @Override
    Object parse(String text) {
      return Locale.forLanguageTag(text);
    }
  },

  CURRENCY(Tags.CURRENCY, Currency.class) {
    @Override
    Object parse(String text) {
      return Currency.getInstance(text);
    }
  },

  /** Regions and offsets alike. */
  ZONE_ID(Tags.ZONE_ID, ZoneId.class) {
    @Override
    Object parse(String text) {
      return ZoneId.of(text);
    }
  };

  private final int tag;
  private final Class<?> type;

  NamedForm(int tag, Class<?> type) {
    this.tag = tag;
    this.type = type;
  }

  /** Returns the form of {@code type}; null for other types. */
  static @Nullable NamedForm of(Class<?> type) {
    return switch (type.getName()) {
      case "java.net.URI" -> URI_TEXT;
      case "java.util.Locale" -> LOCALE;
      case "java.util.Currency" -> CURRENCY;
      case "java.time.ZoneId" -> ZONE_ID;
      default -> null;
    };
  }

  /** Parses what it writes, as not every text is parsed to what it was made of. */
  @Override
  public void write(Object value, Output out) throws IOException {
    if (!type.isInstance(value)) {
      throw UnencodableException.unexpected(value, type.getName());
    }
    String text = text(value);
    if (!parse(text).equals(value) || !out.text(tag, text)) {
      throw new UnencodableException(
          type.getName() + " \"" + value + "\"", "which cannot be told by its text");
    }
  }

  @Override
  public Object read(Input in) throws IOException {
    in.expect(tag);
    return parse(in.text());
  }

  String text(Object value) {
    return value.toString();
  }

  abstract Object parse(String text);
}
