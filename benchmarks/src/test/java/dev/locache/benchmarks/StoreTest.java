package dev.locache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stores keep; for the faster ones of them this is what their speed is worth. */
final class StoreTest {
  private static final int ENTRIES = 100;

  /** Puts entries in each store and ends without closing any. */
  static final class PutAndHalt {
    private PutAndHalt() {}

    public static void main(String[] args) throws IOException {
      List<KeyValueStore> open = new ArrayList<>();
      for (Store store : Store.values()) {
        open.add(filled(store, Path.of(args[0])));
      }
      Runtime.getRuntime().halt(open.size());
    }
  }

  @Test
  void closedStoreIsReadAgain(@TempDir Path directory) throws IOException {
    for (Store store : Store.values()) {
      filled(store, directory).close();

      assertThat(keepsAll(store, directory)).as(store.name()).isTrue();
    }
  }

  @Test
  void storesKeepWhatTheySayWhenTheProcessIsKilled(@TempDir Path directory)
      throws IOException, InterruptedException {
    Process process = Jvm.start(Jvm.FOR_STORES, PutAndHalt.class, List.of(directory.toString()));
    assertThat(process.waitFor()).isEqualTo(Store.values().length);

    for (Store store : Store.values()) {
      if (store != Store.MVSTORE_LATE) { // what it loses is a matter of a second
        assertThat(keepsAll(store, directory)).as(store.name()).isEqualTo(store.keepsWhenKilled());
      }
    }
  }

  private static KeyValueStore filled(Store store, Path directory) throws IOException {
    KeyValueStore open = store.open(Files.createDirectory(directory.resolve(store.name())));
    for (int number = 0; number < ENTRIES; number++) {
      open.put(Samples.key(number), Samples.value(number));
    }
    return open;
  }

  private static boolean keepsAll(Store store, Path directory) {
    try (KeyValueStore again = store.open(directory.resolve(store.name()))) {
      for (int number = 0; number < ENTRIES; number++) {
        if (!Arrays.equals(again.get(Samples.key(number)), Samples.value(number))) {
          return false;
        }
      }
      return true;
    } catch (IOException | RuntimeException lost) { // each store has exceptions of its own
      return false;
    }
  }
}
