package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.List;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Gives each part of a class a line that moves when its behaviour may have changed, and does not
 * when only the text around it has: comments, line numbers, debug flags, the order of members, the
 * names of local variables, or how the compiler numbered what has no name. Which compiler is used
 * may still show.
 *
 * <p>For the classes of one loader and within one wrap. Not thread-safe.
 */
final class Normaliser {
  private final ClassFiles files;
  private final OuterInstances outerInstances;
  private final ClassTokens tokens;

  Normaliser(ClassFiles files) {
    this.files = files;
    this.outerInstances = new OuterInstances(files);
    this.tokens = new ClassTokens(files, new ContentNames(files, outerInstances), outerInstances);
  }

  ClassFiles files() {
    return files;
  }

  OuterInstances outerInstances() {
    return outerInstances;
  }

  /** Returns the class's name; for one that compilers number, its host and content instead. */
  String name(ClassFile file) {
    return tokens.types().name(file.name());
  }

  /** Adds the lines of the header and of all members that have a name of their own. */
  void addLines(ClassFile file, List<CodeLine> lines) {
    lines.add(header(file));
    for (FieldNode field : file.node().fields) {
      if (tokens.counts(file, field)) {
        lines.add(field(file, field));
      }
    }
    for (MethodNode method : file.node().methods) {
      if (tokens.counts(file, method)) {
        lines.add(method(file, method));
      }
    }
  }

  /** Returns whether a field has a line of its own. */
  boolean counts(ClassFile owner, FieldNode field) {
    return tokens.counts(owner, field);
  }

  /** Returns whether a method has a line of its own. */
  boolean counts(ClassFile owner, MethodNode method) {
    return tokens.counts(owner, method);
  }

  /** Returns what stands for an instruction that makes lambdas, with their bodies. */
  Digest128 lambda(ClassFile owner, InvokeDynamicInsnNode instruction) {
    TokenSink sink = new TokenSink();
    try {
      tokens.lambda(instruction, sink.mark('L'));
      if (owner.allBytes() != null) {
        sink.digest(owner.allBytes());
      }
    } catch (Refusal ofAPart) {
      throw ofAPart;
    } catch (RuntimeException e) { // a descriptor that is none, or a jump to nowhere
      throw Refusal.damaged(owner.name(), e);
    }
    return sink.digest();
  }

  CodeLine header(ClassFile file) {
    TokenSink sink = new TokenSink();
    tokens.header(file, sink);
    return new CodeLine('C', name(file), sink.digest());
  }

  CodeLine field(ClassFile owner, FieldNode field) {
    TokenSink sink = new TokenSink();
    tokens.field(owner, field, sink);
    return new CodeLine('F', member(owner, tokens.name(owner, field), ""), sink.digest());
  }

  CodeLine method(ClassFile owner, MethodNode method) {
    TokenSink sink = new TokenSink();
    tokens.method(owner, method, sink);
    return new CodeLine('M', member(owner, method.name, method.desc), sink.digest());
  }

  private String member(ClassFile owner, String name, String descriptor) {
    StringBuilder member = new StringBuilder(name(owner));
    return member.append('.').append(name).append(tokens.types().descriptor(descriptor)).toString();
  }
}
