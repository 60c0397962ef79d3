package dev.locache.files;

import static dev.locache.files.FilesFixture.QUOTE;
import static dev.locache.files.FilesFixture.YEAR;
import static dev.locache.files.FilesFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.CacheBackendProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderTest {
  private final Path temp;

  ProviderTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void isFoundByItsId() {
    List<String> ids =
        ServiceLoader.load(CacheBackendProvider.class).stream()
            .map(provider -> provider.get().id())
            .toList();

    assertThat(ids).containsExactly("files");
    assertThat(new FilesBackendProvider().defaultCodec()).isEqualTo("java");
  }

  @Test
  void opensADirectoryForItsOwnerAlone() throws IOException {
    Context context = new Context(temp.resolve("a/b"), false);
    try (CacheBackend backend = new FilesBackendProvider().open(context)) {
      assertThat(backend.ownerOnly()).isTrue();
      assertThat(FilesFixture.mode(context.directory())).isEqualTo("rwx------");
    }
  }

  @Test
  void whereOthersMayWriteEntriesMustBeSigned() throws IOException {
    Path shared = Files.createDirectory(temp.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));

    assertThatThrownBy(() -> new FilesBackendProvider().open(new Context(shared, false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "cache directory "
                + shared
                + " may be written to by others (owner "
                + Files.getOwner(shared).getName()
                + ", mode rwxrwx---); run chmod 700 "
                + shared
                + ", choose another one with directory(...) or the setting locache.directory,"
                + " or sign entries with signingKey(...)");
    try (CacheBackend signed = new FilesBackendProvider().open(new Context(shared, true))) {
      assertThat(signed.ownerOnly()).isFalse();
    }
  }

  @Test
  void afterCloseEveryVerbSaysSo() throws IOException {
    CacheBackend backend = new FilesBackendProvider().open(new Context(temp, false));
    backend.close();
    backend.close();

    assertClosed(() -> backend.read(key(1), YEAR));
    assertClosed(() -> backend.write(new FilesFixture(temp).entry(1), YEAR));
    assertClosed(() -> backend.remove(key(1)));
    assertClosed(() -> backend.clear(QUOTE));
    assertClosed(() -> backend.evict(QUOTE, YEAR));
    assertClosed(() -> backend.list(QUOTE, stored -> {}));
    assertClosed(() -> backend.tryLock(key(1)));
    assertThat(backend.place(key(1))).startsWith(temp.toString());
  }

  private void assertClosed(ThrowingCallable verb) {
    assertThatThrownBy(verb)
        .isInstanceOf(IOException.class)
        .hasMessage("files backend of " + temp + " is closed");
  }

  private record Context(Path directory, boolean signed) implements BackendContext {
    @Override
    public InstantSource clock() {
      return new SettableClock();
    }

    @Override
    public boolean durable() {
      return false;
    }

    @Override
    public Optional<String> setting(String name) {
      return Optional.empty();
    }
  }
}
