package dev.locache.fingerprint;

/**
 * Where a class comes from.
 *
 * @param kind whose it is
 * @param location the directory or jar as the start of its resources' URLs, such as {@code
 *     jar:file:/lib/rates.jar!/}; empty if the loader tells none
 */
record Place(Kind kind, String location) {
  static final Place PLATFORM = new Place(Kind.PLATFORM, "");
  static final Place IGNORED = new Place(Kind.IGNORED, "");
  static final Place MISSING = new Place(Kind.MISSING, "");

  enum Kind {
    /** The application's, and analysed. */
    OWN,
    /** A library's, and analysed, as the user wishes. */
    ANALYSED,
    /** A library's, whose jar counts as a whole. */
    LIBRARY,
    /** The JDK's, whose version counts. */
    PLATFORM,
    /** That of logging or metrics, which no result depends on. */
    IGNORED,
    /** There is none, as far as the loader knows. */
    MISSING
  }

  /** Returns whether it is analysed, be it the application's or not. */
  boolean isOwn() {
    return kind == Kind.OWN || kind == Kind.ANALYSED;
  }

  boolean isAnalysedLibrary() {
    return kind == Kind.ANALYSED;
  }

  boolean isPlatform() {
    return kind == Kind.PLATFORM;
  }

  boolean isMissing() {
    return kind == Kind.MISSING;
  }

  boolean isLibrary() {
    return kind == Kind.LIBRARY;
  }
}
