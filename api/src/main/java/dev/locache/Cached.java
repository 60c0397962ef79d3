package dev.locache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits of its own for a method, or for all methods of a type. Looked for on the implementation
 * first, then on the interface. What a method says wins over its service's {@link ServiceBuilder},
 * that over what a type says, that over the {@link CacheConfig}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Cached {
  /** The value of {@link #maximumEntries} that leaves the choice to the next wider place. */
  long INHERITED = Long.MIN_VALUE;

  /** How many entries are kept per method: the most recently used ones. Zero keeps none. */
  long maximumEntries() default INHERITED;

  /**
   * How long after its last use an entry is kept, in ISO 8601: {@code P30D}, {@code PT12H}. Zero,
   * {@code PT0S}, keeps none; empty leaves the choice to the next wider place.
   */
  String expireAfterAccess() default "";

  /**
   * A version given by hand that stands for the code: change it when results change. The code is
   * then not looked at. Empty leaves the choice to the next wider place.
   */
  String codeVersion() default "";
}
