package dev.locache.fingerprint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Reads from a class file's constant pool (JVMS 4.4) which classes it refers to. Much faster than
 * parsing the class, and enough to know which jars a jar needs.
 */
final class ClassReferences {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int POOL_OFFSET = 8;

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;

  /** Bytes behind the tag of each kind of entry, by its tag; -1 where there is no such kind. */
  private static final int[] SIZES = {
    -1, 0, -1, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, -1, -1, 3, 2, 4, 4, 2, 2
  };

  private ClassReferences() {}

  /**
   * Adds the internal names of the classes referred to. What is no class file, though called one,
   * refers to nothing, as no JVM would load it.
   */
  static void add(byte[] classFile, Set<String> names) {
    ByteBuffer in = ByteBuffer.wrap(classFile);
    if (classFile.length < POOL_OFFSET + 2 || in.getInt(0) != MAGIC) {
      return;
    }
    in.position(POOL_OFFSET);
    int count = in.getShort() & 0xFFFF;
    int[] offsets = new int[count];
    try {
      if (index(in, offsets)) {
        addClasses(classFile, offsets, names);
      }
    } catch (IndexOutOfBoundsException
        | BufferUnderflowException
        | IllegalArgumentException truncated) { // the last of a place beyond the end
      return;
    }
  }

  private static boolean index(ByteBuffer in, int[] offsets) {
    for (int i = 1; i < offsets.length; i++) {
      int tag = in.get();
      if (tag < 0 || tag >= SIZES.length || SIZES[tag] < 0) {
        return false;
      }
      offsets[i] = in.position();
      int size = tag == UTF8 ? in.getShort() & 0xFFFF : SIZES[tag];
      in.position(in.position() + size);
      if (tag == LONG || tag == DOUBLE) {
        i++; // these take two places
      }
    }
    return true;
  }

  private static void addClasses(byte[] classFile, int[] offsets, Set<String> names) {
    ByteBuffer in = ByteBuffer.wrap(classFile);
    for (int offset : offsets) {
      if (offset > 0 && in.get(offset - 1) == CLASS) {
        int name = offsets[in.getShort(offset) & 0xFFFF];
        int length = in.getShort(name) & 0xFFFF;
        addName(new String(classFile, name + 2, length, StandardCharsets.UTF_8), names);
      }
    }
  }

  private static void addName(String name, Set<String> names) {
    if (!name.startsWith("[")) {
      names.add(name);
      return;
    }
    int element = name.lastIndexOf('[') + 1;
    if (name.charAt(element) == 'L') {
      names.add(name.substring(element + 1, name.length() - 1));
    }
  }
}
