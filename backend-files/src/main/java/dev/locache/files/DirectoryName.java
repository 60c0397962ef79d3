package dev.locache.files;

import dev.locache.spi.Sha256;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;

/**
 * Makes a name that every file system takes from one that a program has chosen: a part to read, cut
 * and escaped, and a digest of the whole that keeps apart what looks alike.
 *
 * <pre>
 * com.example.RateService   com.example.RateService-9c2d7b1e5f08a346
 * con.Größe                 _con.Gr__e-0d5b8c26e1f7a934
 * </pre>
 *
 * The digest's end also sees to it that no name is a reserved one, ends in a dot, differs from
 * another only in case, or is that of the directory for temporary files.
 */
final class DirectoryName {
  /** Keeps a path of two such names, 65 digits and a user's directory within 260, as Windows is. */
  private static final int READABLE_CHARACTERS = 40;

  /** Names that Windows takes for a device even with something behind a dot. */
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private DirectoryName() {}

  /**
   * Returns the name.
   *
   * @param readable what a person is to recognise; of a long one, the end
   * @param exact what the directory belongs to: no two of these share a name
   */
  static String of(String readable, String exact) {
    StringBuilder name = new StringBuilder();
    int from = Math.max(0, readable.length() - READABLE_CHARACTERS);
    for (int i = from; i < readable.length(); i++) {
      name.append(isPlain(readable.charAt(i)) ? readable.charAt(i) : '_');
    }
    if (isHidden(name) || isDevice(name)) {
      name.insert(0, '_');
    }
    name.append('-').append(digest(exact), 0, 16);
    return name.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_';
  }

  private static boolean isHidden(StringBuilder name) {
    return name.length() > 0 && name.charAt(0) == '.';
  }

  private static boolean isDevice(StringBuilder name) {
    int dot = name.indexOf(".");
    String base = dot < 0 ? name.toString() : name.substring(0, dot);
    return DEVICES.contains(base.toLowerCase(Locale.ROOT));
  }

  /** Digests UTF-16, not UTF-8, in which all unpaired surrogates, legal in a name, are alike. */
  private static String digest(String exact) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(2, exact.length()));
    bytes.asCharBuffer().put(exact);
    return Sha256.of(bytes.array()).toString();
  }
}
