package dev.locache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Digest128;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By which names people are told the fields of a state, and what of them differs. */
@SuppressWarnings({"unused", "HidingField"}) // read by reflection, and there to be told apart
final class StateFieldsTest {
  private static final StateRules RULES = new PlainRules(StateFieldsTest.class);

  private static Map<String, Digest128> fieldsOf(Object implementation) {
    return Encoded.keys(Map.of()).stateFields(implementation, RULES);
  }

  static final class Fees {
    final int percent;
    final @Nullable Object more;

    Fees(int percent, @Nullable Object more) {
      this.percent = percent;
      this.more = more;
    }
  }

  static class Rates {
    private final String name;
    private final int ignoredCount = 1;

    Rates(String name) {
      this.name = name;
    }
  }

  static final class HttpRates extends Rates {
    private final String name;
    private final Fees fees;

    HttpRates(String name, String inherited, Fees fees) {
      super(inherited);
      this.name = name;
      this.fees = fees;
    }
  }

  @Test
  void fieldsAreNamedByTheWayToThem() {
    assertThat(fieldsOf(new HttpRates("a", "b", new Fees(1, null))))
        .containsOnlyKeys(
            "HttpRates.name",
            "HttpRates.name of Rates",
            "HttpRates.fees",
            "HttpRates.fees.percent",
            "HttpRates.fees.more");
  }

  @Test
  void onlyWhatDiffersHasAnotherDigest() {
    Map<String, Digest128> fields = fieldsOf(new HttpRates("a", "b", new Fees(1, "x")));
    Map<String, Digest128> others = fieldsOf(new HttpRates("a", "c", new Fees(2, "x")));

    assertThat(others.keySet()).isEqualTo(fields.keySet());
    assertThat(others).containsEntry("HttpRates.name", fields.get("HttpRates.name"));
    assertThat(others).containsEntry("HttpRates.fees", fields.get("HttpRates.fees"));
    assertThat(others).containsEntry("HttpRates.fees.more", fields.get("HttpRates.fees.more"));
    assertThat(others.get("HttpRates.name of Rates"))
        .isNotEqualTo(fields.get("HttpRates.name of Rates"));
    assertThat(others.get("HttpRates.fees.percent"))
        .isNotEqualTo(fields.get("HttpRates.fees.percent"));
  }

  @Test
  void anonymousImplementationIsThis() {
    Object anonymous =
        new Object() {
          final int rate = 1;
        };

    assertThat(fieldsOf(anonymous)).containsOnlyKeys("this.rate");
  }

  @Test
  void whatCannotBeToldIsLeftOut() {
    Fees fees = new Fees(1, new ByteArrayInputStream(new byte[0]));

    assertThat(fieldsOf(fees)).containsOnlyKeys("Fees.percent");
    assertThat(fieldsOf(new Fees(2, List.of(fees, fees)))).containsOnlyKeys("Fees.percent");
  }

  @Test
  void objectsThatAreMetAgainAreNotEnteredAgain() {
    Fees shared = new Fees(1, null);

    assertThat(fieldsOf(new Fees(2, new Fees(3, shared))))
        .hasSize(6)
        .containsKey("Fees.more.more.percent");
    assertThat(fieldsOf(new HttpRates("a", "b", new Fees(2, new Object[] {shared, shared}))))
        .doesNotContainKey("HttpRates.fees.more.percent");
  }

  static final class Node {
    @Nullable Object next;
  }

  private static Node ring(int length) {
    Node first = new Node();
    Node last = first;
    for (int i = 1; i < length; i++) {
      Node node = new Node();
      last.next = node;
      last = node;
    }
    last.next = first;
    return first;
  }

  @Test
  void objectThatLeadsBackToItselfIsToldOnce() {
    assertThat(fieldsOf(ring(1))).containsOnlyKeys("Node.next");
    assertThat(fieldsOf(ring(2))).containsOnlyKeys("Node.next", "Node.next.next");
  }

  static final class Wide {
    @Nullable Object a;
    @Nullable Object b;
    @Nullable Object c;
    @Nullable Object d;
    @Nullable Object e;
    @Nullable Object f;

    Wide(int depth) {
      if (depth > 0) {
        this.a = new Wide(depth - 1);
        this.b = new Wide(depth - 1);
        this.c = new Wide(depth - 1);
        this.d = new Wide(depth - 1);
        this.e = new Wide(depth - 1);
        this.f = new Wide(depth - 1);
      }
    }
  }

  @Test
  void aThousandFieldsAreTold() {
    assertThat(fieldsOf(new Wide(2))).hasSize(6 + 36 + 216);
    assertThat(fieldsOf(new Wide(4))).hasSize(1000);
  }

  @Test
  void deepObjectsAreToldAsAWhole() {
    @Nullable Object nested = null;
    for (int depth = 0; depth < 10; depth++) {
      nested = new Fees(depth, nested);
    }

    assertThat(fieldsOf(nested == null ? "" : nested))
        .containsKey("Fees.more.more.more.more.percent")
        .doesNotContainKey("Fees.more.more.more.more.more.percent");
  }
}
