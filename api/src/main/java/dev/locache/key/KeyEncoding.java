package dev.locache.key;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.Digest128;
import dev.locache.spi.KeyFormProvider;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns arguments, and the state of an implementation, into digests: equal values give equal
 * digests in every JVM, different ones different digests. {@code hashCode}, {@code toString} and
 * identity never enter. {@code KeyFormat} has the bytes.
 *
 * <p>Immutable and thread-safe; one belongs to each open cache.
 */
public final class KeyEncoding {
  private final StandIns standIns;
  private final Encoders encoders;
  private final OutputPool outputs;

  private KeyEncoding(StandIns standIns) {
    this.standIns = standIns;
    this.encoders = new Encoders(standIns);
    this.outputs = new OutputPool(encoders);
  }

  /**
   * Returns an encoding with key encoders.
   *
   * @param standIns gives, for values of a type and of its subclasses, a value that stands in for
   *     them and has a canonical form, or null; one of the type itself is taken as it is. For a
   *     class the nearest type counts: itself, then its superclasses, then its interfaces
   * @param keyForms the same for types of libraries; of two for one type the one in {@code
   *     standIns} counts
   * @throws IllegalArgumentException if a type is {@code Object} or primitive
   */
  public static KeyEncoding of(
      Map<Class<?>, Function<Object, Object>> standIns, List<KeyFormProvider> keyForms) {
    return new KeyEncoding(new StandIns(standIns, keyForms));
  }

  /**
   * Tells why no value of a declared type can have a canonical form, with the ways out; made to
   * stand behind the name of the parameter. Empty if values may have one: whether they do is seen
   * when they come.
   */
  public Optional<String> refusal(Type declaredParameterType) {
    return new DeclaredTypes(standIns, encoders).refusal(declaredParameterType);
  }

  /**
   * Returns what takes the digest of a method's arguments; worked out once per method.
   *
   * @param parameterTypes the method's parameter types, erased
   * @param ignored which of them are left out of the key
   * @param state digest of the implementation's state, which becomes part of the arguments' digest
   * @throws IllegalArgumentException if {@code ignored} has another length
   */
  public ArgumentDigester digester(Class<?>[] parameterTypes, boolean[] ignored, Digest128 state) {
    return ArgumentDigester.of(encoders, outputs, parameterTypes, ignored, state);
  }

  /**
   * Returns the digest of the value that a user has named to stand in for the whole state.
   *
   * @throws UnencodableException if it has no canonical form
   */
  public Digest128 stateKey(Object value) throws UnencodableException {
    requireNonNull(value, "value");
    KeyOutput out = outputs.take();
    try {
      out.i8(KeyFormat.VERSION);
      out.tag(KeyFormat.STATE_KEY);
      out.item(value);
    } catch (UnencodableException e) {
      throw e.within("stateKey");
    } catch (StackOverflowError e) {
      throw Reasons.tooDeep(value.getClass()).within("stateKey");
    }
    return outputs.digestAndGiveBack(out);
  }

  /**
   * Reads what an implementation holds in its fields, at this moment.
   *
   * @param rules tells what is left out, and which classes are told by their fields
   */
  public State state(Object implementation, StateRules rules) {
    requireNonNull(implementation, "implementation");
    return StateWalk.of(implementation, rules, encoders);
  }

  /**
   * Tells two states apart: returns a digest of what each field holds, by its name, such as {@code
   * HttpRateService.fees.percent} for the field of an object that a field holds. Says nothing of
   * fields that {@link #state} has problems with.
   *
   * @param rules as for {@link #state}
   */
  public Map<String, Digest128> stateFields(Object implementation, StateRules rules) {
    requireNonNull(implementation, "implementation");
    return StateFields.of(implementation, rules, encoders);
  }
}
