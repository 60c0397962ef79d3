package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.Hidden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of a value without a canonical form. */
final class UnencodableTest {
  private static final String STREAM = "java.io.ByteArrayInputStream";

  static String waysOut(String type) {
    return "pass a record or a string, give the cache a keyEncoder("
        + type
        + ".class, ...), or mark the parameter @KeyIgnored if it cannot change the result";
  }

  private static InputStream stream() {
    return new ByteArrayInputStream(new byte[0]);
  }

  static String messageOf(@Nullable Object... arguments) {
    return messageOf(Encoded.keys(Map.of()), arguments);
  }

  private static String messageOf(KeyEncoding keys, @Nullable Object... arguments) {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, Object.class);
    try {
      return "no exception but " + Encoded.digester(keys, types).digest(arguments);
    } catch (UnencodableException e) {
      return e.getMessage();
    }
  }

  static final class Holder implements Serializable {
    private static final long serialVersionUID = 1;
    final transient int unseen = 1;
    final Object source;

    Holder(Object source) {
      this.source = source;
    }
  }

  record Pair(Object left, Object right) {}

  @Test
  void messageLeadsToTheValue() {
    assertThat(messageOf(1, List.of("a", "b", new Holder(stream()))))
        .isEqualTo(
            "argument 2, element 3, field Holder.source ("
                + STREAM
                + ") has no canonical form; "
                + waysOut("ByteArrayInputStream"));
  }

  @Test
  void everyKindOfContainerHasItsStep() {
    String tail = " (" + STREAM + ") has no canonical form; " + waysOut("ByteArrayInputStream");

    assertThat(messageOf(stream())).isEqualTo("argument 1" + tail);
    assertThat(messageOf((Object) new Object[] {null, stream()}))
        .isEqualTo("argument 1, element 2" + tail);
    assertThat(messageOf(new HashSet<>(Set.of(stream()))))
        .isEqualTo("argument 1, an element" + tail);
    assertThat(messageOf(new LinkedHashMap<>(Map.of(stream(), 1))))
        .isEqualTo("argument 1, key 1" + tail);
    assertThat(messageOf(Map.of(stream(), 1))).isEqualTo("argument 1, a key" + tail);
    assertThat(messageOf(Map.of(1, stream()))).isEqualTo("argument 1, a value" + tail);
    assertThat(messageOf(new TreeMap<>(Map.of(1, stream()))))
        .isEqualTo("argument 1, value 1" + tail);
    assertThat(messageOf(Map.entry(1, stream()))).isEqualTo("argument 1, value" + tail);
    assertThat(messageOf(Optional.of(stream()))).isEqualTo("argument 1, content" + tail);
    assertThat(messageOf(new Pair(1, stream())))
        .isEqualTo("argument 1, component Pair.right" + tail);
  }

  @Test
  void longPathsAreCutInTheMiddle() {
    Object nested = stream();
    for (int i = 0; i < 20; i++) {
      nested = List.of(i, nested);
    }

    assertThat(messageOf(nested))
        .startsWith(
            "argument 1, element 2, element 2, element 2, 13 more steps,"
                + " element 2, element 2, element 2, element 2 ("
                + STREAM
                + ")");
  }

  @Test
  void lambdasAndProxiesAreRefused() {
    Supplier<String> plain = () -> "a";
    Supplier<String> serializable = (Supplier<String> & Serializable) () -> "a";
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {List.class}, (p, method, args) -> null);
    String forItsInterface =
        "pass a record or a string, give the cache a keyEncoder for its interface, or mark the"
            + " parameter @KeyIgnored if it cannot change the result";
    String lambda =
        "(dev.locache.key.UnencodableTest$$Lambda) is a lambda or generated, so its code is not"
            + " known; "
            + forItsInterface;

    assertThat(messageOf(plain)).isEqualTo("argument 1 " + lambda);
    assertThat(messageOf(serializable)).isEqualTo("argument 1 " + lambda);
    assertThat(messageOf(new TreeMap<>(Comparator.<String, Integer>comparing(String::length))))
        .isEqualTo(
            "argument 1, comparator (java.util.Comparator$$Lambda) is a lambda or generated, so its"
                + " code is not known; "
                + forItsInterface);
    assertThat(messageOf(proxy))
        .startsWith("argument 1 (")
        .endsWith("is a proxy, whose content is not known; " + forItsInterface);
  }

  @Test
  void objectsOfGeneratedClassesAreRefused() {
    assertThat(messageOf(Hidden.holding(1)))
        .isEqualTo(
            "argument 1 (dev.locache.Hidden) is a lambda or generated, so its code is not known;"
                + " pass a record or a string, give the cache a keyEncoder for its interface, or"
                + " mark the parameter @KeyIgnored if it cannot change the result");
  }

  static class Bare {
    final int seenByNobody = 1;
  }

  static final class Half extends Bare implements Serializable {
    private static final long serialVersionUID = 1;
  }

  @Test
  void fieldsThatNoSerializedFormShowsAreNotOverlooked() {
    assertThat(messageOf(new Half()))
        .isEqualTo(
            "argument 1 (dev.locache.key.UnencodableTest$Half) extends"
                + " dev.locache.key.UnencodableTest$Bare, which has fields but is not Serializable;"
                + " "
                + waysOut("Half"));
  }

  @Test
  void identityMapIsRefused() {
    assertThat(messageOf(new IdentityHashMap<>()))
        .isEqualTo(
            "argument 1 (java.util.IdentityHashMap) compares by identity, which no other run can"
                + " repeat; pass a HashMap of values, or mark the parameter @KeyIgnored if it"
                + " cannot change the result");
  }

  static final class OwnForm implements Serializable {
    private static final long serialVersionUID = 1;
    private final Object content;

    OwnForm(Object content) {
      this.content = content;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      try {
        out.writeObject(content);
      } catch (IOException swallowed) {
        out.writeInt(0);
      }
    }
  }

  @Test
  void ownSerializedFormIsLookedInto() {
    Supplier<String> serializable = (Supplier<String> & Serializable) () -> "a";

    assertThat(messageOf(new OwnForm(stream())))
        .isEqualTo(
            "argument 1, serialized form ("
                + STREAM
                + ") has no canonical form; "
                + waysOut("ByteArrayInputStream"));
    assertThat(messageOf(new OwnForm(serializable)))
        .startsWith("argument 1, serialized form (java.lang.invoke.SerializedLambda) is a lambda");
  }

  static final class Unwritable implements Serializable {
    private static final long serialVersionUID = 1;

    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new IOException("closed");
    }
  }

  @Test
  void failureToSerializeIsTold() {
    assertThat(messageOf(new Unwritable()))
        .isEqualTo(
            "argument 1 (dev.locache.key.UnencodableTest$Unwritable) cannot be serialized:"
                + " java.io.IOException: closed; "
                + waysOut("Unwritable"));
  }

  @Test
  void cyclesEndInAMessage() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);

    assertThat(messageOf(cycle))
        .isEqualTo(
            "argument 1, element 1, element 1, element 1, 244 more steps, element 1, element 1,"
                + " element 1, element 1 (java.util.ArrayList) is nested deeper than 250 levels or"
                + " contains itself; "
                + waysOut("ArrayList"));
    assertThat(messageOf(new OwnForm(cycle))).contains("is nested deeper than 250 levels");
  }

  @Test
  void stackThatIsTooShortEndsInAMessage() throws InterruptedException {
    Object nested = "innermost";
    for (int i = 0; i < 900; i++) {
      nested = new OwnForm(nested);
    }
    Object deep = nested;
    List<String> messages = new ArrayList<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              messages.add(messageOf(deep));
              messages.add(messageOfStateKey(deep));
            },
            "short",
            1 << 17);
    thread.start();
    thread.join();

    String tooDeep =
        " (dev.locache.key.UnencodableTest$OwnForm) is nested deeper than 250 levels or contains"
            + " itself; "
            + waysOut("OwnForm");
    assertThat(messages).containsExactly("argument 1" + tooDeep, "stateKey" + tooDeep);
  }

  private static String messageOfStateKey(Object value) {
    try {
      return "no exception but " + Encoded.keys(Map.of()).stateKey(value);
    } catch (UnencodableException e) {
      return e.getMessage();
    }
  }

  static final class GrowingMap extends AbstractMap<Integer, Integer> {
    @Override
    public Set<Map.Entry<Integer, Integer>> entrySet() {
      return Map.of(1, 2).entrySet();
    }

    @Override
    public int size() {
      return 2;
    }
  }

  static final class Growing extends AbstractList<Integer> {
    @Override
    public Integer get(int index) {
      return index;
    }

    @Override
    public int size() {
      return 3;
    }

    @Override
    public Iterator<Integer> iterator() {
      return List.of(1, 2).iterator();
    }
  }

  record Failing(int part) {
    @Override
    public int part() {
      throw new IllegalArgumentException("no part " + part);
    }
  }

  static final class FailingList extends AbstractList<Integer> {
    @Override
    public Integer get(int index) {
      throw new IllegalStateException("closed");
    }

    @Override
    public int size() {
      return 1;
    }
  }

  @Test
  void failuresOfUsersCodeAreNotTheCallers() {
    assertThat(messageOf(new Growing()))
        .isEqualTo(
            "argument 1 (dev.locache.key.UnencodableTest$Growing) changed while it was read for the"
                + " key");
    assertThat(messageOf(new GrowingMap()))
        .isEqualTo(
            "argument 1 (dev.locache.key.UnencodableTest$GrowingMap) changed while it was read for"
                + " the key");
    assertThat(messageOf(new Failing(7)))
        .isEqualTo(
            "argument 1 (dev.locache.key.UnencodableTest$Failing) could not be read: part() threw"
                + " java.lang.IllegalArgumentException: no part 7");
    assertThat(messageOf(new FailingList()))
        .isEqualTo(
            "argument 1 (dev.locache.key.UnencodableTest$FailingList) could not be read:"
                + " java.lang.IllegalStateException: closed");
    KeyEncoding failing =
        Encoded.with(
            Bare.class,
            bare -> {
              throw new IllegalStateException("no");
            });
    assertThat(messageOf(failing, List.of(new Bare())))
        .isEqualTo(
            "argument 1, element 1 (dev.locache.key.UnencodableTest$Bare) could not be read:"
                + " java.lang.IllegalStateException: no");
  }

  @Test
  void failedKeyLeavesTheNextOneAlone() throws UnencodableException {
    KeyEncoding keys = Encoded.keys(Map.of());
    Object before = Encoded.digest(keys, "a");

    assertThat(messageOf(keys, Set.of(stream()))).startsWith("argument 1, an element");
    assertThat(Encoded.digest(keys, "a")).isEqualTo(before);
  }

  @Test
  void standInWithoutAFormIsRefusedAsSuch() {
    assertThat(messageOf(Encoded.with(Bare.class, bare -> stream()), new Bare()))
        .isEqualTo(
            "argument 1, stand-in for dev.locache.key.UnencodableTest$Bare ("
                + STREAM
                + ") has no canonical form; "
                + waysOut("ByteArrayInputStream"));
  }

  interface One {}

  interface Other {}

  static final class Both implements One, Other {}

  @Test
  void keyEncodersOfUnrelatedInterfacesAreAmbiguous() {
    Map<Class<?>, Function<Object, Object>> standIns = new LinkedHashMap<>();
    standIns.put(One.class, value -> 1);
    standIns.put(Other.class, value -> 2);

    assertThat(messageOf(Encoded.keys(standIns), new Both()))
        .isEqualTo(
            "argument 1 (dev.locache.key.UnencodableTest$Both) fits the key encoders of"
                + " dev.locache.key.UnencodableTest$One and of"
                + " dev.locache.key.UnencodableTest$Other, neither of which extends the other; give"
                + " the cache a keyEncoder(Both.class, ...)");
  }

  @Test
  void keyEncoderForEverythingOrForAPrimitiveIsRefused() {
    assertThatThrownBy(() -> Encoded.with(Object.class, value -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "keyEncoder(Object.class, ...) fits no value of its own; name a class, an interface or"
                + " a box such as Integer");
    assertThatThrownBy(() -> Encoded.keys(Map.of(int.class, value -> 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("keyEncoder(int.class, ...)");
  }

  @Test
  void stateKeyNamesItself() {
    assertThatThrownBy(() -> Encoded.keys(Map.of()).stateKey(List.of(stream())))
        .isInstanceOf(UnencodableException.class)
        .hasMessage(
            "stateKey, element 1 ("
                + STREAM
                + ") has no canonical form; "
                + waysOut("ByteArrayInputStream"));
  }

  @Test
  void argumentsMustBeAsManyAsParameters() {
    ArgumentDigester digester = Encoded.digester(Encoded.keys(Map.of()), int.class, int.class);

    assertThatThrownBy(() -> digester.digest(new Object[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arguments (1) must be 2");
    assertThatThrownBy(
            () ->
                Encoded.keys(Map.of())
                    .digester(new Class<?>[] {int.class}, new boolean[2], Encoded.NO_STATE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ignored (2) must be as many as the parameters (1)");
  }
}
