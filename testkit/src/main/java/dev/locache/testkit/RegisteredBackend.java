package dev.locache.testkit;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;

/** Opens a backend as an application does: by its id, through {@link ServiceLoader}. */
public final class RegisteredBackend {
  private RegisteredBackend() {}

  /**
   * Opens the backend whose provider is registered with that id.
   *
   * @throws AssertionError if there is none, or more than one; it names all that there are
   * @throws IOException if the provider cannot open it
   */
  public static CacheBackend open(String id, BackendContext context) throws IOException {
    List<CacheBackendProvider> registered =
        ServiceLoader.load(CacheBackendProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    List<CacheBackendProvider> found =
        registered.stream().filter(provider -> provider.id().equals(id)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "providers registered with id " + id + ": " + found + "; of all: " + registered);
    }
    return found.get(0).open(context);
  }
}
