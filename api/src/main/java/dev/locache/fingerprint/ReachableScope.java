package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Counts what one method can reach: of the application's code, the methods, the fields and the
 * declarations of classes; of libraries, their jars; the rest by name. A class that compilers
 * number has no line unless it came from outside, as the methods that refer to it cover it.
 */
final class ReachableScope {
  /** Changes whenever the same class files would give other lines. */
  static final int FORMAT = 1;

  private final Program program;
  private final Closure closure;
  private final Set<CodeLine> lines = new TreeSet<>();
  private final Map<CodeLine, Target> methods = new HashMap<>();

  /** Counts what {@code closure} has reached. */
  ReachableScope(Program program, Closure closure) {
    this.program = program;
    this.closure = closure;
  }

  /**
   * Adds a line of its own for something that only has a name.
   *
   * @param kind what it is
   */
  void addNamed(char kind, String name) {
    lines.add(new CodeLine(kind, name, new TokenSink().digest()));
  }

  /**
   * Returns all lines, in their order.
   *
   * @throws IllegalArgumentException if something reached cannot be read
   */
  List<CodeLine> lines() {
    if (closure.isCapped()) {
      addWholePlaces();
    } else {
      addReached(closure.reached());
    }
    return List.copyOf(lines);
  }

  /**
   * Returns all that was reached, methods with the way that leads to them.
   *
   * @throws IllegalArgumentException if something reached cannot be read
   */
  MethodCode code() {
    List<CodeLine> sorted = lines();
    List<CodePart> parts = new ArrayList<>();
    for (CodeLine line : sorted) {
      Target method = methods.get(line);
      parts.add(CodePart.of(line, method == null ? "" : closure.reached().pathTo(method)));
    }
    List<String> notes = new ArrayList<>();
    for (Note note : closure.reached().notes()) {
      notes.add(note.text());
    }
    Digest128 digest = CodeLine.digestOf('R', FORMAT, Runtime.version().feature(), sorted);
    return new MethodCode(digest, closure.isCapped(), notes, parts);
  }

  private void addReached(Reached reached) {
    for (ClassFile each : reached.headers()) {
      if (!program.isNumbered(each)) {
        lines.add(program.header(each));
      }
    }
    for (ClassFile each : reached.roots()) {
      lines.add(program.header(each));
    }
    for (Target each : reached.methods()) {
      CodeLine line = addMethod(each.owner(), each.method());
      if (line != null) {
        methods.putIfAbsent(line, each);
      }
    }
    for (Reached.DeclaredField each : reached.fields()) {
      addField(each.owner(), each.field());
    }
    for (ClassFile each : reached.wholeClasses()) {
      each.node().methods.forEach(method -> addMethod(each, method));
      each.node().fields.forEach(field -> addField(each, field));
    }
    List<CodeLine> jars = new ArrayList<>();
    Libraries libraries = new Libraries(program.places(), jars);
    reached.libraryClasses().forEach(libraries::addLibraryOf);
    lines.addAll(jars);
    reached.missing().forEach(name -> addNamed('X', name));
  }

  private @Nullable CodeLine addMethod(ClassFile owner, MethodNode method) {
    CodeLine line = program.method(owner, method);
    addUnlessNumbered(owner, line);
    return line;
  }

  private void addField(ClassFile owner, FieldNode field) {
    addUnlessNumbered(owner, program.field(owner, field));
  }

  private void addUnlessNumbered(ClassFile owner, @Nullable CodeLine line) {
    if (line != null && !program.isNumbered(owner)) {
      lines.add(line);
    }
  }

  private void addWholePlaces() {
    List<CodeLine> places = new ArrayList<>();
    Libraries whole = new Libraries(program.places(), places);
    program.places().ownLocations().forEach(whole::addOwn);
    lines.addAll(places);
  }
}
