package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import dev.locache.spi.KeyFormProvider;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Key encoders of libraries beside those of the user. */
final class StandInsTest {
  /** The library's. */
  interface Message {}

  static class Plain implements Message {}

  static final class Special extends Plain {}

  static final class Stranger {}

  private record Form(String typeName, Object form) implements KeyFormProvider {
    @Override
    public Object keyOf(Object value) {
      return form;
    }
  }

  private static Digest128 digest(Object value, Map<Class<?>, Function<Object, Object>> users)
      throws UnencodableException {
    List<KeyFormProvider> libraries =
        List.of(new Form("no.such.Type", 9), new Form(Message.class.getName(), 1));
    return Encoded.digest(KeyEncoding.of(users, libraries), value);
  }

  private static Digest128 standIn(Class<?> type, Object form) throws UnencodableException {
    Object[] values = {new Plain(), new Special()};
    for (Object value : values) {
      if (type.isInstance(value)) {
        return Encoded.digest(Encoded.keys(Map.of(type, each -> form)), value);
      }
    }
    throw new AssertionError(type);
  }

  @Test
  void libraryStandsInForWhateverImplementsItsType() throws UnencodableException {
    Digest128 expected = standIn(Message.class, 1);

    assertThat(digest(new Plain(), Map.of())).isEqualTo(expected);
    assertThat(digest(new Special(), Map.of())).isEqualTo(expected);
  }

  @Test
  void usersComesFirst() throws UnencodableException {
    assertThat(digest(new Plain(), Map.of(Message.class, value -> 2)))
        .isEqualTo(standIn(Message.class, 2));
    assertThat(digest(new Plain(), Map.of(Stranger.class, value -> 2)))
        .isEqualTo(standIn(Message.class, 1));
  }

  @Test
  void classComesBeforeInterface() throws UnencodableException {
    assertThat(digest(new Special(), Map.of(Plain.class, value -> 2)))
        .isEqualTo(standIn(Plain.class, 2));
  }

  interface Face {}

  static class Base {}

  static final class Sub extends Base implements Face {}

  @Test
  void superclassComesBeforeAnInterfaceOfTheClassItself() throws UnencodableException {
    KeyEncoding both = Encoded.keys(Map.of(Face.class, value -> 1, Base.class, value -> 2));

    assertThat(Encoded.digest(both, new Sub()))
        .isEqualTo(Encoded.digest(Encoded.keys(Map.of(Base.class, value -> 2)), new Sub()));
  }

  @Test
  void declaredTypeOfALibraryIsNotRefused() {
    KeyEncoding encoding = KeyEncoding.of(Map.of(), List.of(new Form(Message.class.getName(), 1)));

    assertThat(encoding.refusal(Special.class)).isEmpty();
    assertThat(encoding.refusal(Stranger.class)).isPresent();
  }

  @Test
  void platformsTypesAreNotTheLibrarys() throws UnencodableException {
    KeyEncoding encoding =
        KeyEncoding.of(Map.of(), List.of(new Form(CharSequence.class.getName(), 1)));

    assertThat(Encoded.digest(encoding, "a")).isEqualTo(Encoded.digest("a"));
  }
}
