package dev.locache.fingerprint;

import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Tells what becomes of a class that code names by {@code X.class}. */
final class ClassLiterals {
  /** Calls that look at nothing but the class's name, or its place. */
  private static final Set<String> HARMLESS =
      Set.of(
          "desiredAssertionStatus",
          "getLogger",
          "getName",
          "getSimpleName",
          "getResourceAsStream",
          "getResource");

  private ClassLiterals() {}

  /** Returns whether the class is used for its name only, so that its members don't matter. */
  static boolean isOnlyNamed(LdcInsnNode literal) {
    AbstractInsnNode next = Code.next(literal);
    return next instanceof MethodInsnNode call && HARMLESS.contains(call.name);
  }
}
