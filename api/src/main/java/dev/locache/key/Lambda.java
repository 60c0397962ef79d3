package dev.locache.key;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells the object of a lambda or method reference from others.
 *
 * @param code names its code: the same in every run, and for no other code
 * @param captured the values that it was made with, the receiver of a bound method among them, in
 *     the order of the code
 */
public record Lambda(String code, List<@Nullable Object> captured) {
  /** Whether {@code type} is the class of such objects: hidden, and named by the JDK. */
  static boolean isOne(Class<?> type) {
    return type.isHidden() && type.getName().contains(Reasons.LAMBDA);
  }
}
