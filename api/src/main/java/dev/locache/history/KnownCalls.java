package dev.locache.history;

import dev.locache.spi.Digest128;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calls of one method that were stored last. Collected in memory and saved in batches: a
 * process that is killed leaves some unsaved, of which an explanation then knows less. Two
 * processes that save at once may lose calls of each other, for the same price. Thread-safe.
 *
 * <pre>
 * content   count of arguments · (digest, state, digest of each argument) of each call
 * </pre>
 */
final class KnownCalls {
  private static final int MOST_CALLS = 4096;

  /** After that many they are saved for the first time, then after twice as many each time. */
  private static final int FIRST_BATCH = 512;

  private static final int LAST_BATCH = 1 << 16;

  private final SideFiles files;
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private Map<Digest128, KnownCall> unsaved = new LatestCalls();
  private int added;
  private int batch = FIRST_BATCH;

  /** The calls that were added last, and no more than can be saved. */
  private static final class LatestCalls extends LinkedHashMap<Digest128, KnownCall> {
    private static final long serialVersionUID = 1;

    LatestCalls() {
      super(16, 0.75f, true); // what is seen again comes last again
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Digest128, KnownCall> eldest) {
      return size() > MOST_CALLS;
    }
  }

  KnownCalls(SideFiles files, String name) {
    this.files = files;
    this.name = name;
  }

  /** Returns whether it is time to save. */
  boolean add(KnownCall call) {
    lock.lock();
    try {
      unsaved.put(call.digest(), call);
      added++;
      if (added < batch) {
        return false;
      }
      added = 0; // also if it cannot be saved: that is not tried at each call
      batch = Math.min(2 * batch, LAST_BATCH);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns all calls known, by their digests. */
  Map<Digest128, KnownCall> all() throws IOException {
    lock.lock();
    try {
      Map<Digest128, KnownCall> all = saved();
      all.putAll(unsaved);
      return all;
    } finally {
      lock.unlock();
    }
  }

  void flush() throws IOException {
    lock.lock();
    try {
      if (!unsaved.isEmpty()) {
        save();
      }
    } finally {
      lock.unlock();
    }
  }

  void clear() throws IOException {
    lock.lock();
    try {
      unsaved = new LatestCalls();
      files.remove(name);
    } finally {
      lock.unlock();
    }
  }

  private void save() throws IOException {
    Map<Digest128, KnownCall> latest = unsaved;
    unsaved = new LatestCalls(); // also if they cannot be saved
    List<KnownCall> calls = new ArrayList<>();
    if (latest.size() < MOST_CALLS) {
      Map<Digest128, KnownCall> earlier = saved();
      earlier.keySet().removeAll(latest.keySet());
      calls.addAll(earlier.values());
    }
    calls.addAll(latest.values());
    int from = Math.max(0, calls.size() - MOST_CALLS);
    files.write(name, encode(calls.subList(from, calls.size())));
  }

  private Map<Digest128, KnownCall> saved() throws IOException {
    byte[] content = files.read(name).orElse(null);
    return content == null ? new LinkedHashMap<>() : decode(content);
  }

  private static byte[] encode(List<KnownCall> calls) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(calls.get(0).arguments().size());
      for (KnownCall call : calls) {
        write(call.digest(), out);
        write(call.state(), out);
        for (Digest128 each : call.arguments()) {
          write(each, out);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void write(Digest128 digest, DataOutputStream out) throws IOException {
    out.writeLong(digest.high());
    out.writeLong(digest.low());
  }

  private static Map<Digest128, KnownCall> decode(byte[] content) throws IOException {
    Map<Digest128, KnownCall> calls = new LinkedHashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      int arguments = in.readInt();
      while (in.available() > 0) {
        Digest128 digest = read(in);
        Digest128 state = read(in);
        List<Digest128> parts = new ArrayList<>();
        for (int i = 0; i < arguments; i++) {
          parts.add(read(in));
        }
        calls.put(digest, new KnownCall(digest, state, parts));
      }
    }
    return calls;
  }

  private static Digest128 read(DataInputStream in) throws IOException {
    return new Digest128(in.readLong(), in.readLong());
  }
}
