package dev.locache.guice;

import static java.lang.annotation.RetentionPolicy.RUNTIME;

import com.google.inject.BindingAnnotation;
import com.google.inject.Key;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Tells the implementation behind a cached service, where it has no key of its own. */
@BindingAnnotation
@Retention(RUNTIME)
@interface Implementation {
  /** No two are bound alike. */
  int value();

  /** Makes keys that nobody else has. */
  final class Keys {
    private static final AtomicInteger LAST = new AtomicInteger();

    private Keys() {}

    static <T> Key<T> next(Key<T> service) {
      return service.withAnnotation(new Numbered(LAST.incrementAndGet()));
    }
  }

  /** As the language would make it of {@code @Implementation(3)}. */
  final class Numbered implements Implementation {
    private final int value;

    private Numbered(int value) {
      this.value = value;
    }

    @Override
    public int value() {
      return value;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return Implementation.class;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Implementation implementation && implementation.value() == value;
    }

    @Override
    public int hashCode() {
      return (127 * "value".hashCode()) ^ Integer.hashCode(value); // as Annotation.hashCode has it
    }

    @Override
    public String toString() {
      return "@" + Implementation.class.getName() + "(" + value + ")";
    }
  }
}
