package dev.locache.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class TokenSinkTest {
  @Property(tries = 500)
  void onlyEqualTokensHaveEqualDigests(
      @ForAll("tokens") List<Object> one, @ForAll("tokens") List<Object> other) {
    assertThat(sink(one).digest().equals(sink(other).digest())).isEqualTo(one.equals(other));
    assertThat(sink(one).compareTo(sink(other)) == 0).isEqualTo(one.equals(other));
  }

  @Property(tries = 200)
  void tokensOfAnotherSinkAreAsIfWrittenHere(
      @ForAll("tokens") List<Object> one, @ForAll("tokens") List<Object> other) {
    TokenSink both = sink(one);
    write(other, both);

    assertThat(sink(one).all(sink(other)).digest()).isEqualTo(both.digest());
  }

  @Test
  void everyBitOfANumberAndACharacterCounts() {
    Set<Digest128> digests = new HashSet<>();
    int digested = 3;
    digests.add(new TokenSink().number(0).digest());
    digests.add(new TokenSink().longNumber(0).digest());
    digests.add(new TokenSink().text("a\0").digest());
    for (int bit = 0; bit < Long.SIZE; bit++) {
      digests.add(new TokenSink().longNumber(1L << bit).digest());
      digested++;
      if (bit < Integer.SIZE) {
        digests.add(new TokenSink().number(1 << bit).digest());
        digested++;
      }
      if (bit < Character.SIZE) {
        digests.add(new TokenSink().text("a" + (char) (1 << bit)).digest());
        digests.add(new TokenSink().text((char) (1 << bit) + "a").digest());
        digested += 2;
      }
    }
    assertThat(digests).hasSize(digested);
  }

  @Provide
  Arbitrary<List<Object>> tokens() {
    Arbitrary<String> texts = Arbitraries.of("", "a", "aa", "\u00e4", "\ud800", "\udc00", "\0");
    return Arbitraries.oneOf(
            texts.map(Object.class::cast),
            Arbitraries.integers().between(-1, 2).map(Object.class::cast),
            Arbitraries.longs().between(-1, 2).map(Object.class::cast),
            Arbitraries.of('a', 'b', '\1').map(Object.class::cast))
        .list()
        .ofMaxSize(4);
  }

  private static TokenSink sink(List<Object> tokens) {
    TokenSink sink = new TokenSink();
    write(tokens, sink);
    return sink;
  }

  private static void write(List<Object> tokens, TokenSink sink) {
    for (Object token : tokens) {
      if (token instanceof String text) {
        sink.text(text);
      } else if (token instanceof Integer number) {
        sink.number(number);
      } else if (token instanceof Long number) {
        sink.longNumber(number);
      } else if (token instanceof Character mark) {
        sink.mark(mark);
      }
    }
  }
}
