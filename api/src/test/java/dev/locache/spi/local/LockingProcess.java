package dev.locache.spi.local;

import dev.locache.spi.CacheKey;
import dev.locache.spi.Digest128;
import dev.locache.spi.KeyLock;
import dev.locache.spi.MethodId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Another process that wants a lock: it holds it, tries it once, or races for it. */
final class LockingProcess {
  private static final int ROUNDS = 1_000;

  private LockingProcess() {}

  static CacheKey key(int arguments) {
    return new CacheKey(
        MethodId.of("com.example.RateService", "quote", List.of("int")),
        new Digest128(0x0123456789abcdefL, -1),
        new Digest128(7, arguments));
  }

  static LockFile locks(Path directory) {
    return LockFile.of(CacheDirectory.open(directory, false), directory.resolve("lock"));
  }

  static Process start(String what, Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LockingProcess.class.getName(),
            what,
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static String tryIn(Path directory) throws IOException {
    return start("try", directory).inputReader().readLine();
  }

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(args[1]);
    try (LockFile locks = locks(directory)) {
      switch (args[0]) {
        case "hold" -> hold(locks);
        case "try" -> System.out.println(locks.tryLock(key(1)).isPresent() ? "granted" : "busy");
        case "race" -> race(locks, directory.resolve("held"));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private static void hold(LockFile locks) throws IOException {
    System.out.println(locks.tryLock(key(1)).isPresent() ? "held" : "busy");
    int ended = System.in.read();
    System.exit(ended);
  }

  /** Fails when the file is there that only a holder may create. */
  private static void race(LockFile locks, Path held) throws IOException {
    System.out.println("ready");
    int go = System.in.read();
    int wins = 0;
    while (go >= 0 && wins < ROUNDS) {
      Optional<KeyLock> lock = locks.tryLock(key(1));
      if (lock.isEmpty()) {
        Thread.onSpinWait();
        continue;
      }
      Files.createFile(held);
      Files.delete(held);
      lock.get().close();
      wins++;
    }
    System.out.println("never two");
  }
}
