package dev.locache.fingerprint;

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
   * @throws IllegalArgumentException if the bytes are of a newer format, damaged, or another class
   */
  static ClassFile parse(String name, byte[] bytes) {
    if (bytes.length < HEADER_BYTES || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
      throw Refusal.damaged(name, null);
    }
    int majorVersion = ByteBuffer.wrap(bytes).getShort(MAJOR_VERSION_OFFSET);
    if (majorVersion > NEWEST_MAJOR_VERSION) {
      throw Refusal.tooNew(name, majorVersion);
    }
    ClassFile parsed = new ClassFile(read(name, bytes));
    if (!parsed.name().equals(name)) {
      throw Refusal.damaged(name, null);
    }
    return parsed;
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

  private ClassFile(ClassNode node) {
    this.node = node;
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
