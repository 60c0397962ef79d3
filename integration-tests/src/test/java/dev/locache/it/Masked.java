package dev.locache.it;

import java.util.regex.Pattern;

/** Explanations without what differs from run to run. */
final class Masked {
  private static final String DURATION = "\\d+(\\.\\d+)? (ms|s|minutes)|less than 1 ms";

  private static final Pattern AGO = Pattern.compile("(less than a second|" + DURATION + ") ago");

  private static final Pattern LOAD_TIME = Pattern.compile(" in (" + DURATION + ")(?=\n)");
  private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{8}  ");
  private static final Pattern JAVA = Pattern.compile("Java \\d+,");
  private static final Pattern PLACE = Pattern.compile("(?m)^(  entry {7}).*$");

  private Masked() {}

  /** Returns the text with words for digests, times, the version of Java and the entry's place. */
  static String text(String explanation) {
    String masked = AGO.matcher(explanation).replaceAll("AGO");
    masked = LOAD_TIME.matcher(masked).replaceAll(" in TIME");
    masked = DIGEST.matcher(masked).replaceAll("DIGEST  ");
    masked = JAVA.matcher(masked).replaceAll("Java N,");
    return PLACE.matcher(masked).replaceAll("$1PLACE");
  }
}
