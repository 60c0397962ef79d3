package dev.locache.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Which methods really run: classes are loaded anew, rewritten so that each method says that it was
 * entered. Public, as what is rewritten calls it from other loaders.
 */
public final class ExecutedMethods {
  private static final String RECORDER = "dev/locache/fingerprint/ExecutedMethods";
  private static final Set<String> entered = ConcurrentHashMap.newKeySet();

  private ExecutedMethods() {}

  /** Called by the rewritten methods. */
  public static void enter(String method) {
    entered.add(method);
  }

  /**
   * Calls a service and returns what was executed, {@code com/example/Rates.quote(I)D}, of the
   * classes whose binary names begin with one of {@code recorded}.
   */
  static Set<String> of(Class<? extends RealService> service, List<String> recorded, String text)
      throws ReflectiveOperationException {
    ClassLoader loader = new RecordingLoader(recorded);
    entered.clear();
    RealService rewritten =
        Class.forName(service.getName(), true, loader)
            .asSubclass(RealService.class)
            .getDeclaredConstructor()
            .newInstance();
    entered.clear(); // what made the implementation ran before the call
    rewritten.answer(text);
    return new TreeSet<>(entered);
  }

  private static final class RecordingLoader extends ClassLoader {
    private final List<String> recorded;

    RecordingLoader(List<String> recorded) {
      super(ExecutedMethods.class.getClassLoader());
      this.recorded = recorded;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (recorded.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = rewritten(in.readAllBytes());
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    /** Nothing is stored in variables, so the frames stay right. */
    private static byte[] rewritten(byte[] classFile) {
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new Rewriter(writer, reader.getClassName()), 0);
      return writer.toByteArray();
    }
  }

  private static final class Rewriter extends ClassVisitor {
    private final String owner;

    Rewriter(ClassVisitor next, String owner) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String desc, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, desc, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitCode() {
          super.visitCode();
          super.visitLdcInsn(owner + "." + name + desc);
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC, RECORDER, "enter", "(Ljava/lang/String;)V", false);
        }
      };
    }
  }
}
