package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * A parsed class file (JVMS 4), without debug information and stack maps. Compared by identity: a
 * {@link ClassFiles} parses a class once.
 */
final class ClassFile {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int MAJOR_VERSION_OFFSET = 6;
  private static final int HEADER_BYTES = 8;

  /** The last that this version of ASM reads. */
  static final int NEWEST_MAJOR_VERSION = Opcodes.V28;

  /**
   * Parses the class file of class {@code name}.
   *
   * @throws IllegalArgumentException if the bytes are damaged, another class, or of a newer format
   *     with parts that are not known
   */
  static ClassFile parse(String name, byte[] bytes) {
    if (bytes.length < HEADER_BYTES || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
      throw Refusal.damaged(name, null);
    }
    boolean newer = majorVersion(bytes) > NEWEST_MAJOR_VERSION;
    ClassFile parsed = newer ? parseNewer(name, bytes) : new ClassFile(read(name, bytes), null);
    if (!parsed.name().equals(name)) {
      throw Refusal.damaged(name, null);
    }
    return parsed;
  }

  /**
   * Reads a class file of a newer format as if it were of the newest one known. What formats have
   * gained so far were kinds of constants, which the reader stops at, attributes, which are looked
   * for here, and flags. So that nothing goes unseen, the class counts with all its bytes, debug
   * information included.
   */
  private static ClassFile parseNewer(String name, byte[] bytes) {
    try {
      ClassNode node = new ClassNode();
      reader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      if (!hasUnknownAttributes(node)) {
        return new ClassFile(node, new TokenSink().bytes(bytes).digest());
      }
    } catch (RuntimeException | AssertionError unknown) { // of an opcode, the reader throws that
      throw Refusal.tooNew(name, majorVersion(bytes), unknown);
    }
    throw Refusal.tooNew(name, majorVersion(bytes), null);
  }

  private static boolean hasUnknownAttributes(ClassNode node) {
    boolean found = node.attrs != null;
    for (MethodNode method : node.methods) {
      found |= method.attrs != null;
    }
    for (FieldNode field : node.fields) {
      found |= field.attrs != null;
    }
    if (node.recordComponents != null) {
      for (RecordComponentNode component : node.recordComponents) {
        found |= component.attrs != null;
      }
    }
    return found;
  }

  /** Returns a reader that takes class files of newer formats for ones of the newest known. */
  static ClassReader reader(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || majorVersion(bytes) <= NEWEST_MAJOR_VERSION) {
      return new ClassReader(bytes);
    }
    byte[] lowered = bytes.clone();
    ByteBuffer.wrap(lowered).putShort(MAJOR_VERSION_OFFSET, (short) NEWEST_MAJOR_VERSION);
    return new ClassReader(lowered);
  }

  private static int majorVersion(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getShort(MAJOR_VERSION_OFFSET) & 0xFFFF;
  }

  private static ClassNode read(String name, byte[] bytes) {
    ClassNode node = new ClassNode();
    try {
      ClassReader reader = new ClassReader(bytes);
      reader.accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (RuntimeException e) { // the reader trusts every length and index that it finds
      throw Refusal.damaged(name, e);
    }
    return node;
  }

  private final ClassNode node;
  private final @Nullable Digest128 allBytes;

  private ClassFile(ClassNode node, @Nullable Digest128 allBytes) {
    this.node = node;
    this.allBytes = allBytes;
  }

  /** Returns the digest of all bytes, if its format is newer than those known. */
  @Nullable Digest128 allBytes() {
    return allBytes;
  }

  /** Returns the internal name: {@code com/example/Rates$Quote}. */
  String name() {
    return node.name;
  }

  ClassNode node() {
    return node;
  }

  boolean is(int accessFlag) {
    return (node.access & accessFlag) != 0;
  }

  boolean isEnum() {
    return is(Opcodes.ACC_ENUM);
  }

  @Nullable MethodNode method(String name, String descriptor) {
    for (MethodNode method : node.methods) {
      if (method.name.equals(name) && method.desc.equals(descriptor)) {
        return method;
      }
    }
    return null;
  }

  @Nullable FieldNode field(String name) {
    for (FieldNode field : node.fields) {
      if (field.name.equals(name)) {
        return field;
      }
    }
    return null;
  }

  /** Returns what the InnerClasses attribute (JVMS 4.7.6) says of this class itself. */
  @Nullable InnerClassNode ownEntry() {
    for (InnerClassNode entry : node.innerClasses) {
      if (entry.name.equals(node.name)) {
        return entry;
      }
    }
    return null;
  }

  /** Returns the names of the member, local and anonymous classes that this class declares. */
  List<String> nested() {
    List<String> names = new ArrayList<>();
    for (InnerClassNode entry : node.innerClasses) {
      if (declares(entry)) {
        names.add(entry.name);
      }
    }
    return names;
  }

  /** Local and anonymous classes name no outer class: their names begin with that of their host. */
  private boolean declares(InnerClassNode entry) {
    if (entry.name.equals(node.name)) {
      return false;
    }
    if (entry.outerName != null) {
      return entry.outerName.equals(node.name);
    }
    return entry.name.startsWith(node.name) && entry.name.charAt(node.name.length()) == '$';
  }
}
