package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Key encoders of the user for what an implementation holds. */
@SuppressWarnings("unused") // what is read by nothing but the walk
final class StateStandInsTest {
  private static final StateRules RULES = new PlainRules(StateStandInsTest.class);
  private static final String FEES = "dev.locache.key.StateStandInsTest$Fees";

  static final class Fees {
    private final int percent;
    private final int seen;

    Fees(int percent, int seen) {
      this.percent = percent;
      this.seen = seen;
    }
  }

  record Rates(Object fees) {}

  private static State stateOf(Object implementation, Function<Fees, Object> standIn) {
    return Encoded.with(Fees.class, standIn).state(implementation, RULES);
  }

  private static Digest128 digestOf(Object implementation) {
    State state = stateOf(implementation, fees -> fees.percent);
    assertThat(state.problems()).isEmpty();
    return state.digest();
  }

  @Test
  void onlyTheStandInCounts() {
    Digest128 digest = digestOf(new Rates(new Fees(1, 2)));

    assertThat(digestOf(new Rates(new Fees(1, 3)))).isEqualTo(digest);
    assertThat(digestOf(new Rates(new Fees(2, 2)))).isNotEqualTo(digest);
    assertThat(digestOf(new Fees(1, 2))).isEqualTo(digestOf(new Fees(1, 3)));
    assertThat(digestOf(new Rates(Set.of(new Fees(1, 2), new Fees(2, 2)))))
        .isEqualTo(digestOf(new Rates(Set.of(new Fees(2, 3), new Fees(1, 3)))));
  }

  private static void isRefused(Function<Fees, Object> standIn, String reason) {
    Fees fees = new Fees(1, 2);
    String problem = " cannot be part of the key: it " + reason + "; say ";

    assertThat(stateOf(new Rates(fees), standIn).problems())
        .singleElement()
        .asString()
        .startsWith("field Rates.fees (" + FEES + ")" + problem + "@KeyIgnored or");
    assertThat(stateOf(fees, standIn).problems())
        .containsExactly(FEES + problem + "stateKey(...) to name the state");
  }

  @Test
  void standInWithoutAFormIsAProblem() {
    isRefused(
        fees -> new ByteArrayInputStream(new byte[fees.percent]),
        "has a key encoder, but its stand-in for "
            + FEES
            + " (java.io.ByteArrayInputStream) has no canonical form; pass a record or a string,"
            + " give the cache a keyEncoder(ByteArrayInputStream.class, ...), or mark the parameter"
            + " @KeyIgnored if it cannot change the result");
  }

  @Test
  void keyEncoderThatFailsIsAProblem() {
    isRefused(
        fees -> 1 / (fees.seen - 2),
        "has a key encoder, but could not be read: java.lang.ArithmeticException: / by zero");
  }

  @Test
  void keyEncoderThatTakesAllOfTheStackIsAProblem() {
    isRefused(
        StateStandInsTest::endless,
        "is nested deeper than 250 levels or contains itself; pass a record or a string, give the"
            + " cache a keyEncoder(Fees.class, ...), or mark the parameter @KeyIgnored if it cannot"
            + " change the result");
  }

  private static Object endless(Fees fees) {
    return fees.seen < 0 ? "the end" : List.of(endless(fees));
  }
}
