package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Methods that a compiler made and numbered: bodies of lambdas, accessors of private members. Their
 * content belongs to the method that refers to them, their names to nobody.
 */
final class InlinedMethods {
  private final ClassFiles files;
  private final MethodTokens methods;
  private final IdentityHashMap<MethodNode, Digest128> digests = new IdentityHashMap<>();
  private final List<MethodNode> open = new ArrayList<>();
  private boolean recursive;

  InlinedMethods(ClassFiles files, MethodTokens methods) {
    this.files = files;
    this.methods = methods;
  }

  /** Returns whether a method of {@code owner} is one. Bridges aren't: they are called by name. */
  static boolean isInlined(ClassFile owner, MethodNode method) {
    int access = method.access;
    if ((access & Opcodes.ACC_SYNTHETIC) == 0 || (access & Opcodes.ACC_BRIDGE) != 0) {
      return false;
    }
    if (method.name.equals("<init>")) {
      return isAccessConstructor(owner.name(), method.desc);
    }
    boolean cannotBeOverridden = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0;
    return cannotBeOverridden && isNumbered(method.name);
  }

  private static boolean isNumbered(String name) {
    return name.startsWith("lambda$")
        || name.startsWith("access$")
        || name.equals("$values") // makes the array of an enum's constants
        || name.startsWith("$SWITCH_TABLE$") // the Eclipse compiler's table for an enum switch
        || name.equals("$deserializeLambda$"); // finds lambdas by their numbered names
  }

  /**
   * Constructors that let nested classes call a private one are told from it by one more parameter:
   * of a numbered class, or of the class itself (Eclipse).
   */
  private static boolean isAccessConstructor(String owner, String descriptor) {
    return ClassFiles.hasNumber(descriptor) || descriptor.endsWith(owner.concat(";)V"));
  }

  /**
   * Writes the content of the method of this name, if it is one to inline.
   *
   * @return whether it was
   */
  boolean write(String owner, String name, String descriptor, TokenSink sink) {
    boolean mayBe =
        name.equals("<init>") ? isAccessConstructor(owner, descriptor) : isNumbered(name);
    ClassFile declaring = mayBe ? declaring(owner, name, descriptor) : null;
    MethodNode method = declaring == null ? null : declaring.method(name, descriptor);
    if (declaring == null || method == null || !isInlined(declaring, method)) {
      return false;
    }
    sink.mark('~');
    content(declaring, method, sink);
    return true;
  }

  private @Nullable ClassFile declaring(String owner, String name, String descriptor) {
    ClassFile file = files.find(owner);
    while (file != null && file.method(name, descriptor) == null) {
      file = file.node().superName == null ? null : files.find(file.node().superName);
    }
    return file;
  }

  /**
   * Writes a digest instead of the content itself, so that code in a finally block, which compilers
   * copy, costs no more than once. One that contains itself is written by its depth; digests made
   * meanwhile hold in that place only and are not kept.
   */
  private void content(ClassFile declaring, MethodNode method, TokenSink sink) {
    Digest128 known = digests.get(method);
    if (known != null) {
      sink.digest(known);
      return;
    }
    int depth = open.indexOf(method);
    if (depth >= 0) {
      recursive = true;
      sink.mark('^').number(depth);
      return;
    }
    open.add(method);
    TokenSink body = new TokenSink();
    methods.nameless(declaring, method, body);
    open.remove(open.size() - 1);
    Digest128 digest = body.digest();
    if (!recursive) {
      digests.put(method, digest);
    }
    recursive = recursive && !open.isEmpty();
    sink.digest(digest);
  }
}
