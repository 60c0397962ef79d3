package dev.locache.engine;

import dev.locache.fingerprint.ImplementationCode;
import dev.locache.fingerprint.MethodCode;
import dev.locache.history.History;
import dev.locache.spi.Digest128;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The code of a service's methods. Nothing is read before the first method is asked for, and
 * nothing at all if it was read before and has not changed since. Used while wrapping, by one
 * thread.
 */
final class ServiceCode {
  private static final MethodCode UNKNOWN =
      MethodCode.withoutParts(new Digest128(0, 0), false, List.of());

  private final CodeReader reader;
  private final ImplementationCode classes;
  private final History history;
  private final Problems problems;
  private @Nullable MethodCode ofAllMethods;

  ServiceCode(CodeReader reader, ImplementationCode classes, History history, Problems problems) {
    this.reader = reader;
    this.classes = classes;
    this.history = history;
    this.problems = problems;
  }

  CodeReader reader() {
    return reader;
  }

  /** Returns a method's code; what it cannot be told for is added to the problems. */
  Digest128 of(ServiceMethod method) {
    MethodCode code = ofAllMethods == null ? read(method) : ofAllMethods;
    if (!code.parts().isEmpty()) {
      history.addCode(method.id(), code);
    }
    if (reader.options().refusesNotes()) {
      for (String note : code.notes()) {
        problems.add(method + ": " + note + ", which strictFingerprint(true) refuses");
      }
    }
    return code.digest();
  }

  private MethodCode read(ServiceMethod method) {
    MethodCode code;
    try {
      code = reader.read(method.implemented(), classes);
    } catch (IllegalArgumentException unreadable) {
      problems.add(String.valueOf(unreadable.getMessage()));
      ofAllMethods = UNKNOWN; // once is enough: the next method would most likely meet the same
      return UNKNOWN;
    }
    if (!reader.isPerMethod()) {
      ofAllMethods = code;
    }
    if (code.isWhole()) {
      Log.info(
          method
              + " reaches more methods than Locache follows, so any change of the application's"
              + " code counts as one of its code; codeVersion(\"...\") would be more precise");
    }
    return code;
  }

  /** Keeps what was found out, for later runs with the same class files. */
  void save() {
    classes.save();
  }
}
