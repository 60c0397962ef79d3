package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResultTypeTest {
  private static final String NAME = "dev.locache.codec.ResultTypeTest$";

  static class Point {}

  record Holder(int number, List<Point[]> points) {}

  record Box<T>(T content) {}

  @SuppressWarnings("UnusedTypeParameter") // a mark, no more
  record Id<T>(long number) {}

  record Chain<T>(T value, Optional<Chain<List<T>>> next) {}

  sealed interface Answer permits Yes, No {}

  record Yes(Part part) implements Answer {}

  static final class No implements Answer {}

  static final class Part implements Serializable {
    private static final long serialVersionUID = 1;
  }

  static class Whole implements Serializable {
    private static final long serialVersionUID = 1;
    final List<Part> parts = List.of(new Part());
    transient Point point = new Point();
  }

  static final class Larger extends Whole {
    private static final long serialVersionUID = 1;
  }

  /** Writes a stand-in, as Effective Java's item 90 has it. */
  static final class Replaced implements Serializable {
    private static final long serialVersionUID = 1;

    private Object writeReplace() {
      return new Form();
    }

    private static final class Form implements Serializable {
      private static final long serialVersionUID = 1;

      private Object readResolve() {
        return new Replaced();
      }
    }
  }

  enum Level {
    LOW
  }

  interface Impossible {
    Point point();

    Point[] array();

    List<Point> list();

    Map<String, Optional<Point[]>> map();

    List<? extends Point> wildcard();

    <T extends Point> List<T> variable();

    Holder record();

    Box<Point> generic();

    Thread thread();

    Supplier<String> function();

    Optional<Runnable> task();

    Callable<String> call();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  interface Possible {
    Object anything();

    <T> T variable();

    <T extends Comparable<T>> List<T> comparable();

    List<?> wildcard();

    List<? extends Number> wildcardNumber();

    List<? super Point> lowerBound();

    Number number();

    int primitive();

    Void nothing();

    long[][] array();

    List<String>[] genericArray();

    Map.Entry<String, OptionalInt> entry();

    CharSequence text();

    Comparator<Point> comparator();

    Class<Point> type();

    Id<Point> mark();

    Chain<String> growing();

    Answer sealed();

    Level level();

    Larger serializable();

    Collection<Box<List<Part>>> nested();

    Set<Iterable<Object>> iterable();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "point    | %Point is not Serializable",
        "array    | %Point[] holds %Point, which is not Serializable",
        "list     | java.util.List<%Point> holds %Point, which is not Serializable",
        "map      | java.util.Map<java.lang.String, java.util.Optional<%Point[]>> holds %Point,"
            + " which is not Serializable",
        "wildcard | java.util.List<? extends %Point> holds %Point, which is not Serializable",
        "variable | java.util.List<T> holds %Point, which is not Serializable",
        "record   | %Holder holds %Point, which is not Serializable",
        "generic  | %Box<%Point> holds %Point, which is not Serializable",
        "thread   | java.lang.Thread is not Serializable",
        "function | java.util.function.Supplier<java.lang.String> is a function, and lambdas cannot"
            + " be stored",
        "task     | java.util.Optional<java.lang.Runnable> holds java.lang.Runnable, which is a"
            + " function, and lambdas cannot be stored",
        "call     | java.util.concurrent.Callable<java.lang.String> is a function, and lambdas"
            + " cannot be stored",
      })
  void impossibleTypeIsNamedWithTheWaysOut(String method, String message) {
    assertThatThrownBy(() -> Codecs.of(Codecs.returned(Impossible.class, method)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "result type "
                + message.replace("%", NAME)
                + "; implement Serializable, return a record, or mark the method @Uncached");
  }

  @ParameterizedTest
  @MethodSource("possibleTypes")
  void possibleTypeIsAccepted(Type type) throws IOException {
    assertThat(Codecs.of(type).encode(null).remaining()).isEqualTo(1);
  }

  static Stream<Type> possibleTypes() {
    return Arrays.stream(Possible.class.getDeclaredMethods()).map(m -> m.getGenericReturnType());
  }

  @Test
  void declaredTypeAndWhatItIsMadeOfIsAccepted() throws IOException {
    assertAccepted("serializable", new Larger());
    assertAccepted("sealed", new Yes(new Part()));
    assertAccepted("nested", List.of(new Box<>(List.of(new Part()))));
    assertAccepted("level", Level.LOW);
    Replaced decoded = Codecs.copy(Codecs.of(Replaced.class, Codecs.STRANGER), new Replaced());
    assertThat(decoded).isInstanceOf(Replaced.class);
  }

  @Test
  void subclassOfTheDeclaredTypeIsNot() {
    var codec = Codecs.of(Whole.class, Codecs.STRANGER);

    assertThatThrownBy(() -> codec.encode(new Larger()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "value holds " + NAME + "Larger, which results of this method may not hold");
  }

  @Test
  void typeOfTheResultIsCheckedByItsErasure() throws IOException {
    var bytes = Codecs.of(Object.class).encode(List.of("a"));
    Type array = Codecs.returned(Possible.class, "genericArray");

    assertThat(Codecs.of(Codecs.returned(Possible.class, "wildcard")).decode(bytes))
        .isEqualTo(List.of("a"));
    assertThatThrownBy(() -> Codecs.of(array).decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: it is a java.util.ImmutableCollections$List12, the method"
                + " returns java.util.List<java.lang.String>[]");
  }

  /** What a future of {@code ? extends Number} holds is declared so. */
  @Test
  void wildcardIsItsBound() throws IOException {
    Type list = Codecs.returned(Possible.class, "wildcardNumber");
    var codec = Codecs.of(((ParameterizedType) list).getActualTypeArguments()[0]);

    assertThat(codec.decode(codec.encode(1))).isEqualTo(1);
    assertThatThrownBy(() -> codec.decode(codec.encode("a")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value has another shape: it is a java.lang.String, the method returns"
                + " ? extends java.lang.Number");
  }

  @Test
  void superclassOfAnAllowedClassIsAcceptedBehindIt() throws IOException {
    var codec = Codecs.of(Object.class, Codecs.STRANGER, NAME + "Larger", NAME + "Part");

    assertThat(Codecs.copy(codec, new Larger()).parts).hasSize(1);
    assertThatThrownBy(() -> codec.encode(new Whole()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("value holds " + NAME + "Whole, which results");
  }

  @Test
  void partThatIsNotThereIsInNoValue(@TempDir Path directory) throws Exception {
    Compiled compiled =
        Compiled.into(
            directory,
            "Gone.java",
            "package lost; public class Gone implements java.io.Serializable {}",
            "Kept.java",
            "package lost; public class Kept implements java.io.Serializable { Gone gone; }");
    Files.delete(directory.resolve("lost/Gone.class"));
    Class<?> kept = compiled.type("lost.Kept");

    assertThat(ResultType.of(kept).parts()).containsExactly(kept);
  }

  /** By a service whose own classes these are not. */
  private static void assertAccepted(String method, Object value) throws IOException {
    var codec = Codecs.of(Codecs.returned(Possible.class, method), Codecs.STRANGER);
    assertThat(codec.decode(codec.encode(value))).isInstanceOf(value.getClass());
  }
}
