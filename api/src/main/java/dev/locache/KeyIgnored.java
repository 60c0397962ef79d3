package dev.locache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what cannot change a result and so stays out of the key: a parameter, of the
 * implementation's method or the interface's, such as a progress listener; or a field of the
 * implementation, or of an object it holds, such as a connection pool.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD})
public @interface KeyIgnored {}
