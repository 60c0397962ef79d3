package dev.locache.protobuf.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

/** Types that do not tell which classes a value is made of have no codec. */
final class RefusedTypeTest {
  private static final String WAY_OUT =
      "; use a record, a sealed interface of records or a class of the JDK, choose"
          + " codec(\"java\"), or mark the method @Uncached";

  static final class Plain {}

  static final class Own<E> extends ArrayList<E> {
    private static final long serialVersionUID = 1;
  }

  record Holder(int number, List<Optional<Number>> numbers) {}

  record Generic<T>(T content) {}

  record Growing<T>(T content, Growing<List<T>> next) {}

  sealed interface Shape {}

  record Circle() implements Shape {}

  static final class Square implements Shape {}

  sealed interface Mixed {}

  non-sealed interface Loose extends Mixed {}

  sealed interface Maybe<T> {}

  record Some<T>(T content) implements Maybe<T> {}

  interface Open {}

  @SuppressWarnings("rawtypes")
  interface Results {
    Object object();

    List<?> any();

    List<? super String> superString();

    List raw();

    Map<String, Runnable> functions();

    Holder holder();

    Generic rawGeneric();

    Growing<String> growing();

    List<Generic<String>> strings();

    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T variable();

    <T> List<T[]> variables();

    Shape shape();

    Mixed mixed();

    Maybe rawMaybe();

    BlockingQueue<String> queue();

    Open[] open();

    Plain plain();

    Own<String> own();

    Properties properties();

    ByteBuffer buffer();

    Comparable<String> comparable();

    Message message();

    DynamicMessage dynamic();

    Enum<?> constant();

    StringBuilder builder();
  }

  @Test
  void aTypeThatIsOpenIsRefusedWithTheWayToIt() {
    String open = ", which is open to any class";
    assertRefused("object", "result type java.lang.Object is open to any class");
    assertRefused("any", "result type java.util.List<?> holds java.lang.Object at element" + open);
    assertRefused(
        "superString",
        "result type java.util.List<? super java.lang.String> holds java.lang.Object at element"
            + open);
    assertRefused(
        "raw",
        "result type java.util.List holds java.util.List without type arguments at element" + open);
    assertRefused(
        "functions",
        "result type java.util.Map<java.lang.String, java.lang.Runnable> holds java.lang.Runnable"
            + " at value"
            + open);
    assertRefused(
        "holder",
        "result type "
            + Holder.class.getName()
            + " holds java.lang.Number at component numbers, element, content"
            + open);
    assertRefused(
        "rawGeneric",
        "result type "
            + Generic.class.getName()
            + " holds type variable T at component content"
            + open);
    assertRefused(
        "rawMaybe",
        "result type " + Maybe.class.getName() + " holds type variable T at permitted Some" + open);
    assertRefused(
        "queue",
        "result type java.util.concurrent.BlockingQueue<java.lang.String> is open to any class");
    assertRefused("variable", "result type T is open to any class");
    assertRefused("variables", "result type java.util.List<T[]> is open to any class");
    assertRefused(
        "open",
        "result type "
            + Open.class.getName()
            + "[] holds "
            + Open.class.getName()
            + " at element"
            + open);
    assertRefused(
        "comparable", "result type java.lang.Comparable<java.lang.String> is open to any class");
    assertRefused("message", "result type com.google.protobuf.Message is open to any class");
    assertRefused("constant", "result type java.lang.Enum<?> is open to any class");
  }

  @Test
  void aClassThatCannotBeTakenApartIsRefused() {
    String neither = " is neither a value of the JDK nor an enum, record or message";
    for (Class<?> type :
        List.of(Plain.class, Properties.class, ByteBuffer.class, StringBuilder.class)) {
      assertThatThrownBy(() -> Codecs.of(type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("result type " + type.getName() + neither + WAY_OUT);
    }
    assertRefused("own", "result type " + Own.class.getName() + "<java.lang.String>" + neither);
    assertRefused("dynamic", "result type com.google.protobuf.DynamicMessage" + neither);
  }

  @Test
  void aSealedInterfaceOfOtherClassesIsRefused() {
    assertRefused(
        "shape",
        "result type "
            + Shape.class.getName()
            + " holds "
            + Square.class.getName()
            + " at permitted Square, which is neither an enum nor a record");
    assertRefused(
        "mixed",
        "result type "
            + Mixed.class.getName()
            + " holds "
            + Loose.class.getName()
            + " at permitted Loose, which is neither an enum nor a record");
  }

  @Test
  void aRecordOfAPackageThatIsNotOpenIsRefusedWithWhatToOpen() throws Exception {
    Class<?> closed = Class.forName("jdk.net.UnixDomainPrincipal");
    assertThatThrownBy(() -> Codecs.of(closed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "result type jdk.net.UnixDomainPrincipal is out of reach (open jdk.net to dev.locache)"
                + WAY_OUT);
  }

  @Test
  void aTypeWithoutEndIsRefused() {
    assertThatThrownBy(() -> Codecs.of(Results.class, "growing"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "result type " + Growing.class.getName() + "<java.lang.String> holds ")
        .hasMessageEndingWith(", which is a type that holds ever further types" + WAY_OUT);
  }

  private static void assertRefused(String method, String message) {
    assertThatThrownBy(() -> Codecs.of(Results.class, method))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message + WAY_OUT);
  }

  @Test
  void heapPollutionIsRefusedInItsPlace() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Generic<String> polluted = new Generic(1);
    assertThat(polluted.toString()).contains("1");
    assertThatThrownBy(() -> Codecs.of(Results.class, "strings").encode(List.of(polluted)))
        .isInstanceOf(UnencodableException.class)
        .hasMessage(
            "value holds java.lang.Integer at element, component content, where the declared type"
                + " says java.lang.String");
  }
}
