package dev.locache.protobuf.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.locache.spi.Codec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is nested in whatever, it comes back, and any protobuf parser can read it. */
final class NestedValuesTest {
  private final Codec codec = Codecs.of(Json.class);

  sealed interface Json {}

  record Text(@Nullable String text) implements Json {}

  record Numbers(int number, double real, @Nullable BigDecimal decimal, long big) implements Json {}

  record Time(Instant time, Optional<TimeUnit> unit) implements Json {}

  record Items(List<@Nullable Json> items, Set<Json> set) implements Json {}

  record Fields(Map<String, Json> fields, Optional<Json> rest) implements Json {}

  @Property(tries = 300)
  void nestedValuesComeBack(@ForAll("nested") Json value) throws IOException {
    ByteBuffer encoded = codec.encode(value);
    UnknownFieldSet parsed = UnknownFieldSet.parseFrom(Codecs.bytes(encoded));
    assertThat(parsed.asMap().keySet()).containsExactlyInAnyOrder(1, 2);
    Object decoded = codec.decode(encoded);
    assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value);
  }

  @Provide
  Arbitrary<Json> nested() {
    return Arbitraries.recursive(NestedValuesTest::leaf, NestedValuesTest::node, 0, 4);
  }

  private static Arbitrary<Json> leaf() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(60).injectNull(0.1).map(Text::new),
        Combinators.combine(
                Arbitraries.integers(),
                Arbitraries.doubles(),
                Arbitraries.bigDecimals().injectNull(0.1),
                Arbitraries.longs())
            .as(Numbers::new),
        Combinators.combine(
                Arbitraries.longs().map(Instant::ofEpochMilli),
                Arbitraries.of(TimeUnit.class).optional())
            .as(Time::new));
  }

  private static Arbitrary<Json> node(Arbitrary<Json> inner) {
    return Arbitraries.oneOf(
        Combinators.combine(inner.injectNull(0.1).list().ofMaxSize(4), inner.set().ofMaxSize(4))
            .as(Items::new),
        Combinators.combine(
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(4), inner)
                    .ofMaxSize(3)
                    .map(HashMap::new),
                inner.optional())
            .as(Fields::new));
  }
}
