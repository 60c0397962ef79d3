package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.ClosedModule;
import dev.locache.Hidden;
import dev.locache.spi.Codec;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that cannot be stored, so that decoding never has to find out. */
class RefusedValueTest {
  private static final String NAME = "dev.locache.codec.RefusedValueTest$";

  private final Codec codec = Codecs.of(Object.class);

  static final class Bare {}

  static class Base {
    int total = 1;
    transient int scratch;
  }

  static class Harmless {
    static final int CONSTANT = 1;
    transient int scratch;
  }

  static final class Derived extends Base implements Serializable {
    private static final long serialVersionUID = 1;
  }

  static final class Kept extends Harmless implements Serializable {
    private static final long serialVersionUID = 1;
    final int own = 3;
  }

  static final class SavesItsBase extends Base implements Serializable {
    private static final long serialVersionUID = 1;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeInt(total);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      total = in.readInt();
    }
  }

  static class NeedsAnArgument {
    NeedsAnArgument(int argument) {
      assertThat(argument).isPositive();
    }
  }

  static final class CannotBeCreated extends NeedsAnArgument implements Serializable {
    private static final long serialVersionUID = 1;

    CannotBeCreated() {
      super(1);
    }
  }

  static final class CannotBeRead implements Serializable {
    private static final long serialVersionUID = 1;

    private void readObject(ObjectInputStream in) {
      throw new IllegalStateException("not today");
    }
  }

  static final class CannotBeWritten implements Serializable {
    private static final long serialVersionUID = 1;

    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new IOException("disk of the class is full");
    }
  }

  static final class ThrowsWhenWritten implements Serializable {
    private static final long serialVersionUID = 1;

    private void writeObject(ObjectOutputStream out) {
      throw new IllegalStateException("no");
    }
  }

  static final class SkipsItsFields implements Serializable {
    private static final long serialVersionUID = 1;
    final long number = 0x7fff_ffff_ffff_ffffL;

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.writeInt(1);
    }
  }

  final class Inner implements Serializable {
    private static final long serialVersionUID = 1;

    RefusedValueTest outer() {
      return RefusedValueTest.this;
    }
  }

  record Node(String name, List<Object> children) {}

  record SerialNode(String name, List<Object> children) implements Serializable {}

  public static final class Counting implements Externalizable {
    private static final long serialVersionUID = 1;
    static int written;

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      written++;
      out.write(new byte[10_000]);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      in.readFully(new byte[10_000]);
    }
  }

  @Test
  void foreignClassIsNamedWithTheWayOut() throws IOException {
    Codec strangers = Codecs.of(Object.class, Codecs.STRANGER);
    Codec allowing = Codecs.of(Object.class, Codecs.STRANGER, "dev.locache.codec.*");

    assertThatThrownBy(() -> strangers.encode(List.of(new Kept())))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "value holds "
                + NAME
                + "Kept, which results of this method may not hold;"
                + " allow(\"dev.locache.codec.*\") on CacheConfig accepts it");
    assertThat(Codecs.copy(allowing, new Kept()).own).isEqualTo(3);
  }

  @Test
  void objectThatIsNotSerializableIsNamed() {
    assertRefused(
        List.of(Optional.of(new Bare())),
        "value holds "
            + NAME
            + "Bare, which is not Serializable; implement Serializable or make it a record");
    assertRefused(
        InputStream.nullInputStream(),
        "value holds java.io.InputStream$1, which is not Serializable; implement Serializable or"
            + " make it a record");
  }

  /** A collection of the application's or the JDK's own, and no view, is not copied. */
  @Test
  void collectionThatIsNotSerializableIsNamed() {
    Collection<String> own =
        new AbstractCollection<>() {
          @Override
          public Iterator<String> iterator() {
            return List.of("a").iterator();
          }

          @Override
          public int size() {
            return 1;
          }
        };

    assertRefused(
        own,
        "value holds "
            + own.getClass().getName()
            + ", which is not Serializable; implement Serializable or make it a record");
    assertRefused(
        new DelayQueue<>(),
        "value holds java.util.concurrent.DelayQueue, which is not Serializable; implement"
            + " Serializable or make it a record");
  }

  @Test
  void recordsOfAClosedModuleAreReachedBySerializationOnly(@TempDir Path directory)
      throws IOException {
    ClosedModule module = ClosedModule.in(directory);
    Codec ofModule = Codecs.of(Object.class, module.pair().getClass());

    assertThat(Codecs.copy(ofModule, module.serializablePair()))
        .isEqualTo(module.serializablePair());
    assertThatThrownBy(() -> ofModule.encode(module.pair()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "record closed.Samples$Pair cannot be reached; open closed to dev.locache, or let it"
                + " implement Serializable");
  }

  @Test
  void objectOfAGeneratedClassIsRefused() {
    Object generated = Hidden.holding(null);

    assertRefused(
        generated,
        "value has another shape: it holds a "
            + generated.getClass().getName()
            + ", which the class loader of dev.locache.codec.Codecs does not find");
  }

  @Test
  void innerClassDragsItsOuterObjectIn() {
    assertRefused(
        new Inner(),
        "value holds dev.locache.codec.RefusedValueTest, which is not Serializable; implement"
            + " Serializable or make it a record");
  }

  @Test
  void lambdasAreRefused() {
    Supplier<String> plain = () -> "plain";
    Supplier<String> serializable = (Supplier<String> & Serializable) () -> "serializable";
    String message =
        "value holds a lambda, which cannot be stored; it is one of"
            + " dev.locache.codec.RefusedValueTest";

    assertRefused(plain, message);
    assertRefused(Map.of("k", serializable), message);
  }

  @Test
  void proxiesAreRefused() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Canaries.Handler());

    assertRefused(
        List.of(proxy),
        "value holds a dynamic proxy, which cannot be stored; it is a java.lang.Comparable");
    assertRefused(proxy.getClass(), "value holds a dynamic proxy, which cannot be stored");
  }

  @Test
  void fieldThatSerializationWouldDropIsNamed() {
    assertRefused(
        new Derived(),
        "value holds "
            + NAME
            + "Derived, which would lose field total of its superclass "
            + NAME
            + "Base, which is not Serializable; let the superclass implement it, or return a"
            + " record");
  }

  @Test
  void superclassThatLosesNothingIsFine() throws IOException {
    SavesItsBase value = new SavesItsBase();
    value.total = 7;

    assertThat(Codecs.copy(codec, value).total).isEqualTo(7);
    assertThat(Codecs.copy(codec, new Kept()).own).isEqualTo(3);
  }

  @Test
  void classThatCannotBeReadIsFoundOutWhenItIsWritten() {
    assertRefused(
        new CannotBeCreated(),
        "value could not be read back: value has another shape: "
            + NAME
            + "CannotBeCreated; no valid constructor");
    assertRefused(
        new CannotBeRead(),
        "value could not be read back: value has another shape: java.lang.IllegalStateException:"
            + " not today");
    assertRefused(
        new SkipsItsFields(),
        "value could not be read back: a writeObject may have left out defaultWriteObject, or"
            + " written before it");
  }

  @Test
  void failureOfAClassToWriteIsPassedOn() {
    assertRefused(new CannotBeWritten(), "disk of the class is full");
    assertRefused(List.of(new CannotBeWritten()), "disk of the class is full");
    assertRefused(
        new ThrowsWhenWritten(), "value could not be written: java.lang.IllegalStateException: no");
  }

  @Test
  void exceptionInAValueIsRefusedLikeAnyOther() throws IOException {
    IOException failure = new IOException("a result");

    assertRefused(
        List.of(failure),
        "value holds java.io.IOException, which results of this method may not hold;"
            + " allow(\"java.io.*\") on CacheConfig accepts it");
    Codec allowing = Codecs.of(Object.class, "java.io.IOException", "java.lang.*");
    assertThat(Codecs.copy(allowing, failure)).hasMessage("a result");
  }

  @Test
  void recordThatHoldsItselfIsRefused() {
    String message =
        "value could not be read back: value refers back to a record, or to another object that is"
            + " only built once its parts are there, from within it";
    Node node = new Node("self", new ArrayList<>());
    node.children().add(node);
    SerialNode serial = new SerialNode("self", new ArrayList<>());
    serial.children().add(List.of(serial));
    List<Object> inner = new ArrayList<>();
    List<Object> immutable = List.of(inner);
    inner.add(immutable);

    assertRefused(node, message);
    assertRefused(serial, message);
    assertRefused(immutable, message);
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    assertThat(codec.decode(codec.encode(nested(240)))).isInstanceOf(List.class);
    assertRefused(
        nested(260), "value could not be read back: value nests more than 250 objects deep");
    assertRefused(nested(200_000), "value nests too deep to be written");
  }

  @Test
  void oversizedValueIsLeftUnbuilt() {
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      many.add(new Counting());
    }
    Counting.written = 0;

    assertRefused(many, "value takes more than the maximum of 1048576 bytes");
    assertThat(Counting.written).isLessThan(110);
  }

  @Test
  void classTheServiceCannotFindIsRefused(@TempDir Path directory) throws Exception {
    Compiled elsewhere =
        Compiled.into(
            directory,
            "Child.java",
            "package child; public class Child implements java.io.Serializable {}");

    assertRefused(
        elsewhere.create("child.Child"),
        "value has another shape: it holds a child.Child, which the class loader of"
            + " dev.locache.codec.Codecs does not find");
  }

  @Test
  void classOfTheSameNameFromAnotherLoaderIsRefused(@TempDir Path directory) throws Exception {
    Compiled first =
        Compiled.into(
            directory,
            "Twin.java",
            "package twin; public class Twin implements java.io.Serializable {}");
    Compiled second = new Compiled(directory, ClassLoader.getPlatformClassLoader());
    Codec ofSecond = Codecs.of(Object.class, second.type("twin.Twin"));

    assertThat(Codecs.copy(ofSecond, second.create("twin.Twin"))).isNotNull();
    assertThatThrownBy(() -> ofSecond.encode(first.create("twin.Twin")))
        .hasMessage("value holds twin.Twin of another class loader than the service's");
  }

  private static List<Object> nested(int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = 1; i < depth; i++) {
      List<Object> outer = new ArrayList<>();
      outer.add(list);
      list = outer;
    }
    return list;
  }

  private void assertRefused(@Nullable Object value, String message) {
    assertThatThrownBy(() -> codec.encode(value))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
