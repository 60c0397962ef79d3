package dev.locache.key;

import java.io.File;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Currency;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Paths, locales, patterns and the like: values of the platform that not every call passes. */
final class PlatformValueEncoder implements ValueEncoder {
  private final byte tag;

  PlatformValueEncoder(byte tag) {
    this.tag = tag;
  }

  @Override
  public Kind kind() {
    return Kind.VALUE;
  }

  @Override
  @SuppressWarnings("JavaUtilDate") // users may pass one; what is taken of it is sound
  public void encode(Object value, KeyOutput out) {
    out.tag(tag);
    switch (tag) {
      case KeyFormat.URI -> out.text(value.toString());
      case KeyFormat.URL -> out.text(((URL) value).toExternalForm());
      case KeyFormat.PATH -> path((Path) value, out);
      case KeyFormat.FILE -> out.text(((File) value).getPath());
      case KeyFormat.LOCALE -> locale((Locale) value, out);
      case KeyFormat.PATTERN -> pattern((Pattern) value, out);
      case KeyFormat.CHARSET -> out.text(((Charset) value).name());
      case KeyFormat.CURRENCY -> out.text(((Currency) value).getCurrencyCode());
      case KeyFormat.BIT_SET -> bits((BitSet) value, out);
      case KeyFormat.DATE -> out.i64(((Date) value).getTime());
      case KeyFormat.SINGLE_OBJECT -> out.text(value.getClass().getName());
      default -> throw new IllegalStateException("tag " + tag + " is not one of a platform value");
    }
  }

  /** The URI tells apart two archives, or two file systems in memory, that hold the same path. */
  private static void path(Path value, KeyOutput out) {
    boolean usual = value.getFileSystem().equals(FileSystems.getDefault());
    out.text(value.getFileSystem().provider().getScheme());
    out.text(value.toString());
    out.text(usual ? "" : value.toUri().toString());
  }

  private static void locale(Locale value, KeyOutput out) {
    out.text(value.getLanguage());
    out.text(value.getScript());
    out.text(value.getCountry());
    out.text(value.getVariant());
    Set<Character> extensions = new TreeSet<>(value.getExtensionKeys());
    out.i32(extensions.size());
    for (char key : extensions) {
      out.i16(key);
      out.text(value.getExtension(key));
    }
  }

  private static void pattern(Pattern value, KeyOutput out) {
    out.text(value.pattern());
    out.i32(value.flags());
  }

  private static void bits(BitSet value, KeyOutput out) {
    long[] words = value.toLongArray();
    out.i32(words.length);
    for (long word : words) {
      out.i64(word);
    }
  }
}
