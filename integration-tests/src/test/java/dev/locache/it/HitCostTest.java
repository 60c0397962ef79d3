package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How much memory a hit takes: what can be asserted of its speed. The bounds are a little above
 * what a hit takes without optimisation; a compiler that optimises takes half of it away.
 */
final class HitCostTest {
  private static final int HITS = 2_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  interface Describer {
    String describe(int id, String name);
  }

  static final class TextDescriber implements Describer {
    @Override
    public String describe(int id, String name) {
      return (id + " is called " + name + ", and there is no more to be said about it at all")
          .concat("; a hundred letters it takes");
    }
  }

  @ParameterizedTest
  @CsvSource({"files, 4600", "protobuf, 1700"})
  void hitTakesLittleMemory(String backend, long bound, @TempDir Path directory) {
    try (ResultCache cache =
        Locache.open(CacheConfig.builder().backend(backend).directory(directory).build())) {
      Describer describer = cache.wrap(Describer.class, new TextDescriber());
      bytesOfHits(describer); // stores, loads classes, maps what it reads
      bytesOfHits(describer);

      assertThat(bytesOfHits(describer) / HITS)
          .as("bytes allocated by a hit")
          .isBetween(200L, bound);
      assertThat(cache.stats().hits()).isGreaterThan(2 * HITS);
    }
  }

  private static long bytesOfHits(Describer describer) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < HITS; i++) {
      describer.describe(i % 10, "name");
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
