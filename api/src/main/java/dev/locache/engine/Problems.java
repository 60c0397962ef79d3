package dev.locache.engine;

import java.util.ArrayList;
import java.util.List;

/** All reasons why a service cannot be cached, said together. */
final class Problems {
  private final Class<?> type;
  private final List<String> reasons = new ArrayList<>();

  Problems(Class<?> type) {
    this.type = type;
  }

  void add(String reason) {
    reasons.add(reason);
  }

  /**
   * Ends the wrapping if there were problems.
   *
   * @throws IllegalArgumentException if there was one or more
   */
  void throwIfAny() {
    if (reasons.isEmpty()) {
      return;
    }
    StringBuilder message = new StringBuilder("cannot cache ").append(type.getName()).append(':');
    if (reasons.size() == 1) {
      throw new IllegalArgumentException(message.append(' ').append(reasons.get(0)).toString());
    }
    for (String reason : reasons) {
      message.append("\n  - ").append(reason);
    }
    throw new IllegalArgumentException(message.toString());
  }
}
