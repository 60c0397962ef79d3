package dev.locache.fingerprint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.ParameterNode;

/**
 * Guards against a normal form that makes different code alike: whatever is changed in the code of
 * a class that has every kind of instruction, its lines move.
 */
final class MutationTest {
  private static final String PROGRAM =
      """
      import java.util.function.*;
      enum Kind { A, B, C; }
      class Mutated extends java.util.ArrayList<String> implements Comparable<Mutated>, Runnable {
        static final int CONSTANT = 7;
        static long counter;
        volatile double field = 2.5;
        @Deprecated transient Object[] array = new Object[3];
        public void run() { counter++; field += counter; }
        public int compareTo(Mutated other) { return Double.compare(field, other.field); }
        int arithmetic(int a, int b, long c, float d, double e) {
          int x = (a + b) * (a - b) / (b | 1) % 17 ^ ~a & b << 3 >> 2 >>> 1;
          long y = c * c + a - (c << 3) / (c | 1) % 5 ^ c >> 7;
          float f = d * d - d / 3f + a;
          double g = e * e - e / 3d + d + (double) c;
          x += 300; x++; x -= 1000;
          if (f < d || g >= e || y != c) { x = -x; }
          return (int) y + (int) f + (byte) x + (short) x + (char) x + (int) g + (x == 0 ? 70000 : 1);
        }
        static Object arrays(int n) {
          int[] ints = {1, 2, 3};
          long[][] grid = new long[n][2];
          String[] texts = new String[n];
          byte[] bytes = new byte[n]; char[] chars = new char[n]; short[] shorts = new short[n];
          float[] floats = new float[n]; double[] doubles = new double[n]; boolean[] flags = new boolean[1];
          ints[0] = bytes[0] + chars[0] + shorts[0]; grid[0][1] = ints[1]; texts[0] = "t" + n;
          bytes[0] = 1; chars[0] = 'c'; shorts[0] = 3; floats[0] = 1f; doubles[0] = floats[0]; flags[0] = true;
          return texts.length > 0 ? texts[0] : grid;
        }
        String control(int n, Object o, String s) {
          StringBuilder out = new StringBuilder();
          for (int i = 0; i < n; i++) { if (o == null) continue; if (s != o) break; out.append(i).append(s); }
          switch (n) { case 1: out.append('a'); break; case 2: out.append('b'); case 3: break; default: out.append('d'); }
          switch (n) { case 1000: out.append(1L); break; case -9: out.append(2d); break; }
          switch (s) { case "one": return "1"; case "two": return "2"; default: }
          try { synchronized (this) { out.append(((Number) o).intValue()); } }
          catch (ClassCastException | NullPointerException e) { throw new IllegalStateException("no " + n + s, e); }
          catch (RuntimeException e) { out.append(o instanceof Long); }
          finally { counter--; }
          return out.toString();
        }
        int choice(Kind kind) { switch (kind) { case A: return 1; case B: return 2; default: return 3; } }
        IntUnaryOperator lambdas(int x) {
          Supplier<String> s = () -> "s" + x;
          Function<String, Integer> f = Integer::parseInt;
          Supplier<Mutated> m = Mutated::new;
          return y -> x * y + f.apply(s.get()) + m.get().size();
        }
        Runnable anonymous(int x) { return new Runnable() { public void run() { counter += x; } }; }
        native int outside(long x);
        synchronized Class<?> literal() { return Mutated.class; }
      }
      """;

  private static Map<String, byte[]> classFiles;
  private static List<CodeLine> unchanged;

