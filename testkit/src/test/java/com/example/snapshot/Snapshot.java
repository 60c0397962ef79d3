package com.example.snapshot;

import dev.locache.spi.CacheKey;
import dev.locache.spi.EntryFormat;
import dev.locache.spi.MethodId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** All that is kept at one moment. Not changed any more once others can see it. */
final class Snapshot {
  final Map<CacheKey, Stored> entries = new HashMap<>();
  final Map<String, Lease> leases = new HashMap<>();

  /** An entry's key, its canonical bytes (an array of them), and when it was last used. */
  record Stored(CacheKey key, ByteBuffer bytes, long lastUsedMillis) {
    boolean isOf(MethodId method) {
      return key.method().equals(method);
    }

    Stored usedAt(long millis) {
      return new Stored(key, bytes, millis);
    }
  }

  /** Who may load a key, and until when. */
  record Lease(UUID owner, long number, long untilMillis) {}

  Snapshot copy() {
    Snapshot copy = new Snapshot();
    copy.entries.putAll(entries);
    copy.leases.putAll(leases);
    return copy;
  }

  byte[] toBytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(leases.size());
    for (Map.Entry<String, Lease> each : leases.entrySet()) {
      Lease lease = each.getValue();
      out.writeUTF(each.getKey());
      out.writeLong(lease.owner().getMostSignificantBits());
      out.writeLong(lease.owner().getLeastSignificantBits());
      out.writeLong(lease.number());
      out.writeLong(lease.untilMillis());
    }
    out.writeInt(entries.size());
    for (Stored stored : entries.values()) {
      out.writeLong(stored.lastUsedMillis());
      out.writeInt(stored.bytes().remaining());
      out.write(stored.bytes().array());
    }
    return bytes.toByteArray();
  }

  static Snapshot parse(byte[] bytes) {
    Snapshot snapshot = new Snapshot();
    try {
      snapshot.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException | IllegalArgumentException damaged) {
      // What comes behind the damage is lost, and no more: each is a miss, the method runs again,
      // and the next change writes a whole file.
    }
    return snapshot;
  }

  private void read(DataInputStream in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      String key = in.readUTF();
      UUID owner = new UUID(in.readLong(), in.readLong());
      leases.put(key, new Lease(owner, in.readLong(), in.readLong()));
    }
    for (int left = in.readInt(); left > 0; left--) {
      long lastUsedMillis = in.readLong();
      ByteBuffer entry = ByteBuffer.wrap(in.readNBytes(in.readInt()));
      CacheKey key = EntryFormat.decode(entry).key();
      entries.put(key, new Stored(key, entry, lastUsedMillis));
    }
  }
}
