package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.StringJoiner;
import org.objectweb.asm.Type;

/**
 * One part of the code that decides a method's results.
 *
 * @param kind {@code C} declaration of a class, {@code F} field, {@code M} method, {@code P} class
 *     of the JDK, {@code J} jar or directory as a whole, {@code X} class that is missing, {@code R}
 *     method that a call starts with
 * @param name as class files have it: {@code com/example/Rates.quote(I)D}
 * @param digest of the normalised content
 * @param path how a call gets there, {@code a.Pricer.price -> a.Helper.factor}; empty if that is
 *     not known, or the part is no method
 */
public record CodePart(char kind, String name, Digest128 digest, String path) {
  static CodePart of(CodeLine line, String path) {
    return new CodePart(line.kind(), line.name(), line.digest(), path);
  }

  /** Returns whether the part is what tells {@code other} from this one by content alone. */
  public boolean isSamePlace(CodePart other) {
    return kind == other.kind && name.equals(other.name);
  }

  /** Returns the binary name of the class that the part belongs to; the whole name for others. */
  public String className() {
    int member = name.indexOf('.');
    boolean ofClass = kind == 'M' || kind == 'F' || kind == 'R';
    return (ofClass && member >= 0 ? name.substring(0, member) : name).replace('/', '.');
  }

  /** Returns the member as people write it: {@code quote(String, int)}; empty for others. */
  public String member() {
    int member = name.indexOf('.');
    if ((kind != 'M' && kind != 'R' && kind != 'F') || member < 0) {
      return "";
    }
    String signature = name.substring(member + 1);
    int open = signature.indexOf('(');
    return open < 0 ? withoutType(signature) : methodText(signature, open);
  }

  private static String withoutType(String field) {
    int blank = field.indexOf(' ');
    return blank < 0 ? field : field.substring(0, blank);
  }

  private static String methodText(String signature, int open) {
    StringJoiner parameters = new StringJoiner(", ", signature.substring(0, open) + '(', ")");
    for (Type each : Type.getArgumentTypes(signature.substring(open))) {
      String type = each.getClassName();
      parameters.add(type.substring(type.lastIndexOf('.') + 1));
    }
    return parameters.toString();
  }

  /** Returns what the part is, in words: {@code method com.example.Rates.quote(String, int)}. */
  @Override
  public String toString() {
    return switch (kind) {
      case 'M' -> isInitialiser() ? initialiser() : "method " + className() + '.' + member();
      case 'F' -> "field " + className() + '.' + member();
      case 'C' -> "declaration of " + className();
      case 'J' -> name.equals("classes") ? "directory of classes" : "library " + name;
      case 'X' -> "missing class " + className();
      case 'P' -> "class " + className();
      default -> "start " + className() + '.' + member();
    };
  }

  private boolean isInitialiser() {
    return name.contains(".<");
  }

  private String initialiser() {
    return name.contains(".<clinit>")
        ? "static initialiser of " + className()
        : "constructor " + className() + member().substring("<init>".length());
  }
}
