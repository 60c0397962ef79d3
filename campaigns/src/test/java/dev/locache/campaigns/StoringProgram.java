package dev.locache.campaigns;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.nio.file.Path;

/** Stores, hits and evicts in a process of its own. Arguments: id of the backend, directory. */
final class StoringProgram {
  private StoringProgram() {}

  public static void main(String[] arguments) {
    CacheConfig config =
        CacheConfig.builder()
            .backend(arguments[0])
            .directory(Path.of(arguments[1]))
            .maximumEntries(3)
            .strict(true)
            .build();
    try (ResultCache cache = Locache.open(config)) {
      Answers answers = cache.wrap(Answers.class, new Answers.Spoken("stored"));
      for (int number = 0; number < 10; number++) {
        answers.text(number);
        answers.other(number % 2);
      }
    }
  }
}
