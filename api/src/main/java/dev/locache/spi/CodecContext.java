package dev.locache.spi;

import java.lang.reflect.Type;
import java.util.List;

/**
 * What a codec is made for.
 *
 * @param resultType what the method returns, primitives boxed; of a future, its value
 * @param service class of the implementation: its loader finds the classes of a value, and classes
 *     of its code source are the application's own
 * @param allowed patterns of class names that may be decoded besides: {@code com.example.Quote},
 *     {@code com.example.*} for a package, {@code com.example.**} for all below it
 * @param maximumBytes the most that an encoded value may have, in bytes
 */
public record CodecContext(
    Type resultType, Class<?> service, List<String> allowed, int maximumBytes) {
  /** Keeps a copy of the list. */
  public CodecContext {
    allowed = List.copyOf(allowed);
  }
}
