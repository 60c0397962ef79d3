package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.locache.Hidden;
import dev.locache.spi.Digest128;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the classes above an object, the platform's and libraries' among them, tell of it. */
@SuppressWarnings("unused") // what is read by nothing but the walk
final class StateLevelsTest {
  private static final KeyEncoding ENCODING = Encoded.keys(Map.of());
  private static final StateRules RULES = new PlainRules(StateLevelsTest.class);
  private static final String SAY_STATE_KEY = "; say stateKey(...) to name the state";

  private static Digest128 digestOf(Object implementation) {
    State state = ENCODING.state(implementation, RULES);
    assertThat(state.problems()).isEmpty();
    return state.digest();
  }

  private static List<String> problemsOf(Object implementation) {
    return ENCODING.state(implementation, RULES).problems();
  }

  private static String ignore(String field) {
    return "; say @KeyIgnored or ignoreField(\""
        + field
        + "\") if it cannot change results, or stateKey(...) to name the state yourself";
  }

  static final class Holder {
    final @Nullable Object content;

    Holder(@Nullable Object content) {
      this.content = content;
    }
  }

  static final class RateLock extends ReentrantLock {
    private static final long serialVersionUID = 1;
    private final int rate;

    RateLock(int rate) {
      this.rate = rate;
    }
  }

  @Test
  void ownLockCountsByItsOwnFieldsOnly() {
    RateLock held = new RateLock(1);
    held.lock();

    assertThat(digestOf(held)).isEqualTo(digestOf(new RateLock(1)));
    assertThat(digestOf(held)).isNotEqualTo(digestOf(new RateLock(2)));
  }

  static final class Dice extends Random {
    private static final long serialVersionUID = 1;
  }

  @Test
  void platformsClassWhoseFieldsCannotBeReadIsRefusedAsASuperclass() {
    String reason =
        " cannot be part of the key: it extends java.util.Random, whose fields cannot be read";

    assertThat(problemsOf(new Dice()))
        .containsExactly("dev.locache.key.StateLevelsTest$Dice" + reason + SAY_STATE_KEY);
    assertThat(problemsOf(new Holder(new Dice())))
        .containsExactly(
            "field Holder.content (dev.locache.key.StateLevelsTest$Dice)"
                + reason
                + ignore("content"));
  }

  static final class Countdown extends AbstractList<Integer> {
    private int from;

    Countdown(int from) {
      this.from = from;
    }

    @Override
    public Integer get(int index) {
      return from - index;
    }

    @Override
    public int size() {
      return from;
    }

    @Override
    public Integer remove(int index) {
      modCount++;
      return from--;
    }
  }

  @Test
  void booksThatAListKeepsOfItsChangesDoNotCount() {
    Countdown changed = new Countdown(4);
    changed.remove(0);

    assertThat(digestOf(changed)).isEqualTo(digestOf(new Countdown(3)));
    assertThat(digestOf(changed)).isNotEqualTo(digestOf(new Countdown(4)));
  }

  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;
    private final int rate;

    Names(int rate, String... names) {
      super(List.of(names));
      this.rate = rate;
    }
  }

  @Test
  void ownCollectionCountsByItsFieldsAndWhatItHolds() {
    assertThat(digestOf(new Names(1, "a"))).isEqualTo(digestOf(new Names(1, "a")));
    assertThat(digestOf(new Names(1, "a"))).isNotEqualTo(digestOf(new Names(2, "a")));
    assertThat(digestOf(new Names(1, "a"))).isNotEqualTo(digestOf(new Names(1, "b")));
    assertThat(ENCODING.stateFields(new Names(1, "a"), RULES)).containsOnlyKeys("Names.rate");
  }

  @Test
  void recordsOfLibrariesCountByTheirComponents() {
    Object point = new KeyFormatTest.Point(1, 2);

    assertThat(digestOf(new Holder(point)))
        .isEqualTo(digestOf(new Holder(new KeyFormatTest.Point(1, 2))))
        .isNotEqualTo(digestOf(new Holder(new KeyFormatTest.Point(1, 3))));
  }

  @Test
  void propertiesCountWithTheirDefaults() {
    Properties defaults = new Properties();
    Properties properties = new Properties(defaults);
    properties.setProperty("a", "1");
    Digest128 without = digestOf(new Holder(properties));
    defaults.setProperty("b", "2");

    assertThat(digestOf(new Holder(properties))).isNotEqualTo(without);
  }

  /** A platform's collection around it is read, and runs this. */
  static final class Failing extends AbstractList<Integer> {
    @Override
    public Integer get(int index) {
      throw new IllegalStateException("closed");
    }

    @Override
    public int size() {
      return 1;
    }
  }

  static final class Uncountable extends AbstractList<Integer> {
    @Override
    public Integer get(int index) {
      return index;
    }

    @Override
    public int size() {
      throw new IllegalStateException("no count");
    }
  }

  @Test
  void collectionThatFailsWhileItIsReadIsNamed() {
    Collection<Integer> wrapped = Collections.unmodifiableCollection(new Failing());

    assertThat(problemsOf(new Holder(wrapped)))
        .containsExactly(
            "field Holder.content (java.util.Collections$UnmodifiableCollection) cannot be part of"
                + " the key: it could not be read: java.lang.IllegalStateException: closed"
                + ignore("content"));
    assertThat(problemsOf(new Holder(Collections.unmodifiableCollection(new Uncountable()))))
        .containsExactly(
            "field Holder.content (java.util.Collections$UnmodifiableCollection) cannot be part of"
                + " the key: it could not be read: java.lang.IllegalStateException: no count"
                + ignore("content"));
  }

  @Test
  void collectionsOfLibrariesAreRefused() {
    assertThat(problemsOf(new Holder(ImmutableList.of("a", "b"))))
        .containsExactly(
            "field Holder.content (com.google.common.collect.RegularImmutableList) cannot be part"
                + " of the key"
                + ignore("content"));
  }

  @Test
  void handlerOfALibraryIsNamedWithItsProxy() {
    InvocationHandler handler = new StateTest.Handler(1); // whose test's classes are not own here
    String problem = "field Holder.content (dev.locache.key.StateTest$Handler in a proxy";

    assertThat(problemsOf(new Holder(proxy(handler, Runnable.class))))
        .containsExactly(
            problem + " of java.lang.Runnable) cannot be part of the key" + ignore("content"));
    assertThat(problemsOf(new Holder(proxy(handler))))
        .containsExactly(problem + ") cannot be part of the key" + ignore("content"));
  }

  private static Object proxy(InvocationHandler handler, Class<?>... interfaces) {
    return Proxy.newProxyInstance(StateLevelsTest.class.getClassLoader(), interfaces, handler);
  }

  @Test
  void fieldsOfAnonymousAndGeneratedClassesAreNamed() {
    Object anonymous =
        new Object() {
          final Random dice = new Random();
        };

    assertThat(problemsOf(anonymous))
        .containsExactly(
            "field StateLevelsTest$1.dice (java.util.Random) cannot be part of the key"
                + ignore("dice"));
    assertThat(problemsOf(Hidden.holding(new Random())))
        .containsExactly(
            "field Hidden.content (java.util.Random) cannot be part of the key"
                + ignore("content"));
  }

  @Test
  void objectOfAGeneratedClassIsRefused() {
    assertThat(problemsOf(new Holder(Hidden.holding(1))))
        .containsExactly(
            "field Holder.content (dev.locache.Hidden) cannot be part of the key"
                + ignore("content"));
  }
}
