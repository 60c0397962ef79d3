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
  /**
   * What the names of methods begin with that compilers make of lambdas: {@code lambda$price$0}.
   */
  private static final String LAMBDA = "lambda";

  /** Of a longer path only so much is kept at either end. */
  private static final int MOST_STEPS = 5;

  private static final String STEP = " -> ";

  static CodePart of(CodeLine line, String path) {
    return new CodePart(line.kind(), line.name(), line.digest(), shortened(forPeople(path)));
  }

  private static String shortened(String path) {
    String[] steps = path.split(STEP, -1);
    if (steps.length <= 2 * MOST_STEPS) {
      return path;
    }
    StringJoiner kept = new StringJoiner(STEP);
    for (int i = 0; i < MOST_STEPS; i++) {
      kept.add(steps[i]);
    }
    kept.add("...");
    for (int i = steps.length - MOST_STEPS; i < steps.length; i++) {
      kept.add(steps[i]);
    }
    return kept.toString();
  }

  /** Writes nested classes as source code does, {@code Rates.Table} for {@code Rates$Table}. */
  private static String forPeople(String binaryNames) {
    StringBuilder text = new StringBuilder(binaryNames.replace('/', '.'));
    for (int i = 1; i + 1 < text.length(); i++) {
      boolean nests =
          text.charAt(i) == '$'
              && Character.isJavaIdentifierPart(text.charAt(i - 1))
              && !LAMBDA.contentEquals(text.subSequence(Math.max(0, i - LAMBDA.length()), i))
              && Character.isLetter(text.charAt(i + 1));
      if (nests) {
        text.setCharAt(i, '.');
      }
    }
    return text.toString();
  }

  /** Returns whether the part is what tells {@code other} from this one by content alone. */
  public boolean isSamePlace(CodePart other) {
    return kind == other.kind && name.equals(other.name);
  }

  /** Returns the name of the class that the part belongs to; the whole name for others. */
  public String className() {
    int member = name.indexOf('.');
    boolean ofClass = kind == 'M' || kind == 'F' || kind == 'R';
    return forPeople(ofClass && member >= 0 ? name.substring(0, member) : name);
  }

  /** Returns the member as people write it: {@code quote(String, int)}; empty for others. */
  public String member() {
    int member = name.indexOf('.');
    if ((kind != 'M' && kind != 'R' && kind != 'F') || member < 0) {
      return "";
    }
    String signature = name.substring(member + 1);
    int open = signature.indexOf('(');
    if (open < 0) {
      return withoutType(signature);
    }
    return switch (signature.substring(0, open)) {
      case "<clinit>" -> "static initialiser";
      case "<init>" -> "constructor" + parameters(signature.substring(open));
      default -> signature.substring(0, open) + parameters(signature.substring(open));
    };
  }

  private static String withoutType(String field) {
    int blank = field.indexOf(' ');
    return blank < 0 ? field : field.substring(0, blank);
  }

  private static String parameters(String descriptor) {
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    for (Type each : Type.getArgumentTypes(descriptor)) {
      String type = each.getClassName();
      parameters.add(forPeople(type.substring(type.lastIndexOf('.') + 1)));
    }
    return parameters.toString();
  }

  /** Returns that the part has changed, in words. */
  public String changed() {
    return this + " changed";
  }

  /** Returns that the part has come, in words. */
  public String added() {
    return kind == 'X' ? "class " + className() + " is missing now" : this + " added";
  }

  /** Returns that the part has gone, in words. */
  public String removed() {
    return kind == 'X'
        ? "class " + className() + " is no longer missing"
        : this + " no longer reached";
  }

  /** Returns what the part is, in words: {@code method com.example.Rates.quote(String, int)}. */
  @Override
  public String toString() {
    return switch (kind) {
      case 'M' -> method();
      case 'F' -> "field " + className() + '.' + member();
      case 'C' -> "declaration of " + className();
      case 'J' -> name.equals("classes") ? "directory of classes" : "library " + name;
      case 'X' -> "missing class " + className();
      case 'P' -> "class " + className();
      default -> "start at " + className() + '.' + member();
    };
  }

  private String method() {
    if (name.contains(".<clinit>")) {
      return "static initialiser of " + className();
    }
    return name.contains(".<init>")
        ? "constructor " + className() + member().substring("constructor".length())
        : "method " + className() + '.' + member();
  }
}
