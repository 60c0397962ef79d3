package dev.locache.fingerprint;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureWriter;

/** Rewrites names of types so that no number of an anonymous or local class is left in them. */
final class TypeTokens {
  private final ClassFiles files;
  private final NumberedNames names;

  TypeTokens(ClassFiles files, NumberedNames names) {
    this.files = files;
    this.names = names;
  }

  /** Rewrites the internal name of a class, or the descriptor of an array. */
  String name(String internalName) {
    if (internalName.startsWith("[")) {
      return descriptor(internalName);
    }
    ClassFile numbered = files.findNumbered(internalName);
    return numbered == null ? internalName : names.nameOf(numbered);
  }

  /** Rewrites a descriptor of a field or method (JVMS 4.3). */
  String descriptor(String descriptor) {
    if (!ClassFiles.hasNumber(descriptor)) {
      return descriptor;
    }
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (int type = descriptor.indexOf('L'); type >= 0; type = descriptor.indexOf('L', copied)) {
      int end = descriptor.indexOf(';', type);
      result.append(descriptor, copied, type + 1).append(name(descriptor.substring(type + 1, end)));
      copied = end;
    }
    return result.append(descriptor, copied, descriptor.length()).toString();
  }

  /** Rewrites a signature of a class, method, field or record component (JVMS 4.7.9.1). */
  @Nullable String signature(@Nullable String signature) {
    if (signature == null || !ClassFiles.hasNumber(signature)) {
      return signature;
    }
    return rewritten(signature);
  }

  private String rewritten(String signature) {
    Renaming renaming = new Renaming();
    try {
      new SignatureReader(signature).accept(renaming);
      return renaming.toString();
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException malformed) {
      return signature; // reflection refuses it as well; then only its text is there to be compared
    }
  }

  private final class Renaming extends SignatureWriter {
    @Override
    public void visitClassType(String name) {
      super.visitClassType(TypeTokens.this.name(name));
    }
  }
}
