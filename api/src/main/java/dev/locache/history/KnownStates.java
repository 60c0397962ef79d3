package dev.locache.history;

import dev.locache.spi.Digest128;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that the digest of a state stands for, a file for each of the latest states.
 *
 * <pre>
 * content   count · (name of the field, digest of what it holds) of each
 * </pre>
 */
final class KnownStates {
  private static final String DIRECTORY = "state";
  private static final int MOST_FIELDS = 10_000;
  private static final int MOST_STATES = 256;

  private final SideFiles files;

  KnownStates(SideFiles files) {
    this.files = files;
  }

  Optional<Map<String, Digest128>> read(Digest128 state) throws IOException {
    Optional<byte[]> saved = files.read(nameOf(state));
    return saved.isPresent() ? Optional.of(decode(saved.get())) : Optional.empty();
  }

  /** Returns whether a state is known, and makes it the one seen last. */
  boolean see(Digest128 state) throws IOException {
    boolean known = files.read(nameOf(state)).isPresent();
    if (known) {
      files.touch(nameOf(state));
    }
    return known;
  }

  void save(Digest128 state, Map<String, Digest128> fields) throws IOException {
    if (fields.size() > MOST_FIELDS) {
      return; // nobody reads such a list
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(fields.size());
      for (Map.Entry<String, Digest128> each : fields.entrySet()) {
        out.writeUTF(each.getKey());
        out.writeLong(each.getValue().high());
        out.writeLong(each.getValue().low());
      }
    }
    files.write(nameOf(state), bytes.toByteArray());
    List<String> known = files.list(DIRECTORY);
    for (String old : known.subList(Math.min(MOST_STATES, known.size()), known.size())) {
      files.remove(DIRECTORY + '/' + old);
    }
  }

  private static String nameOf(Digest128 state) {
    return DIRECTORY + '/' + state;
  }

  private static Map<String, Digest128> decode(byte[] content) throws IOException {
    Map<String, Digest128> fields = new LinkedHashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      for (int i = in.readInt(); i > 0; i--) {
        fields.put(in.readUTF(), new Digest128(in.readLong(), in.readLong()));
      }
    }
    return fields;
  }
}
