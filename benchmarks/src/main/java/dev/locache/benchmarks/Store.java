package dev.locache.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The stores that are measured, each set up to be fast: nothing is synced to the disk, as Locache
 * does not by default. {@link #keepsWhenKilled} tells which of them still have what was put after
 * the process was killed.
 */
public enum Store {
  /** Locache's protobuf backend by itself: no proxy, no key to make, no decoding. */
  PROTOBUF_BACKEND {
    @Override
    KeyValueStore open(Path directory) throws IOException {
      return new BackendStore("protobuf", directory);
    }
  },
  /** Locache's files backend by itself. */
  FILES_BACKEND {
    @Override
    KeyValueStore open(Path directory) throws IOException {
      return new BackendStore("files", directory);
    }
  },
  /** A file for each entry, put by an atomic move. */
  PLAIN_FILES {
    @Override
    KeyValueStore open(Path directory) throws IOException {
      return new PlainFiles(directory);
    }
  },
  /** LMDB without synced commits. */
  LMDB {
    @Override
    KeyValueStore open(Path directory) {
      return new Lmdb(directory);
    }
  },
  /** SQLite with a write-ahead log, never synced, and reads from mapped memory. */
  SQLITE {
    @Override
    KeyValueStore open(Path directory) throws IOException {
      return new Sqlite(directory);
    }
  },
  /** H2's MVStore, each put committed. */
  MVSTORE {
    @Override
    KeyValueStore open(Path directory) {
      return new MvStore(directory, true);
    }
  },
  /** H2's MVStore as it comes: it commits once a second, and a killed process loses that. */
  MVSTORE_LATE {
    @Override
    KeyValueStore open(Path directory) {
      return new MvStore(directory, false);
    }

    @Override
    boolean keepsWhenKilled() {
      return false;
    }
  },
  /** RocksDB with its log, not synced. */
  ROCKSDB {
    @Override
    KeyValueStore open(Path directory) throws IOException {
      return new Rocks(directory);
    }
  },
  /** MapDB, mapped, without transactions. */
  MAPDB {
    @Override
    KeyValueStore open(Path directory) {
      return new MapDb(directory);
    }

    @Override
    boolean keepsWhenKilled() {
      return false;
    }
  },
  /** Ehcache's persistent disk tier under a heap tier of one entry. */
  EHCACHE {
    @Override
    KeyValueStore open(Path directory) {
      return new EhcacheDisk(directory);
    }

    @Override
    boolean keepsWhenKilled() {
      return false;
    }
  };

  abstract KeyValueStore open(Path directory) throws IOException;

  /** Returns what the names of the jars begin with that it needs. */
  List<String> jars() {
    return switch (this) {
      case PROTOBUF_BACKEND -> List.of("locache-api", "locache-backend-protobuf", "protobuf-java");
      case FILES_BACKEND -> List.of("locache-api", "locache-backend-files", "commons-io");
      case PLAIN_FILES -> List.of();
      case LMDB -> List.of("lmdbjava", "native-", "jnr-", "jffi", "asm");
      case SQLITE -> List.of("sqlite-jdbc", "slf4j-api");
      case MVSTORE, MVSTORE_LATE -> List.of("h2-mvstore");
      case ROCKSDB -> List.of("rocksdbjni");
      case MAPDB ->
          List.of("mapdb", "elsa", "kotlin", "eclipse-collections", "guava", "failureac", "lz4");
      case EHCACHE -> List.of("ehcache", "cache-api", "slf4j-api");
    };
  }

  /** Tells whether it is a part of Locache. */
  boolean isBackend() {
    return this == PROTOBUF_BACKEND || this == FILES_BACKEND;
  }

  /** Tells whether what was put can be got by the next process after one that did not close. */
  boolean keepsWhenKilled() {
    return true;
  }
}
