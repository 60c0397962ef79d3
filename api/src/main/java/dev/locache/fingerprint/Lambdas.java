package dev.locache.fingerprint;

import dev.locache.spi.Digest128;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;

/**
 * Tells which code lambdas and method references run. Their classes are hidden and have no class
 * file, so the instruction that made them is looked for in the class they stand in: by its
 * interface and the types captured and, of serializable ones, by the method that their serialized
 * form names. Several that fit are fine as long as they are alike. One class comes from one
 * instruction only, so what is found for an object holds for its class.
 *
 * <p>Made for one wrap; not thread-safe.
 */
final class Lambdas {
  private final Normalisers normalisers;

  /** By class, the serialized form of the object that was seen, as far as it names the code. */
  private final Map<Class<?>, SerializedLambda> forms = new HashMap<>();

  Lambdas(Normalisers normalisers) {
    this.normalisers = normalisers;
  }

  /**
   * Returns what {@code lambda} runs, and on what.
   *
   * @throws Refusal if that cannot be told; the message goes on behind "it"
   */
  LambdaCode codeOf(Object lambda) {
    Class<?> type = lambda.getClass();
    SerializedLambda form = SerializedForm.of(lambda);
    if (form != null) {
      forms.put(type, form);
    }
    if (ClassFiles.isJdk(type)) {
      return ofPlatform(type, form);
    }
    LambdaShape shape = LambdaShape.of(type);
    Normaliser normaliser = normalisers.of(type);
    ClassFile host = normaliser.files().find(shape.host());
    if (host == null) {
      throw Refusal.lambdaWithoutHost(shape);
    }
    String name = name(shape, sites(type, host), normaliser);
    return new LambdaCode(name, form == null ? captured(lambda) : captured(form));
  }

  /** Returns the instructions of {@code host} that may have made the objects of {@code type}. */
  List<LambdaShape.Site> sites(Class<?> type, ClassFile host) {
    List<LambdaShape.Site> fitting = LambdaShape.of(type).sitesIn(host);
    SerializedLambda form = forms.get(type);
    if (form == null) {
      return fitting;
    }
    List<LambdaShape.Site> named = new ArrayList<>();
    List<LambdaShape.Site> ofThatClass = new ArrayList<>();
    for (LambdaShape.Site each : fitting) {
      Handle runs = each.implementation();
      if (runs.getName().equals(form.getImplMethodName())
          && runs.getDesc().equals(form.getImplMethodSignature())) {
        named.add(each);
        if (runs.getOwner().equals(form.getImplClass())) {
          ofThatClass.add(each);
        }
      }
    }
    return ofThatClass.isEmpty() ? named : ofThatClass; // an inherited one may be named otherwise
  }

  private static String name(
      LambdaShape shape, List<LambdaShape.Site> sites, Normaliser normaliser) {
    Set<Digest128> digests = new HashSet<>();
    for (LambdaShape.Site each : sites) {
      digests.add(normaliser.lambda(each.maker().owner(), each.instruction()));
    }
    if (digests.size() != 1) {
      throw Refusal.lambdaNotTold(shape, digests.size());
    }
    return digests.iterator().next().toString();
  }

  /** The version of Java stands for the code, once it is known which of Java's lambdas it is. */
  private static LambdaCode ofPlatform(Class<?> type, @Nullable SerializedLambda form) {
    if (form == null) {
      throw Refusal.lambdaNotTold(LambdaShape.of(type), 0);
    }
    String name =
        form.getImplClass() + '.' + form.getImplMethodName() + form.getImplMethodSignature();
    return new LambdaCode(
        form.getFunctionalInterfaceClass() + ' ' + name + ' ' + form.getInstantiatedMethodType(),
        captured(form));
  }

  private static List<@Nullable Object> captured(SerializedLambda form) {
    List<@Nullable Object> captured = new ArrayList<>();
    for (int i = 0; i < form.getCapturedArgCount(); i++) {
      captured.add(form.getCapturedArg(i));
    }
    return captured;
  }

  private static List<@Nullable Object> captured(Object lambda) {
    List<@Nullable Object> captured = new ArrayList<>();
    for (Field field : LambdaShape.fields(lambda.getClass())) {
      try {
        field.setAccessible(true);
        captured.add(field.get(lambda));
      } catch (InaccessibleObjectException | IllegalAccessException e) {
        throw Refusal.lambdaNotReadable(LambdaShape.of(lambda.getClass()), lambda.getClass(), e);
      }
    }
    return captured;
  }
}
