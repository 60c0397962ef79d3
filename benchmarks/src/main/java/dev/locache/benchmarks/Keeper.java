package dev.locache.benchmarks;

import dev.locache.CacheConfig;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What keeps values of a size of one's choice, each told by a number. */
public enum Keeper {
  /** Whole calls over the protobuf backend. */
  PROTOBUF {
    @Override
    Open open(Path directory) {
      return locache("protobuf", directory);
    }
  },
  /** One file: positional reads and appends. */
  APPENDED {
    @Override
    Open open(Path directory) throws IOException {
      return new OneFile(directory.resolve("values"));
    }
  },
  /** Whole calls over the files backend. */
  FILES {
    @Override
    Open open(Path directory) {
      return locache("files", directory);
    }
  },
  /** A file for each value: {@code readAllBytes}, and an atomic move. */
  PLAIN_FILES {
    @Override
    Open open(Path directory) throws IOException {
      return new FileEach(new PlainFiles(directory));
    }
  };

  /** The method whose results are large or small. */
  public interface Images {
    /** Returns an image of that many bytes, at least 8. */
    byte[] image(int bytes, int number);
  }

  /** Costs no more than the array: what is measured is the cache. */
  static final class PlainImages implements Images {
    @Override
    public byte[] image(int bytes, int number) {
      return ByteBuffer.allocate(bytes).putInt(number).array();
    }
  }

  interface Open extends Closeable {
    /** Returns a value that was stored. */
    byte[] hit(int bytes, int number) throws IOException;

    /** Stores a value that was not. */
    byte[] miss(int bytes, int number) throws IOException;
  }

  abstract Open open(Path directory) throws IOException;

  private static Open locache(String backend, Path directory) {
    ResultCache cache =
        Locache.open(
            CacheConfig.builder().backend(backend).directory(directory).strict(true).build());
    return new Locaching(cache, cache.wrap(Images.class, new PlainImages()));
  }

  private record Locaching(ResultCache cache, Images images) implements Open {
    @Override
    public byte[] hit(int bytes, int number) {
      return images.image(bytes, number);
    }

    @Override
    public byte[] miss(int bytes, int number) {
      return images.image(bytes, number);
    }

    @Override
    public void close() {
      cache.close();
    }
  }

  private static final class OneFile implements Open {
    private final RandomAccessFile file;
    private final Map<Integer, Long> positions = new HashMap<>();
    private long end;

    OneFile(Path path) throws IOException {
      file = new RandomAccessFile(path.toFile(), "rw");
    }

    @Override
    public byte[] hit(int bytes, int number) throws IOException {
      byte[] value = new byte[bytes];
      file.seek(positions.getOrDefault(number, 0L));
      file.readFully(value);
      return value;
    }

    @Override
    public byte[] miss(int bytes, int number) throws IOException {
      byte[] value = new PlainImages().image(bytes, number);
      positions.put(number, end);
      file.seek(end);
      file.write(value);
      end += bytes;
      return value;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private record FileEach(PlainFiles files) implements Open {
    @Override
    public byte[] hit(int bytes, int number) throws IOException {
      return files.get(Samples.key(number));
    }

    @Override
    public byte[] miss(int bytes, int number) throws IOException {
      byte[] value = new PlainImages().image(bytes, number);
      files.put(Samples.key(number), value);
      return value;
    }

    @Override
    public void close() {}
  }
}
