package dev.locache.fingerprint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * All methods that a call really executes, of the service and of its libraries, are inside of the
 * method's code; those that aren't are listed, with the reason.
 */
final class CoverageTest {
  static final List<Service> SERVICES =
      List.of(
          Service.of(RealServices.Pages.class, "org.jsoup"),
          Service.of(RealServices.Tables.class, "org.apache.commons.csv", "org.apache.commons.io"),
          Service.of(RealServices.Numbers.class, "org.apache.commons.math3"),
          Service.of(RealServices.Collecting.class, "com.google.common"),
          Service.of(RealServices.Texts.class, "org.apache.commons.lang3"));

  /** An initialiser of nothing but whether assertions are on: it is not the method's code. */
  private static final String ASSERTIONS = "$assertionsDisabled only";

  /** Called by tables of enum switches: it copies what the static initialiser has made. */
  private static final String VALUES = "values() of an enum whose initialiser is inside";

  private record Service(Class<? extends RealService> type, List<String> libraries) {
    static Service of(Class<? extends RealService> type, String... libraries) {
      return new Service(type, List.of(libraries));
    }

    @Override
    public String toString() {
      return type.getSimpleName();
    }

    Set<String> executed() throws ReflectiveOperationException {
      List<String> recorded = new ArrayList<>();
      for (String each : libraries) {
        recorded.add(each + ".");
      }
      recorded.add(RealServices.class.getName());
      return ExecutedMethods.of(type, recorded, "the quick brown fox jumps over the lazy dog");
    }

    MethodCode code() throws ReflectiveOperationException {
      return ImplementationCode.of(
              RealService.class,
              type,
              Packages.analysed(libraries.toArray(String[]::new)),
              IndexStore.NONE)
          .reachableScope(type.getMethod("answer", String.class), Set.of(), Set.of());
    }
  }

  /** What was executed, with who refers to what has no line of its own. */
  private static final class Execution {
    private final Set<String> executed;
    private final Set<String> lines = new HashSet<>();
    private final ClassFiles files = new ClassFiles(CoverageTest.class.getClassLoader());
    private final Normaliser normaliser = new Normaliser(files);
    private final Map<String, Set<String>> referrers = new HashMap<>();

    Execution(Service service) throws ReflectiveOperationException {
      executed = service.executed();
      MethodCode code = service.code();
      assertThat(code.isWhole()).isFalse();
      for (CodePart each : code.parts()) {
        if (each.kind() == 'M') {
          lines.add(each.name());
        }
      }
      executed.forEach(this::addReferences);
    }

    private void addReferences(String referrer) {
      for (AbstractInsnNode i : method(referrer).instructions) {
        if (i instanceof MethodInsnNode call) {
          add(call.owner + "." + call.name + call.desc, referrer);
          add(call.owner, referrer);
        } else if (i instanceof TypeInsnNode type) {
          add(type.desc, referrer);
        } else if (i instanceof FieldInsnNode field) {
          add(field.owner, referrer);
        } else if (i instanceof InvokeDynamicInsnNode call) {
          for (Object each : call.bsmArgs) {
            if (each instanceof Handle handle) {
              add(handle.getOwner() + "." + handle.getName() + handle.getDesc(), referrer);
            }
          }
        }
      }
    }

    private void add(String referred, String referrer) {
      referrers.computeIfAbsent(referred, name -> new TreeSet<>()).add(referrer);
    }

    private ClassFile owner(String method) {
      return requireNonNull(files.find(method.substring(0, method.indexOf('.'))));
    }

    private MethodNode method(String method) {
      int parameters = method.indexOf('(');
      String name = method.substring(method.indexOf('.') + 1, parameters);
      return requireNonNull(owner(method).method(name, method.substring(parameters)));
    }

    /** Returns what is not inside, by the reason. */
    Map<String, Set<String>> outside() {
      Map<String, Set<String>> outside = new TreeMap<>();
      for (String each : executed) {
        if (!isInside(each, new HashSet<>())) {
          outside.computeIfAbsent(reason(each), reason -> new TreeSet<>()).add(each);
        }
      }
      return outside;
    }

    private String reason(String method) {
      ClassFile owner = owner(method);
      String initialiser = owner.name() + ".<clinit>()V";
      if (method.equals(initialiser) && !normaliser.counts(owner, method(method))) {
        return ASSERTIONS;
      }
      boolean copies = owner.isEnum() && method.contains(".values()");
      return copies && lines.contains(initialiser) ? VALUES : "unknown";
    }

    /** What has no name of its own is part of whoever refers to it. */
    private boolean isInside(String method, Set<String> asked) {
      if (lines.contains(method)) {
        return true;
      }
      ClassFile owner = owner(method);
      String referred = files.findNumbered(owner.name()) != null ? owner.name() : "";
      if (referred.isEmpty() && InlinedMethods.isInlined(owner, method(method))) {
        referred = method;
      }
      if (!asked.add(referred)) {
        return false;
      }
      for (String each : referrers.getOrDefault(referred, Set.of())) {
        if (isInside(each, asked)) {
          return true;
        }
      }
      return false;
    }
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void whatIsExecutedIsInside(Service service) throws Exception {
    Execution execution = new Execution(service);
    Map<String, Set<String>> outside = execution.outside();
    int executed = execution.executed.size();
    Report.row("coverage", service, execution.lines.size(), executed, outside);

    assertThat(outside.keySet()).isSubsetOf(ASSERTIONS, VALUES);
    assertThat(executed).isGreaterThan(200);
  }
}
