package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Which classes a class file names, whatever state it is in. */
final class ClassReferencesTest {
  private static final int FIRST_TAG = 10;

  private static byte[] sample() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, 0, "p/Made", null, "p/Base", new String[] {"p/Face"});
    MethodVisitor method = writer.visitMethod(0, "run", "()V", null, null);
    method.visitLdcInsn(1L);
    method.visitLdcInsn(1d);
    method.visitLdcInsn(Type.getObjectType("[[Lp/Element;"));
    method.visitLdcInsn(Type.getObjectType("[[I"));
    method.visitLdcInsn(Type.getObjectType("p/Last"));
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static Set<String> in(byte[] classFile) {
    Set<String> names = new TreeSet<>();
    ClassReferences.add(classFile, names);
    return names;
  }

  @Test
  void everyClassIsNamedThatTheFileRefersTo() {
    assertThat(in(sample())).containsExactly("p/Base", "p/Element", "p/Face", "p/Last", "p/Made");
  }

  @Test
  void fileThatIsCutShortRefersToNothingElse() {
    byte[] whole = sample();
    for (int length = 0; length <= whole.length; length++) {
      assertThat(in(sample())).containsAll(in(Arrays.copyOf(whole, length)));
    }
    assertThat(in(Arrays.copyOf(whole, FIRST_TAG + 20))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 2, 13, 14, 21, 127, -1})
  void kindOfConstantThatIsNoneEndsIt(byte tag) {
    byte[] odd = sample();
    odd[FIRST_TAG] = tag;

    assertThat(in(odd)).isEmpty();
  }

  @Test
  void whatIsNoClassFileRefersToNothing() {
    byte[] other = sample();
    other[0] = 'P';

    assertThat(in(other)).isEmpty();
  }

  @Test
  void nameThatLiesOutsideIsNoName() {
    byte[] odd = sample();
    for (int i = FIRST_TAG; i + 2 < odd.length; i++) {
      byte[] changed = odd.clone();
      changed[i + 1] = (byte) 0xff;
      changed[i + 2] = (byte) 0xff;
      in(changed); // ends, and throws nothing
    }
  }
}
