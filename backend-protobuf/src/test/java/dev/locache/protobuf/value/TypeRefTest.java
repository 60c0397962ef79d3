package dev.locache.protobuf.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Types are planned once each, so those that differ must not be taken for one another. */
final class TypeRefTest {
  private static final TypeRef STRING = TypeRef.of(String.class);
  private static final TypeRef STRINGS = new TypeRef(List.class, List.of(STRING));

  @Test
  void typesAreToldApartByClassAndByArguments() {
    assertThat(STRINGS)
        .isEqualTo(new TypeRef(List.class, List.of(TypeRef.of(String.class))))
        .hasSameHashCodeAs(new TypeRef(List.class, List.of(TypeRef.of(String.class))))
        .isNotEqualTo(new TypeRef(List.class, List.of(TypeRef.of(Integer.class))))
        .isNotEqualTo(new TypeRef(List.class, List.of()))
        .isNotEqualTo(new TypeRef(Iterable.class, List.of(STRING)))
        .isNotEqualTo(List.class);
  }

  @Test
  void textTellsArgumentsAndComponents() {
    assertThat(STRINGS).hasToString("java.util.List<java.lang.String>");
    assertThat(TypeRef.of(String[][].class)).hasToString("java.lang.String[][]");
  }
}
