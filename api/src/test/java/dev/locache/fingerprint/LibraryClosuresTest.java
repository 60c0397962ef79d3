package dev.locache.fingerprint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Libraries, taken for own code: whatever is changed within what a method of theirs reaches moves
 * its lines, and nothing else does.
 */
final class LibraryClosuresTest {
  private static final int MUTANTS = 70;

  static final List<Root> ROOTS =
      List.of(
          new Root(ClassWriter.class, "toByteArray"),
          new Root(ClassReader.class, "accept"),
          new Root(org.junit.platform.commons.support.ReflectionSupport.class, "findMethods"));

  private record Root(Class<?> type, String method) {
    @Override
    public String toString() {
      return type.getSimpleName() + "." + method;
    }
  }

  /** A method by its place, so that it can be exchanged. */
  private record Position(ClassFile file, int index) {
    MethodNode method() {
      return file.node().methods.get(index);
    }
  }

  /** The library's classes, parsed once; what is made of them is made anew each time. */
  private static final class Library {
    private final Root root;
    private final ClassFiles files;
    private final Places places;

    Library(Root root) {
      this.root = root;
      URL jar = root.type().getProtectionDomain().getCodeSource().getLocation();
      // Left open, and alone: whatever else is on the class path would be listed each time.
      ClassLoader loader =
          new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
      this.files = new ClassFiles(loader);
      this.places = new Places(files, loader, Packages.NONE, load(loader, root.type().getName()));
    }

    private static Class<?> load(ClassLoader loader, String name) {
      try {
        return Class.forName(name, false, loader);
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }

    Program program() {
      return new Program(new Normaliser(files), places);
    }

    Closure closure(Program program) {
      Closure closure = new Closure(program, 20_000);
      String name = root.type().getName().replace('.', '/');
      ClassFile file = requireNonNull(files.find(name));
      closure.addObjectsOf(name);
      for (MethodNode method : file.node().methods) {
        if (method.name.equals(root.method()) && (method.access & Opcodes.ACC_PUBLIC) != 0) {
          closure.addCalled(new Target(file, method));
        }
      }
      closure.run();
      return closure;
    }

    List<CodeLine> lines() {
      Program program = program();
      return new ReachableScope(program, closure(program)).lines();
    }

    List<ClassFile> classes() {
      List<ClassFile> classes = new ArrayList<>();
      for (String name : program().classes().subtypesOf("java/lang/Object")) {
        classes.add(requireNonNull(files.find(name)));
      }
      return classes;
    }

    /** Returns whether the lines move when a method is changed, for as long as that takes. */
    boolean moves(Position place, InstructionMutants mutation, List<CodeLine> unchanged) {
      ClassNode node = place.file().node();
      MethodNode original = place.method();
      MethodNode copy =
          new MethodNode(original.access, original.name, original.desc, original.signature, null);
      original.accept(copy);
      node.methods.set(place.index(), copy);
      mutation.apply(node);
      boolean moved = !lines().equals(unchanged);
      node.methods.set(place.index(), original);
      return moved;
    }
  }

  @ParameterizedTest
  @FieldSource("ROOTS")
  void changesWithinMoveAndOthersDoNot(Root root) {
    Library library = new Library(root);
    Program program = library.program();
    Reached reached = library.closure(program).reached();
    List<Position> inside = new ArrayList<>();
    List<Position> outside = new ArrayList<>();
    for (ClassFile file : library.classes()) {
      for (int i = 0; i < file.node().methods.size(); i++) {
        Position place = new Position(file, i);
        if (reached.methods().contains(new Target(file, place.method()))) {
          inside.add(place);
        } else if (!program.isNumbered(file) && !reached.wholeClasses().contains(file)) {
          outside.add(place);
        }
      }
    }
    List<CodeLine> unchanged = library.lines();

    assertThat(mutants(library, inside, unchanged, false)).isEmpty();
    assertThat(mutants(library, outside, unchanged, true)).isEmpty();
  }

  /** Returns the mutants that moved the lines, or those that didn't. */
  private static List<String> mutants(
      Library library, List<Position> places, List<CodeLine> unchanged, boolean moving) {
    Random random = new Random(7);
    List<String> found = new ArrayList<>();
    Set<Integer> kinds = new HashSet<>();
    for (int changed = 0; changed < MUTANTS; ) {
      Position place = places.get(random.nextInt(places.size()));
      int size = place.method().instructions.size();
      if (size == 0) {
        continue;
      }
      int index = random.nextInt(size);
      int variant = random.nextInt(InstructionMutants.MOST);
      InstructionMutants mutation = new InstructionMutants(place.index(), index, variant);
      boolean moved = library.moves(place, mutation, unchanged);
      if (mutation.changedSomething()) {
        changed++;
        kinds.add(place.method().instructions.get(index).getType());
        if (moved == moving) {
          found.add(place.file().name() + " " + mutation);
        }
      }
    }
    assertThat(kinds).hasSizeGreaterThan(5);
    return found;
  }

  @ParameterizedTest
  @FieldSource("ROOTS")
  void membersInAnotherOrderMoveNothing(Root root) {
    Library library = new Library(root);
    List<CodeLine> unchanged = library.lines();
    for (ClassFile file : library.classes()) {
      Collections.reverse(file.node().methods);
      Collections.reverse(file.node().innerClasses);
    }

    assertThat(library.lines()).isEqualTo(unchanged);
    assertThat(new LinkedHashSet<>(unchanged)).hasSizeGreaterThan(50);
  }
}
