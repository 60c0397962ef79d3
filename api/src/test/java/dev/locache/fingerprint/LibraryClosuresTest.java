package dev.locache.fingerprint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InternetDomainName;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.lang3.time.DateUtils;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.jsoup.Jsoup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.ReflectionSupport;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * Libraries, taken for own code: whatever is changed within what a method of theirs reaches moves
 * its lines, and nothing else does. The changes are chosen by chance, some of each kind of
 * instruction; {@code -Dseed} repeats a run, and {@code -Pcampaigns} takes more of them, and more
 * libraries.
 */
final class LibraryClosuresTest {
  private static final boolean CAMPAIGN = Boolean.getBoolean("campaigns");
  private static final int INSIDE_OF_EACH_KIND = CAMPAIGN ? 40 : 7;
  private static final int OUTSIDE_OF_EACH_KIND = CAMPAIGN ? 80 : 20;
  private static final long SEED = Long.getLong("seed", 7);

  static List<Root> roots() {
    List<Root> roots = new ArrayList<>();
    roots.add(new Root(ClassWriter.class, "toByteArray"));
    roots.add(new Root(ClassReader.class, "accept"));
    roots.add(new Root(ReflectionSupport.class, "findMethods"));
    if (CAMPAIGN) {
      roots.add(new Root(Jsoup.class, "parse"));
      roots.add(new Root(DateUtils.class, "parseDate"));
      roots.add(new Root(SimplexSolver.class, "optimize"));
      roots.add(new Root(InternetDomainName.class, "from"));
    }
    return roots;
  }

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

    void set(MethodNode method) {
      file.node().methods.set(index, method);
    }
  }

  /** A method and the change of one of its instructions. */
  private record Mutant(Position place, InstructionMutants change) {
    void apply() {
      MethodNode original = place.method();
      MethodNode copy =
          new MethodNode(original.access, original.name, original.desc, original.signature, null);
      original.accept(copy);
      place.set(copy);
      change.apply(place.file().node());
    }

    /** Returns whether there is anything to change. */
    boolean isOne() {
      MethodNode original = place.method();
      apply();
      place.set(original);
      return change.changedSomething();
    }

    @Override
    public String toString() {
      return place.file().name() + " " + change;
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

    /** Returns whether the lines move when methods are changed, for as long as that takes. */
    boolean moves(Collection<Mutant> mutants, List<CodeLine> unchanged) {
      List<MethodNode> originals = new ArrayList<>();
      for (Mutant each : mutants) {
        originals.add(each.place().method());
        each.apply();
      }
      boolean moved = !lines().equals(unchanged);
      int i = 0;
      for (Mutant each : mutants) {
        each.place().set(originals.get(i++));
      }
      return moved;
    }
  }

  /** Instructions by their kind, the type of the tree's node, in a random order. */
  private static final class Choice {
    private final Map<Integer, List<Mutant>> byKind = new TreeMap<>();

    Choice(List<Position> places, int ofEachKind, Random random) {
      for (Position each : places) {
        addAll(each, random);
      }
      for (List<Mutant> mutants : byKind.values()) {
        Collections.shuffle(mutants, random);
        List<Mutant> chosen = new ArrayList<>();
        for (int i = 0; i < mutants.size() && chosen.size() < ofEachKind; i++) {
          if (mutants.get(i).isOne()) {
            chosen.add(mutants.get(i));
          }
        }
        mutants.retainAll(chosen);
      }
    }

    private void addAll(Position place, Random random) {
      InsnList code = place.method().instructions;
      for (int i = 0; i < code.size(); i++) {
        if (code.get(i).getOpcode() >= 0) {
          int variant = random.nextInt(InstructionMutants.MOST);
          Mutant mutant = new Mutant(place, new InstructionMutants(place.index(), i, variant));
          byKind.computeIfAbsent(code.get(i).getType(), kind -> new ArrayList<>()).add(mutant);
        }
      }
    }

    List<Mutant> mutants() {
      List<Mutant> all = new ArrayList<>();
      byKind.values().forEach(all::addAll);
      return all;
    }

    Map<Integer, Integer> counts() {
      Map<Integer, Integer> counts = new TreeMap<>();
      byKind.forEach((kind, mutants) -> counts.put(kind, mutants.size()));
      return counts;
    }

    /** Groups of mutants in different methods, which can be tried at once. */
    List<Collection<Mutant>> groups() {
      List<Map<Position, Mutant>> groups = new ArrayList<>();
      for (Mutant each : mutants()) {
        int i = 0;
        while (i < groups.size() && groups.get(i).containsKey(each.place())) {
          i++;
        }
        if (i == groups.size()) {
          groups.add(new LinkedHashMap<>());
        }
        groups.get(i).put(each.place(), each);
      }
      List<Collection<Mutant>> all = new ArrayList<>();
      groups.forEach(group -> all.add(group.values()));
      return all;
    }
  }

  @ParameterizedTest
  @MethodSource("roots")
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
    Random random = new Random(SEED);
    Choice within = new Choice(inside, INSIDE_OF_EACH_KIND, random);
    Choice without = new Choice(outside, OUTSIDE_OF_EACH_KIND, random);
    List<CodeLine> unchanged = library.lines();
    Report.row(
        "mutations", root, SEED, inside.size(), within.counts(), outside.size(), without.counts());

    assertThat(unmoved(within, library, unchanged)).as("seed " + SEED).isEmpty();
    assertThat(moved(without, library, unchanged)).as("seed " + SEED).isEmpty();
    assertThat(within.byKind).hasSizeGreaterThan(9);
    assertThat(without.byKind).hasSizeGreaterThan(9);
  }

  private static List<Mutant> unmoved(Choice choice, Library library, List<CodeLine> unchanged) {
    List<Mutant> mutants = choice.mutants();
    mutants.removeIf(each -> library.moves(List.of(each), unchanged));
    return mutants;
  }

  /** Only a group that moves the lines is looked at one by one. */
  private static List<Mutant> moved(Choice choice, Library library, List<CodeLine> unchanged) {
    List<Mutant> moved = new ArrayList<>();
    for (Collection<Mutant> group : choice.groups()) {
      if (library.moves(group, unchanged)) {
        for (Mutant each : group) {
          if (library.moves(List.of(each), unchanged)) {
            moved.add(each);
          }
        }
      }
    }
    return moved;
  }

  @ParameterizedTest
  @MethodSource("roots")
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
