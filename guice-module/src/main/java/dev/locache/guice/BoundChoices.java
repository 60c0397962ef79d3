package dev.locache.guice;

import com.google.inject.Binder;
import com.google.inject.Inject;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.name.Named;
import com.google.inject.name.Names;
import dev.locache.CacheConfig;
import dev.locache.KeyEncoder;
import dev.locache.spi.CacheBackend;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What of a cache's configuration is bound, all of it optional. */
record BoundChoices(
    Optional<String> backendId,
    Optional<String> codec,
    Optional<String> directory,
    Optional<CacheBackend> backend,
    Optional<InstantSource> clock,
    Map<Class<?>, KeyEncoder<?>> keyEncoders) {
  private static final String BACKEND = "locache.backend";
  private static final String CODEC = "locache.codec";
  private static final String DIRECTORY = "locache.directory";

  @Inject
  BoundChoices(
      @Named(BACKEND) Optional<String> backendId,
      @Named(CODEC) Optional<String> codec,
      @Named(DIRECTORY) Optional<String> directory,
      Optional<CacheBackend> backend,
      Optional<InstantSource> clock,
      Map<Class<?>, KeyEncoder<?>> keyEncoders) {
    this.backendId = backendId;
    this.codec = codec;
    this.directory = directory;
    this.backend = backend;
    this.clock = clock;
    this.keyEncoders = keyEncoders;
  }

  static void declare(Binder binder) {
    for (String name : new String[] {BACKEND, CODEC, DIRECTORY}) {
      OptionalBinder.newOptionalBinder(binder, Key.get(String.class, Names.named(name)));
    }
    OptionalBinder.newOptionalBinder(binder, CacheBackend.class);
    OptionalBinder.newOptionalBinder(binder, InstantSource.class);
    keyEncoders(binder);
  }

  static MapBinder<Class<?>, KeyEncoder<?>> keyEncoders(Binder binder) {
    return MapBinder.newMapBinder(binder, new TypeLiteral<>() {}, new TypeLiteral<>() {});
  }

  /**
   * Makes the choices.
   *
   * @throws IllegalStateException if two of them contradict each other
   */
  void applyTo(CacheConfig.Builder builder) {
    if (backendId.isPresent() && backend.isPresent()) {
      throw new IllegalStateException(
          "two backends are bound: CacheBackend, and @Named(\""
              + BACKEND
              + "\") \""
              + backendId.get()
              + "\"; bind one of them");
    }
    backendId.ifPresent(builder::backend);
    backend.ifPresent(builder::backend);
    codec.ifPresent(builder::codec);
    directory.ifPresent(path -> builder.directory(Path.of(path)));
    clock.ifPresent(builder::clock);
    keyEncoders.forEach((type, encoder) -> keyEncoder(builder, type, encoder));
  }

  @SuppressWarnings("unchecked") // LocacheBinder takes only pairs that fit
  private static <T> void keyEncoder(
      CacheConfig.Builder builder, Class<T> type, KeyEncoder<?> encoder) {
    builder.keyEncoder(type, (KeyEncoder<T>) encoder);
  }
}
