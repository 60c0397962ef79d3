package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused when wrapping: parameters no value of which can have a canonical form. */
final class DeclaredTypesTest {
  private static final String REASON =
      "has no canonical form; pass a record or a string, give the cache a"
          + " keyEncoder(ByteArrayInputStream.class, ...), or mark the parameter @KeyIgnored if it"
          + " cannot change the result";
  private static final String HOLDS = "holds java.io.ByteArrayInputStream, which " + REASON;

  /** Parameters by the name of their method. */
  interface Parameters {
    void stream(ByteArrayInputStream parameter);

    void array(ByteArrayInputStream[][] parameter);

    void list(List<ByteArrayInputStream> parameter);

    void nested(Map<String, Optional<? extends ByteArrayInputStream>> parameter);

    void entry(Map.Entry<ByteArrayInputStream, String> parameter);

    void reference(AtomicReference<ByteArrayInputStream> parameter);

    void lists(List<ByteArrayInputStream>[] parameter);

    <T extends ByteArrayInputStream> void variable(T parameter);

    <T extends ByteArrayInputStream, V extends T> void variableOfVariable(V parameter);

    void generic(ThreadLocal<String> parameter);

    <T extends ThreadLocal<String>> void variableOfGeneric(T parameter);

    void text(String parameter);

    void number(int parameter);

    void anything(Object parameter);

    void type(Class<ByteArrayInputStream> parameter);

    void mayBeARecord(Comparable<ByteArrayInputStream> parameter);

    void mayBeAnything(InputStream parameter);

    void unknown(List<?> parameter);

    <T extends Comparable<T>> void comparable(T parameter);
  }

  private static Type parameter(String method) {
    for (Method each : Parameters.class.getDeclaredMethods()) {
      if (each.getName().equals(method)) {
        return each.getGenericParameterTypes()[0];
      }
    }
    throw new AssertionError(method + " of " + Arrays.toString(Parameters.class.getMethods()));
  }

  private static Optional<String> refusal(String method) {
    return Encoded.keys(Map.of()).refusal(parameter(method));
  }

  @Test
  void refusedTypeIsNamedWithTheWaysOut() {
    assertThat(refusal("stream")).contains(REASON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array",
        "list",
        "nested",
        "entry",
        "reference",
        "lists",
        "variable",
        "variableOfVariable"
      })
  void refusedTypeIsFoundInWhatHoldsIt(String method) {
    assertThat(refusal(method)).contains(HOLDS);
  }

  @Test
  void genericTypeIsRefusedByItself() {
    String reason = REASON.replace("ByteArrayInputStream", "ThreadLocal");

    assertThat(refusal("generic")).contains(reason);
    assertThat(refusal("variableOfGeneric"))
        .contains("holds java.lang.ThreadLocal, which " + reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "number",
        "anything",
        "type",
        "mayBeARecord",
        "mayBeAnything",
        "unknown",
        "comparable"
      })
  void typeThatMayHaveValuesWithAFormIsLeftToTheCall(String method) {
    assertThat(refusal(method)).isEmpty();
  }

  @Test
  void keyEncoderForTheTypeOrASubtypeOrASupertypeWillDo() {
    Type stream = parameter("stream");

    assertThat(Encoded.with(ByteArrayInputStream.class, value -> 1).refusal(stream)).isEmpty();
    assertThat(Encoded.with(InputStream.class, value -> 1).refusal(stream)).isEmpty();
    assertThat(Encoded.with(Marked.class, value -> 1).refusal(stream)).isEmpty();
    assertThat(Encoded.with(String.class, value -> 1).refusal(stream)).contains(REASON);
  }

  interface One {}

  interface Other {}

  static class Both implements One, Other {}

  static final class Third extends Both {}

  @Test
  void typeThatTwoKeyEncodersFitIsRefusedUnlessASubtypeHasOneOfItsOwn() {
    Map<Class<?>, Function<Object, Object>> standIns = new LinkedHashMap<>();
    standIns.put(One.class, value -> 1);
    standIns.put(Other.class, value -> 2);

    assertThat(Encoded.keys(standIns).refusal(Both.class))
        .contains(
            "fits the key encoders of dev.locache.key.DeclaredTypesTest$One and of"
                + " dev.locache.key.DeclaredTypesTest$Other, neither of which extends the other;"
                + " give the cache a keyEncoder(Both.class, ...)");
    standIns.put(Third.class, value -> 3);
    assertThat(Encoded.keys(standIns).refusal(Both.class)).isEmpty();
  }

  static final class Marked extends ByteArrayInputStream {
    Marked() {
      super(new byte[0]);
    }
  }
}
