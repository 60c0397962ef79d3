package dev.locache.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.apache.commons.lang3.StringUtils;

/** The short programs that {@link ColdStart} times from their start to their end. */
final class ColdProgram {
  private ColdProgram() {}

  /** A service over a library, as a user has one. */
  interface Padding {
    String padded(String text, int length);

    int difference(String one, String other);
  }

  static final class LangPadding implements Padding {
    private final String filling = ".";

    @Override
    public String padded(String text, int length) {
      return StringUtils.leftPad(StringUtils.capitalize(text), length, filling);
    }

    @Override
    public int difference(String one, String other) {
      return StringUtils.indexOfDifference(one, other);
    }
  }

  /** Does nothing. */
  static final class Empty {
    private Empty() {}

    public static void main(String[] args) {}
  }

  /** What no cache can do without: a proxy, a digest, a file. Argument: the file. */
  static final class Parts implements InvocationHandler {
    private final Path file;

    private Parts(Path file) {
      this.file = file;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args)
        throws IOException, GeneralSecurityException {
      MessageDigest.getInstance("SHA-256").digest(args[0].toString().getBytes(UTF_8));
      return Files.readString(file);
    }

    public static void main(String[] args) {
      Padding padding =
          (Padding)
              Proxy.newProxyInstance(
                  Padding.class.getClassLoader(),
                  new Class<?>[] {Padding.class},
                  new Parts(Path.of(args[0])));
      padding.padded("a", 3);
    }
  }

  /**
   * Arguments: the backend, its directory, {@code fingerprint} or {@code version}, and {@code hit}
   * or {@code wrap}.
   */
  static final class Locaching {
    private Locaching() {}

    public static void main(String[] args) {
      try (ResultCache cache =
          Locache.open(
              CacheConfig.builder().backend(args[0]).directory(Path.of(args[1])).build())) {
        var service = cache.service(Padding.class, new LangPadding());
        if (args[2].equals("version")) {
          service.codeVersion("1");
        }
        Padding padding = service.wrap();
        if (args[3].equals("hit")) {
          padding.padded("text", 100);
        }
      }
    }
  }

  /** Gets one value. Arguments: the store, its directory. */
  static final class Getting {
    private Getting() {}

    public static void main(String[] args) throws IOException {
      KeyValueStore store = Store.valueOf(args[0]).open(Path.of(args[1]));
      store.get(Samples.key(1));
      store.close();
    }
  }
}
