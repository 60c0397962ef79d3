package dev.locache.campaigns;

import dev.locache.spi.CacheBackend;
import dev.locache.spi.KeyLock;
import dev.locache.testkit.RegisteredBackend;
import dev.locache.testkit.TestBackendContext;
import dev.locache.testkit.campaign.Together;
import dev.locache.testkit.campaign.Versions;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of {@link LockTest}: two threads, and two more of a second class loader if told so,
 * contend for a few locks. Whoever gets one makes its witness, a file that must not be there.
 */
public final class LockProgram {
  private static final int THREADS = 2;
  private static final int KEYS = 4;

  private LockProgram() {}

  /**
   * Arguments: the backend's id, the cache directory, the witnesses' directory, how many locks to
   * get, and {@code twice} for a second class loader. The backend stays open until the process
   * ends: with the closing of one loader's file the other's locks would end.
   */
  public static void main(String[] arguments) throws Exception {
    Path witnesses = Path.of(arguments[2]);
    int obtains = Integer.parseInt(arguments[3]);
    Thread other = new Thread(() -> runInAnotherLoader(arguments));
    if (arguments.length > 4) {
      other.start();
    }
    CacheBackend backend =
        RegisteredBackend.open(arguments[0], TestBackendContext.in(Path.of(arguments[1])));
    AtomicInteger shared = new AtomicInteger();
    Together.run(THREADS, thread -> contend(backend, witnesses, obtains / THREADS, shared));
    other.join();
    System.out.println(shared.get() + " had two owners");
  }

  private static void runInAnotherLoader(String... arguments) {
    String[] once = {arguments[0], arguments[1], arguments[2], arguments[3]};
    URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Class.forName(LockProgram.class.getName(), true, loader)
          .getMethod("main", String[].class)
          .invoke(null, (Object) once);
    } catch (ReflectiveOperationException failed) {
      throw new LinkageError(failed.toString(), failed);
    }
  }

  private static URL[] classPath() {
    List<URL> urls = new ArrayList<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      try {
        urls.add(Path.of(element).toUri().toURL());
      } catch (IOException notAPath) {
        throw new AssertionError(element, notAPath);
      }
    }
    return urls.toArray(URL[]::new);
  }

  private static void contend(
      CacheBackend backend, Path witnesses, int obtains, AtomicInteger shared) throws IOException {
    for (int obtained = 0; obtained < obtains; ) {
      int number = obtained % KEYS;
      Optional<KeyLock> lock = backend.tryLock(Versions.key(Versions.method("locked"), number));
      if (lock.isEmpty()) {
        LockSupport.parkNanos(50_000);
        continue;
      }
      obtained++;
      Path witness = witnesses.resolve(String.valueOf(number));
      try {
        Files.createFile(witness);
        Files.delete(witness);
      } catch (FileAlreadyExistsException anotherOwner) {
        shared.incrementAndGet();
      }
      lock.get().close();
    }
  }
}
