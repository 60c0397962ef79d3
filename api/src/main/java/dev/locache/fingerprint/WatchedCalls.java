package dev.locache.fingerprint;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls of the JDK that a closure cannot follow, or that make a method depend on more. */
final class WatchedCalls {
  private static final Set<String> REFLECTIVE =
      Set.of(
          "java/lang/Class.forName",
          "java/lang/Class.newInstance",
          "java/lang/Class.getMethod",
          "java/lang/Class.getDeclaredMethod",
          "java/lang/ClassLoader.loadClass",
          "java/lang/reflect/Method.invoke",
          "java/lang/reflect/Constructor.newInstance",
          "java/lang/reflect/Proxy.newProxyInstance",
          "java/lang/invoke/MethodHandles$Lookup.findVirtual",
          "java/lang/invoke/MethodHandles$Lookup.findStatic",
          "java/lang/invoke/MethodHandles$Lookup.findConstructor",
          "java/lang/invoke/MethodHandles$Lookup.defineClass",
          "java/lang/invoke/MethodHandles$Lookup.defineHiddenClass",
          "java/io/ObjectInputStream.readObject",
          "java/util/ServiceLoader.load");

  private static final Set<String> IMPURE =
      Set.of(
          "java/lang/System.currentTimeMillis",
          "java/lang/System.nanoTime",
          "java/lang/System.getenv",
          "java/lang/System.getProperty",
          "java/lang/Math.random",
          "java/lang/Class.getResource",
          "java/lang/Class.getResourceAsStream",
          "java/lang/ClassLoader.getResource",
          "java/lang/ClassLoader.getResourceAsStream",
          "java/io/FileInputStream.<init>",
          "java/net/URL.openConnection",
          "java/net/URL.openStream",
          "java/time/Instant.now",
          "java/time/LocalDate.now",
          "java/time/LocalDateTime.now",
          "java/time/LocalTime.now",
          "java/time/OffsetDateTime.now",
          "java/time/Year.now",
          "java/time/ZonedDateTime.now",
          "java/time/ZoneId.systemDefault",
          "java/util/Locale.getDefault",
          "java/util/ResourceBundle.getBundle",
          "java/util/TimeZone.getDefault",
          "java/util/UUID.randomUUID",
          "java/util/concurrent/ThreadLocalRandom.current");

  /** Without arguments they ask the clock or chance; with some they don't. */
  private static final Set<String> IMPURE_WITHOUT_ARGUMENTS =
      Set.of("java/util/Date.<init>()V", "java/util/Random.<init>()V");

  private WatchedCalls() {}

  /** Returns what to note of a call; null for nothing. */
  static Note.@Nullable Kind noteOn(String owner, String signature) {
    if (!owner.startsWith("java/")) {
      return null;
    }
    String call = owner + '.' + signature;
    String name = call.substring(0, call.indexOf('('));
    if (REFLECTIVE.contains(name)) {
      return Note.Kind.REFLECT;
    }
    boolean impure =
        IMPURE.contains(name)
            || IMPURE_WITHOUT_ARGUMENTS.contains(call)
            || owner.equals("java/nio/file/Files");
    return impure ? Note.Kind.IMPURE : null;
  }
}
