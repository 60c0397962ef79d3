package dev.locache.campaigns;

import org.jspecify.annotations.Nullable;

/**
 * A value, and a text that every equal value has and no different one. Each text tells where it
 * ends, so that texts may be joined.
 */
record Described(@Nullable Object value, String text) {
  /** Describes by the value's own text, which must tell it from others of its kind. */
  static Described of(char kind, Object value) {
    return of(kind, value, value.toString());
  }

  static Described of(char kind, @Nullable Object value, String text) {
    return new Described(value, kind + Integer.toString(text.length()) + ":" + text);
  }
}
