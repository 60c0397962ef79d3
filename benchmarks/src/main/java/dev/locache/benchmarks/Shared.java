package dev.locache.benchmarks;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What two threads or two processes use at once: Locache, and what shows the machine's share. */
enum Shared {
  /** The machine: digests, copies out of mapped memory, and appends to a file for each thread. */
  DIGEST_AND_COPY {
    @Override
    void fill(Path directory, int entries) throws IOException {
      HitFloor.write(directory.resolve("values"), entries);
    }

    @Override
    Calls open(Path directory) throws IOException {
      HitFloor floor = new HitFloor(directory.resolve("values"));
      byte[] value = Samples.value(0);
      ThreadLocal<RandomAccessFile> own = ThreadLocal.withInitial(() -> appended(directory));
      return new Calls(floor::digestAndCopy, id -> own.get().write(value));
    }
  },
  /** Whole calls over the protobuf backend. */
  PROTOBUF {
    @Override
    void fill(Path directory, int entries) throws IOException {
      storeAll(Service.PROTOBUF, directory, entries);
    }

    @Override
    Calls open(Path directory) {
      return calls(Service.PROTOBUF.open(directory, 0).describer());
    }
  },
  /** The machine: a file for each entry, read whole; put by an atomic move. */
  READ_ALL_BYTES {
    @Override
    void fill(Path directory, int entries) throws IOException {
      PlainFiles files = new PlainFiles(directory);
      for (int id = 0; id < entries; id++) {
        files.put(Samples.key(id), Samples.value(id));
      }
    }

    @Override
    Calls open(Path directory) throws IOException {
      PlainFiles files = new PlainFiles(directory);
      byte[] value = Samples.value(0);
      return new Calls(id -> files.get(Samples.key(id)), id -> files.put(Samples.key(id), value));
    }
  },
  /** Whole calls over the files backend. */
  FILES {
    @Override
    void fill(Path directory, int entries) throws IOException {
      storeAll(Service.FILES, directory, entries);
    }

    @Override
    Calls open(Path directory) {
      return calls(Service.FILES.open(directory, 0).describer());
    }
  };

  /** One call. */
  interface Call {
    void call(int id) throws IOException;
  }

  /** Asks for what is there, and stores what is not; both for any thread. */
  record Calls(Call hit, Call store) {}

  /** Stores entries 0 to {@code entries}. */
  abstract void fill(Path directory, int entries) throws IOException;

  /** Opens what is filled, for one process. */
  abstract Calls open(Path directory) throws IOException;

  private static void storeAll(Service service, Path directory, int entries) throws IOException {
    Service.Open open = service.open(directory, entries);
    Call store = calls(open.describer()).store();
    for (int id = 0; id < entries; id++) {
      store.call(id);
    }
    open.closing().close();
  }

  private static Calls calls(Describer describer) {
    Call call =
        id -> {
          if (describer.describe(id, TextDescriber.name(id)).length() < 90) {
            throw new IllegalStateException("result of call " + id + " is wrong");
          }
        };
    return new Calls(call, call);
  }

  private static RandomAccessFile appended(Path directory) {
    try {
      Path file = Files.createTempFile(directory, "appended", null);
      return new RandomAccessFile(file.toFile(), "rw");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
