package dev.locache.key;

import java.util.Set;

/**
 * What cannot change a pure result: loggers, meters, locks, threads and what runs on them.
 * Libraries are told by name, so that none has to be there.
 */
final class Infrastructure {
  private static final Set<String> TYPES =
      Set.of(
          "java.lang.System$Logger",
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal",
          "java.net.http.HttpClient",
          "java.util.concurrent.CountDownLatch",
          "java.util.concurrent.CyclicBarrier",
          "java.util.concurrent.Exchanger",
          "java.util.concurrent.Executor",
          "java.util.concurrent.Phaser",
          "java.util.concurrent.Semaphore",
          "java.util.concurrent.ThreadFactory",
          "java.util.logging.Logger",
          "org.apache.commons.logging.Log",
          "org.apache.logging.log4j.Logger",
          "org.slf4j.Logger");

  private Infrastructure() {}

  /** Whether {@code type} or one of its supertypes is infrastructure. */
  static boolean contains(Class<?> type) {
    // A plain object holds nothing: it is there to be locked.
    return type == Object.class || hasInfrastructureAbove(type);
  }

  private static boolean hasInfrastructureAbove(Class<?> type) {
    for (Class<?> level = type; level != null; level = level.getSuperclass()) {
      if (isNamed(level.getName())) {
        return true;
      }
      for (Class<?> parent : level.getInterfaces()) {
        if (hasInfrastructureAbove(parent)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isNamed(String name) {
    return name.startsWith("java.util.concurrent.locks.")
        || name.startsWith("io.micrometer.core.instrument.")
        || TYPES.contains(name);
  }
}
