package dev.locache.fingerprint;

import org.jspecify.annotations.Nullable;

/**
 * Knows by their names the classes that frameworks generate while a program runs. They have no
 * class file, most of them have another name in every run, and behind each is an object or a class
 * of the application's that has both.
 */
final class GeneratedClasses {
  /** What a part of a name tells, the more special ones first. */
  private enum Kind {
    GUICE(
        "ByGuice$$", "a class that Guice generated for its interceptors", "bind a wrapped object"),
    MOCKITO_CGLIB("ByMockitoWithCGLIB$$", "a mock of Mockito", "wrap a fake of your own"),
    MOCKITO("$MockitoMock$", "a mock of Mockito", "wrap a fake of your own"),
    SPRING("$$SpringCGLIB$$", "a proxy class of Spring", "wrap the bean before Spring enhances it"),
    SPRING_OLD(
        "BySpringCGLIB$$", "a proxy class of Spring", "wrap the bean before Spring enhances it"),
    CGLIB("ByCGLIB$$", "a class that CGLIB generated", "wrap the object behind it"),
    HIBERNATE("$HibernateProxy$", "a lazy proxy of Hibernate", "wrap the object behind it"),
    JAVASSIST("_$$_jvst", "a class that Javassist generated", "wrap the object behind it"),
    WELD("$Proxy$_$$_Weld", "a proxy class of Weld", "wrap the bean before Weld enhances it"),
    BYTE_BUDDY("$ByteBuddy$", "a class that Byte Buddy generated", "wrap the object behind it");

    private final String mark;
    private final String what;
    private final String advice;

    Kind(String mark, String what, String advice) {
      this.mark = mark;
      this.what = what;
      this.advice = advice;
    }
  }

  /**
   * What a generated class is.
   *
   * @param what behind "is"
   * @param advice what to wrap instead
   */
  record Generated(String what, String advice) {}

  private GeneratedClasses() {}

  /** Returns what the class of this name is, if it is known to be generated; null if not. */
  static @Nullable Generated find(String name) {
    if (name.indexOf('$') < 0) {
      return null;
    }
    for (Kind each : Kind.values()) {
      if (name.contains(each.mark)) {
        return new Generated(each.what, each.advice);
      }
    }
    return null;
  }
}
