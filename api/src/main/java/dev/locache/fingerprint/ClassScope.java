package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts whole classes: of each class given, its own code, that of its superclasses and of its
 * nested classes, and of their superclasses in turn; of all of these, the interfaces, as their
 * default methods run as part of it, but not what is nested in those. Whether a class is the
 * application's or a library's makes no difference: inherited code runs either way. The JDK's
 * classes are covered by its version.
 *
 * <p>Anonymous and local classes have no lines of their own: the methods that refer to them cover
 * them.
 */
final class ClassScope {
  /** Changes whenever the same class files would give other lines. */
  static final int FORMAT = 1;

  private final List<CodeLine> lines = new ArrayList<>();
  private final Set<ClassFile> listed = new HashSet<>();
  private final Set<ClassFile> climbed = new HashSet<>();
  private final Set<ClassFile> opened = new HashSet<>();

  /** Covers a class of the JDK, of which only its name is left to write. */
  void addPlatform(Class<?> type) {
    lines.add(new CodeLine('P', type.getName(), new TokenSink().digest()));
  }

  /**
   * Covers {@code file}, and what belongs to it.
   *
   * @throws IllegalArgumentException if a class file is missing or cannot be read
   */
  void add(ClassFile file, Normaliser normaliser) {
    list(file, normaliser);
    climb(file, normaliser);
    open(file, normaliser);
  }

  Digest128 digest(int javaFeatureVersion) {
    return CodeLine.digestOf('L', FORMAT, javaFeatureVersion, lines());
  }

  /** Returns the code of these classes, of which nothing is followed and nothing noted. */
  MethodCode code() {
    List<CodePart> parts = new ArrayList<>();
    for (CodeLine line : lines()) {
      parts.add(CodePart.of(line, ""));
    }
    return new MethodCode(digest(Runtime.version().feature()), false, List.of(), parts);
  }

  /** Returns the lines so far, in their order. */
  List<CodeLine> lines() {
    lines.sort(null);
    return lines;
  }

  private void list(ClassFile file, Normaliser normaliser) {
    if (!listed.add(file)) {
      return;
    }
    try {
      normaliser.addLines(file, lines);
    } catch (Refusal ofAPart) {
      throw ofAPart;
    } catch (RuntimeException e) { // a descriptor that is none, or a jump to nowhere
      throw Refusal.damaged(file.name(), e);
    }
  }

  private void climb(ClassFile file, Normaliser normaliser) {
    if (!climbed.add(file)) {
      return;
    }
    String superName = file.node().superName;
    if (superName != null && !ClassFiles.isJdk(superName)) {
      add(part(superName, file, normaliser), normaliser);
    }
    for (String name : file.node().interfaces) {
      if (!ClassFiles.isJdk(name)) {
        ClassFile parsed = part(name, file, normaliser);
        list(parsed, normaliser);
        climb(parsed, normaliser);
      }
    }
  }

  private void open(ClassFile file, Normaliser normaliser) {
    if (!opened.add(file)) {
      return;
    }
    for (String name : file.nested()) {
      ClassFile nested = part(name, file, normaliser);
      if (normaliser.files().findNumbered(name) == null) {
        list(nested, normaliser);
      }
      climb(nested, normaliser);
      open(nested, normaliser);
    }
  }

  private static ClassFile part(String name, ClassFile of, Normaliser normaliser) {
    ClassFile file = normaliser.files().find(name);
    if (file == null) {
      throw Refusal.missing(name, of.name());
    }
    return file;
  }
}
