package dev.locache.key;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value has no canonical form. The message is the path to it, its class, the reason and the ways
 * out: {@code argument 2, element 3, field Foo.source (java.io.FileInputStream) has no canonical
 * form; pass ...}. Arguments and elements are counted from 1.
 *
 * <p>Has no stack trace: it tells of a value, not of a place in the code.
 */
public final class UnencodableException extends Exception {
  private static final long serialVersionUID = 1;

  /** A longer path is cut in its middle to twice this many steps. */
  private static final int STEPS_AT_EACH_END = 4;

  /** Innermost first, as they are added while the exception is on its way out. */
  private final ArrayList<String> steps = new ArrayList<>();

  private final String type;
  private final String reason;

  UnencodableException(Class<?> type, String reason) {
    this(type, reason, null);
  }

  UnencodableException(Class<?> type, String reason, @Nullable Throwable cause) {
    super(null, cause, false, false);
    this.type = Reasons.nameOf(type);
    this.reason = reason;
  }

  /** Puts {@code step} in front of the path. */
  UnencodableException within(String step) {
    steps.add(step);
    return this;
  }

  /** Whether the value is only a part of the one that was to be encoded. */
  boolean hasPath() {
    return !steps.isEmpty();
  }

  /** What is wrong with the value, without the path to it and without its class. */
  String reason() {
    return reason;
  }

  /** The path to the value, its class, the reason and the ways out. */
  @Override
  public String getMessage() {
    return path() + " (" + type + ") " + reason;
  }

  private String path() {
    int count = steps.size();
    List<String> shown = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      if (i >= STEPS_AT_EACH_END && i < count - STEPS_AT_EACH_END) {
        shown.add((count - 2 * STEPS_AT_EACH_END) + " more steps");
        i = STEPS_AT_EACH_END;
        continue;
      }
      shown.add(steps.get(i));
    }
    return String.join(", ", shown);
  }
}
