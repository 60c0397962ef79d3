package dev.locache.history;

import dev.locache.fingerprint.CodePart;
import dev.locache.spi.Digest128;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The parts of the latest versions of a method's code, a file each, named by the version's digest.
 *
 * <pre>
 * content   deflated (zlib, RFC 1950): version of Java · count · (kind, name, digest, path) of each part
 * </pre>
 */
final class CodeVersions {
  private static final int MOST_VERSIONS = 16;
  private static final int MOST_PARTS = 1_000_000;

  /** Few bytes inflate to a thousand times as many. */
  private static final int MOST_BYTES = 64 << 20;

  private final SideFiles files;
  private final String directory;

  CodeVersions(SideFiles files, String directory) {
    this.files = files;
    this.directory = directory;
  }

  /**
   * One version.
   *
   * @param javaFeatureVersion of the Java it ran on
   */
  record Version(int javaFeatureVersion, List<CodePart> parts) {}

  Optional<Version> read(Digest128 code) throws IOException {
    Optional<byte[]> saved = files.read(nameOf(code));
    return saved.isPresent() ? Optional.of(decode(saved.get())) : Optional.empty();
  }

  /** Returns the digests of the versions known, the one seen last first. */
  List<Digest128> known() throws IOException {
    List<Digest128> known = new ArrayList<>();
    for (String name : files.list(directory)) {
      addNamed(name, known);
    }
    return known;
  }

  private static void addNamed(String name, List<Digest128> known) {
    try {
      known.add(Digest128.parse(name));
    } catch (IllegalArgumentException foreign) {
      return; // somebody else's file
    }
  }

  /** Saves a version, unless it is known; and forgets those that were not seen for longest. */
  void save(Digest128 code, List<CodePart> parts) throws IOException {
    if (files.read(nameOf(code)).isPresent()) {
      files.touch(nameOf(code));
      return;
    }
    files.write(nameOf(code), encode(new Version(Runtime.version().feature(), parts)));
    List<Digest128> known = known();
    for (Digest128 old : known.subList(Math.min(MOST_VERSIONS, known.size()), known.size())) {
      files.remove(nameOf(old));
    }
  }

  void clear() throws IOException {
    for (Digest128 each : known()) {
      files.remove(nameOf(each));
    }
  }

  private String nameOf(Digest128 code) {
    return directory + '/' + code;
  }

  private static byte[] encode(Version version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      out.writeInt(version.javaFeatureVersion());
      out.writeInt(version.parts().size());
      for (CodePart part : version.parts()) {
        out.writeChar(part.kind());
        out.writeUTF(part.name());
        out.writeLong(part.digest().high());
        out.writeLong(part.digest().low());
        out.writeUTF(part.path());
      }
    }
    return bytes.toByteArray();
  }

  private static Version decode(byte[] content) throws IOException {
    InputStream inflated = new InflaterInputStream(new ByteArrayInputStream(content));
    try (DataInputStream in = new DataInputStream(new BoundedInput(inflated, MOST_BYTES))) {
      int java = in.readInt();
      int count = in.readInt();
      if (count < 0 || count > MOST_PARTS) {
        throw new IOException(count + " parts are more than are ever saved");
      }
      List<CodePart> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        char kind = in.readChar();
        String name = in.readUTF();
        Digest128 digest = new Digest128(in.readLong(), in.readLong());
        parts.add(described(new CodePart(kind, name, digest, in.readUTF())));
      }
      return new Version(java, parts);
    }
  }

  /** Names are parsed when they are said in words, in the middle of a call perhaps. */
  private static CodePart described(CodePart part) throws IOException {
    try {
      Objects.requireNonNull(part.toString());
      return part;
    } catch (IllegalArgumentException | IndexOutOfBoundsException notAName) {
      throw new IOException("a part has a name of no class file: " + part.name(), notAName);
    }
  }
}
