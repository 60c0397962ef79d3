package dev.locache.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.CacheConfig;
import dev.locache.FingerprintScope;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.seal.Seal;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheKey;
import dev.locache.spi.Entry;
import dev.locache.spi.Limits;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import dev.locache.testkit.campaign.Campaign;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * C16: who can write to the directory makes checksums right, and plants objects that tell when they
 * come to life. The service's classes lie in another place than theirs, as with a real gadget.
 */
final class CanaryTest {
  private static final Limits LIMITS = new Limits(Limits.UNLIMITED, Duration.ofDays(365));
  private static final Seal CHECKSUM = Seal.with(List.of());
  private static final String SERVICE =
      """
      package victim;
      public final class %1$s implements dev.locache.campaigns.Victims.%1$s {
        @dev.locache.KeyIgnored private final String word;
        public %1$s(String word) {
          this.word = word;
        }
        @Override public java.util.List<String> result(int number) {
          return java.util.List.of(word);
        }
      }
      """;

  private final Path temp;
  private final Path root;

  CanaryTest(@TempDir Path temp) {
    this.temp = temp;
    this.root = temp.resolve("cache");
  }

  /** Remembers who it was asked for. */
  private static final class AskedLoader extends ClassLoader {
    private final List<String> asked = new ArrayList<>();

    AskedLoader() {
      super(CanaryTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.contains("Canaries")) {
        asked.add(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "files, java, Anything",
    "files, protobuf, Names",
    "protobuf, java, Anything",
    "protobuf, protobuf, Names"
  })
  void noCanaryComesToLife(String backend, String codec, String type) throws Exception {
    Campaign campaign = Campaign.of("C16 gadgets, " + backend + ", codec " + codec);
    AskedLoader ofThread = new AskedLoader();
    Map<String, byte[]> canaries = Canaries.all();
    assertThat(canaries).hasSize(12);
    Thread.currentThread().setContextClassLoader(ofThread);
    try (URLClassLoader services = compile(type)) {
      call(backend, codec, type, services, "stored");
      if (codec.equals("java")) { // what is accepted arrives: this is the way that canaries take
        plant(backend, codec, type, value("O", Canaries.stream(new ArrayList<>(List.of("p")))));
        assertThat(call(backend, codec, type, services, "fresh")).isEqualTo(List.of("p"));
      }
      for (Map.Entry<String, byte[]> canary : canaries.entrySet()) {
        for (String tag : List.of("", "O")) { // as it is, and as the codec marks its streams
          plant(backend, codec, type, value(tag, canary.getValue()));
          assertThat(call(backend, codec, type, services, "fresh"))
              .as(canary.getKey())
              .isEqualTo(List.of("fresh"));
        }
      }
    } finally {
      Thread.currentThread().setContextClassLoader(CanaryTest.class.getClassLoader());
    }
    assertThat(Canaries.FIRED).isEmpty();
    assertThat(ofThread.asked).as("asked of the thread's loader").isEmpty();
    campaign.result("12 shapes, 0 fired, 0 loads by the thread's loader, 0 escapes");
  }

  private URLClassLoader compile(String type) throws Exception {
    Path source = Files.writeString(temp.resolve(type + ".java"), SERVICE.formatted(type));
    Path classes = Files.createDirectories(temp.resolve("classes"));
    String path = System.getProperty("java.class.path");
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", path, "-d", classes.toString(), source.toString());
    assertThat(failed).isZero();
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, CanaryTest.class.getClassLoader());
  }

  private Object call(String backend, String codec, String type, ClassLoader services, String word)
      throws Exception {
    Object service =
        services.loadClass("victim." + type).getConstructor(String.class).newInstance(word);
    CacheConfig config =
        CacheConfig.builder()
            .backend(backend)
            .codec(codec)
            .directory(root)
            .fingerprint(FingerprintScope.CLASS)
            .build();
    try (ResultCache cache = Locache.open(config)) {
      return service instanceof Victims.Anything anything
          ? cache.wrap(Victims.Anything.class, anything).result(1)
          : cache.wrap(Victims.Names.class, (Victims.Names) service).result(1);
    }
  }

  private static ByteBuffer value(String tag, byte[] stream) {
    return ByteBuffer.allocate(tag.length() + stream.length)
        .put(tag.getBytes(StandardCharsets.US_ASCII))
        .put(stream)
        .flip();
  }

  /** Replaces the only entry's value by the backend's own means, with a right checksum. */
  private void plant(String backend, String codec, String type, ByteBuffer value) throws Exception {
    MethodId method =
        MethodId.of("dev.locache.campaigns.Victims$" + type, "result", List.of("int"));
    try (CacheBackend attacker = Backends.open(backend, root, InstantSource.system())) {
      List<StoredEntry> stored = new ArrayList<>();
      attacker.list(method, stored::add);
      assertThat(stored).hasSize(1);
      CacheKey key = stored.get(0).key();
      Entry entry = attacker.read(key, LIMITS).orElseThrow();
      assertThat(entry.codec()).isEqualTo(codec);
      attacker.write(Altered.value(entry, value, CHECKSUM), LIMITS);
    }
  }
}