  @BeforeAll
  static void compile() throws IOException {
    Path directory = Compiled.source(PROGRAM, "-g").classes();
    classFiles = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.class")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        classFiles.put(name.substring(0, name.length() - 6), Files.readAllBytes(file));
      }
    }
    unchanged = Lines.of("Mutated", classFiles);
  }

  @Test
  void everyChangeOfAnInstructionMoves() {
    List<String> unnoticed = new ArrayList<>();
    Set<Integer> kinds = new TreeSet<>();
    int mutants = 0;
    ClassNode original = parsed();
    for (int m = 0; m < original.methods.size(); m++) {
      for (int i = 0; i < original.methods.get(m).instructions.size(); i++) {
        for (int variant = 0; variant < InstructionMutants.MOST; variant++) {
          InstructionMutants mutation = new InstructionMutants(m, i, variant);
          if (moves(mutation::apply)) {
            mutants++;
          } else if (mutation.changedSomething()) {
            unnoticed.add(mutation.toString());
          }
        }
        kinds.add(original.methods.get(m).instructions.get(i).getType());
      }
    }
    assertThat(unnoticed).isEmpty();
    assertThat(mutants).isGreaterThan(1000);
    assertThat(kinds).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
  }

  @Test
  void everyChangeOfATryBlockMoves() {
    ClassNode original = parsed();
    int mutants = 0;
    for (int m = 0; m < original.methods.size(); m++) {
      for (int t = 0; t < original.methods.get(m).tryCatchBlocks.size(); t++) {
        int method = m;
        int block = t;
        assertThat(moves(node -> node.methods.get(method).tryCatchBlocks.remove(block))).isTrue();
        assertThat(moves(node -> catches(node.methods.get(method), block, "p/Other"))).isTrue();
        assertThat(moves(node -> handles(node.methods.get(method), block))).isTrue();
        assertThat(moves(node -> startsBefore(node.methods.get(method), block))).isTrue();
        assertThat(moves(node -> endsBehind(node.methods.get(method), block))).isTrue();
        mutants += 5;
      }
    }
    assertThat(mutants).isGreaterThan(10);
  }

  private static void catches(MethodNode method, int block, String type) {
    method.tryCatchBlocks.get(block).type = type;
  }

  private static void startsBefore(MethodNode method, int block) {
    LabelNode start = new LabelNode();
    method.instructions.insert(start);
    method.tryCatchBlocks.get(block).start = start;
  }

  private static void endsBehind(MethodNode method, int block) {
    LabelNode end = new LabelNode();
    method.instructions.add(end);
    method.tryCatchBlocks.get(block).end = end;
  }

  private static void handles(MethodNode method, int block) {
    LabelNode end = new LabelNode();
    method.instructions.insertBefore(method.instructions.getLast().getPrevious(), end);
    method.tryCatchBlocks.get(block).handler = end;
  }

  @Test
  void everyChangeOfADeclarationMoves() {
    assertThat(moves(node -> node.superName = "java/util/LinkedList")).isTrue();
    assertThat(moves(node -> node.interfaces.remove(0))).isTrue();
    assertThat(moves(node -> node.interfaces.add("p/Other"))).isTrue();
    assertThat(moves(node -> node.signature += "Lp/Other;")).isTrue();
    assertThat(moves(node -> node.access ^= Opcodes.ACC_ABSTRACT)).isTrue();
    assertThat(moves(node -> node.visitAnnotation("Lp/Other;", true).visitEnd())).isTrue();
    for (FieldNode each : parsed().fields) {
      assertThat(moves(field(each, field -> field.name += "x"))).isTrue();
      assertThat(moves(field(each, field -> field.desc = "[" + field.desc))).isTrue();
      assertThat(moves(field(each, field -> field.signature = "Lp/Other;"))).isTrue();
      assertThat(moves(field(each, field -> field.value = 8))).isTrue();
      assertThat(moves(field(each, field -> field.access ^= Opcodes.ACC_STATIC))).isTrue();
      assertThat(moves(field(each, field -> field.access ^= Opcodes.ACC_VOLATILE))).isTrue();
      assertThat(moves(field(each, field -> annotate(field)))).isTrue();
      assertThat(moves(node -> node.fields.removeIf(f -> f.name.equals(each.name)))).isTrue();
    }
    int named = 0;
    for (MethodNode each : parsed().methods) {
      if (each.name.startsWith("lambda$")) {
        continue;
      }
      named++;
      assertThat(moves(method(each, method -> method.name += "x"))).isTrue();
      assertThat(moves(method(each, method -> method.desc = "()Lp/Other;"))).isTrue();
      assertThat(moves(method(each, method -> method.signature = "()TT;"))).isTrue();
      assertThat(moves(method(each, method -> method.access ^= Opcodes.ACC_SYNCHRONIZED))).isTrue();
      assertThat(moves(method(each, method -> method.access ^= Opcodes.ACC_NATIVE))).isTrue();
      assertThat(moves(method(each, method -> method.annotationDefault = 1))).isTrue();
      assertThat(moves(method(each, method -> annotate(method)))).isTrue();
      assertThat(moves(node -> node.methods.removeIf(m -> is(m, each)))).isTrue();
    }
    assertThat(named).isGreaterThan(10);
  }

  @Test
  void changesThatOnlyADebuggerSeesDoNotMove() {
    Random random = new Random(1);
    for (int seed = 0; seed < 50; seed++) {
      assertThat(moves(node -> disguise(node, random))).isFalse();
    }
  }

  private static void disguise(ClassNode node, Random random) {
    node.version = Opcodes.V11 + random.nextInt(10);
    node.sourceFile = "Other" + random.nextInt() + ".java";
    node.sourceDebug = "SMAP";
    node.access ^= Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL;
    node.permittedSubclasses = null;
    node.nestMembers = null;
    for (MethodNode method : node.methods) {
      method.access ^= Opcodes.ACC_FINAL;
      method.maxStack += random.nextInt(5);
      method.exceptions.add("java/lang/Exception");
      method.parameters = List.of(new ParameterNode("p" + random.nextInt(), 0));
      method.visitAnnotation("Lp/Compiler;", false).visitEnd();
      method.visitAnnotation("Ljava/lang/Deprecated;", true).visitEnd();
      if (method.instructions.size() > 0) {
        addDebugInformation(method, random);
      }
    }
  }

  private static void addDebugInformation(MethodNode method, Random random) {
    LabelNode last = new LabelNode(new Label());
    method.instructions.add(last);
    for (AbstractInsnNode i : method.instructions.toArray()) {
      if (i instanceof LineNumberNode line) {
        line.line += random.nextInt(99);
      } else if (random.nextInt(3) == 0 && i != last) {
        LabelNode label = new LabelNode();
        method.instructions.insert(i, label);
        method.instructions.insert(label, new LineNumberNode(1 + random.nextInt(99), label));
        String name = "v" + random.nextInt();
        method.localVariables.add(new LocalVariableNode(name, "I", null, label, last, 0));
      }
    }
  }

  private static void annotate(FieldNode field) {
    field.visibleAnnotations = List.of(new AnnotationNode("Lp/Other;"));
  }

  private static void annotate(MethodNode method) {
    method.visibleAnnotations = List.of(new AnnotationNode("Lp/Other;"));
  }

  private static Consumer<ClassNode> field(FieldNode which, Consumer<FieldNode> change) {
    return node ->
        node.fields.stream().filter(field -> field.name.equals(which.name)).forEach(change);
  }

  private static Consumer<ClassNode> method(MethodNode which, Consumer<MethodNode> change) {
    return node -> node.methods.stream().filter(method -> is(method, which)).forEach(change);
  }

  private static boolean is(MethodNode method, MethodNode which) {
    return method.name.equals(which.name) && method.desc.equals(which.desc);
  }

  private static boolean moves(Consumer<ClassNode> change) {
    Map<String, byte[]> changed = new HashMap<>(classFiles);
    changed.put(
        "Mutated",
        Lines.changed(
            classFile(),
            ClassReader.SKIP_FRAMES,
            node -> {
              change.accept(node);
              return node;
            }));
    return !Lines.of("Mutated", changed).equals(unchanged);
  }

  private static byte[] classFile() {
    return requireNonNull(classFiles.get("Mutated"));
  }

  private static ClassNode parsed() {
    ClassNode node = new ClassNode();
    new ClassReader(classFile()).accept(node, ClassReader.SKIP_FRAMES);
    return node;
  }
}
