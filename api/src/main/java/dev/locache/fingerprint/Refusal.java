package dev.locache.fingerprint;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Says why code cannot be identified, and the way out. The texts are shown behind the service's
 * name.
 */
final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private static final String WAY_OUT = ", or give codeVersion(\"...\")";
  private static final int MAJOR_VERSION_OF_JAVA_0 = 44;

  private Refusal(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Returns why a class of this kind never has a class file; null for ordinary classes. */
  static @Nullable Refusal ofKind(Class<?> type) {
    String name = type.getName();
    return type.isHidden()
        ? because(null, name, " is hidden, without a class file; use an ordinary class")
        : null;
  }

  /** Said behind "it". */
  static Refusal lambdaNotTold(LambdaShape shape, int candidates) {
    String host = binary(shape.host());
    if (candidates == 0) {
      return new Refusal(
          "is made in a way that " + host + " does not show; use a named class", null);
    }
    return new Refusal(
        "is one of "
            + candidates
            + " lambdas in "
            + host
            + " that fit "
            + shape.interfaceName()
            + " with the same captures; cast it to ("
            + shape.interfaceName()
            + " & Serializable) where it is made, or use a named class",
        null);
  }

  /** Of the code, as {@link #lambdaNotTold} is of the state. */
  static Refusal unknownLambda(LambdaShape shape) {
    return because(
        null, "a lambda of ", binary(shape.host()), " has unknown code; use a named class");
  }

  /** Said behind "it". */
  static Refusal lambdaWithoutHost(LambdaShape shape) {
    return new Refusal(
        "is a lambda of "
            + binary(shape.host())
            + ", which has no class file; use an object of a compiled class",
        null);
  }

  /** Said behind "it". */
  static Refusal lambdaNotReadable(LambdaShape shape, Class<?> lambda, Exception cause) {
    return new Refusal(
        "has captured what cannot be read: package "
            + lambda.getPackageName()
            + " of module "
            + lambda.getModule().getName()
            + " must be opened to dev.locache; or cast it to ("
            + shape.interfaceName()
            + " & Serializable) where it is made",
        cause);
  }

  /** Said behind "it", of the state. */
  static Refusal generatedName(GeneratedClasses.Generated generated) {
    return new Refusal(
        "is " + generated.what() + ", with another name in every run; " + generated.advice(), null);
  }

  static Refusal noClassFile(String name) {
    GeneratedClasses.Generated generated = GeneratedClasses.find(name);
    if (generated != null) {
      return because(
          null,
          binary(name),
          " is ",
          generated.what(),
          ", without a class file; ",
          generated.advice());
    }
    return because(
        null,
        binary(name),
        " has no class file: it was generated, or its loader gives none;",
        " use an object of a compiled class");
  }

  static Refusal missing(String name, String neededBy) {
    return because(
        null,
        "the class file of ",
        binary(name),
        ", which ",
        binary(neededBy),
        " needs, is missing; build it again");
  }

  static Refusal tooNew(String name, int majorVersion, @Nullable Throwable cause) {
    return because(
        cause,
        "the class file of ",
        binary(name),
        " is for Java ",
        Integer.toString(majorVersion - MAJOR_VERSION_OF_JAVA_0),
        ", which has parts that this Locache does not read yet; compile for an older release");
  }

  static Refusal replaced(String name, Path file) {
    return because(
        null,
        file.toString(),
        " was written after this program started, so ",
        binary(name),
        " may not be what runs; start it again");
  }

  static Refusal damaged(String name, @Nullable RuntimeException cause) {
    return because(cause, "the class file of ", binary(name), " is damaged; build it again");
  }

  static Refusal unreadable(String name, IOException cause) {
    return because(
        cause,
        "the class file of ",
        binary(name),
        " cannot be read (",
        cause.toString(),
        "); build it again");
  }

  static Refusal unlistable(String location, @Nullable IOException cause) {
    return because(
        cause,
        "the code at \"",
        location,
        "\" cannot be listed",
        cause == null ? "" : " (".concat(cause.toString()).concat(")"),
        "; put it into a jar or directory, or choose FingerprintScope.CLASS");
  }

  static Refusal noSuchPackage(String name) {
    return because(
        null,
        "no class of package ",
        name,
        ", which is to be analysed, is on the class path; correct the name");
  }

  static Refusal otherLoader(Class<?> type) {
    return because(
        null,
        type.getName(),
        " is not the class of that name which the implementation's loader finds;",
        " load both by one loader, or choose FingerprintScope.CLASS");
  }

  private static Refusal because(@Nullable Throwable cause, String... parts) {
    return new Refusal(String.join("", parts).concat(WAY_OUT), cause);
  }

  private static String binary(String internalName) {
    return internalName.replace('/', '.');
  }
}
