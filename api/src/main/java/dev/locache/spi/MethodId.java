package dev.locache.spi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names a cached method: the interface, the method's name and its parameter types. Entries are
 * grouped, limited and cleared by it, whatever the version of the code behind it.
 *
 * <p>Written as {@code com.example.RateService#quote(java.lang.String,int)}: binary names (JLS
 * 13.1), arrays as {@code int[]}.
 */
public final class MethodId {
  private final String signature;

  /** In UTF-8, once somebody has asked; two who ask at once make the same. */
  private byte @Nullable [] utf8;

  private MethodId(String signature) {
    this.signature = signature;
  }

  /** Returns the id of a method by the names of its interface, itself and its parameter types. */
  public static MethodId of(String type, String name, List<String> parameterTypes) {
    return new MethodId(type + '#' + name + '(' + String.join(",", parameterTypes) + ')');
  }

  /**
   * Returns the id that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if {@code signature} is not of that form
   */
  public static MethodId parse(String signature) {
    requireNonNull(signature, "signature");
    int hash = signature.indexOf('#');
    int open = signature.indexOf('(');
    if (hash <= 0 || open <= hash + 1 || !signature.endsWith(")")) {
      throw new IllegalArgumentException("not a method id: " + signature);
    }
    return new MethodId(signature);
  }

  /** Returns the binary name of the interface. */
  public String type() {
    return signature.substring(0, signature.indexOf('#'));
  }

  /** Returns the method's simple name. */
  public String name() {
    return signature.substring(signature.indexOf('#') + 1, signature.indexOf('('));
  }

  /** Returns the parameter types, separated by commas; empty if there are none. */
  public String parameterTypes() {
    return signature.substring(signature.indexOf('(') + 1, signature.length() - 1);
  }

  /** Returns the canonical form in UTF-8; not to be written to. */
  byte[] utf8() {
    byte[] known = utf8;
    if (known == null) {
      known = signature.getBytes(UTF_8);
      utf8 = known;
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MethodId that && signature.equals(that.signature);
  }

  @Override
  public int hashCode() {
    return signature.hashCode();
  }

  /** Returns the canonical form, {@code com.example.RateService#quote(java.lang.String,int)}. */
  @Override
  public String toString() {
    return signature;
  }
}
