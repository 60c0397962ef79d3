package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Codec;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NestedValuesTest {
  private final Codec codec = Codecs.of(Object.class);

  record Pair(Object left, int number, Object right) {}

  @Property(tries = 300)
  void nestedValuesComeBack(@ForAll("nested") Object value) throws IOException {
    Object decoded = Codecs.roundTrip(codec, value);

    assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat(codec.encode(decoded).remaining()).isPositive();
  }

  @Provide
  Arbitrary<Object> nested() {
    return Arbitraries.recursive(this::leaf, this::node, 0, 4);
  }

  private Arbitrary<Object> leaf() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(8).asGeneric(),
        Arbitraries.integers().asGeneric(),
        Arbitraries.doubles().asGeneric(),
        Arbitraries.of(true, false).asGeneric(),
        Arbitraries.of(RoundTripTest.Plain.class).asGeneric(),
        Arbitraries.longs().map(Instant::ofEpochMilli).asGeneric(),
        Arbitraries.longs().map(BigDecimal::valueOf).asGeneric());
  }

  private Arbitrary<Object> node(Arbitrary<Object> inner) {
    return Arbitraries.oneOf(
        inner.list().ofMaxSize(4).asGeneric(),
        inner.set().ofMaxSize(4).asGeneric(),
        inner.map(Optional::of).asGeneric(),
        Arbitraries.maps(inner, inner).ofMaxSize(3).asGeneric(),
        Combinators.combine(inner, Arbitraries.integers(), inner).as(Pair::new).asGeneric());
  }
}
