package dev.locache.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import dev.locache.CacheConfig;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.MemoryBackend;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A cache in memory, a counter of runs, and what a test binds. */
final class TestModule extends AbstractModule {
  final AtomicInteger runs = new AtomicInteger();
  final CacheBackend backend = MemoryBackend.open(InstantSource.system());

  private final Consumer<LocacheBinder> services;

  TestModule(Consumer<LocacheBinder> services) {
    this.services = services;
  }

  static TestModule services(Consumer<LocacheBinder> services) {
    return new TestModule(services);
  }

  @Override
  protected void configure() {
    install(cache());
    bind(AtomicInteger.class).toInstance(runs);
    services.accept(LocacheBinder.of(binder()));
  }

  Module cache() {
    return LocacheModule.of(CacheConfig.builder().backend(backend).strict(true).build());
  }
}
