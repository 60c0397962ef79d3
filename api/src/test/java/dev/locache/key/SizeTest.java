package dev.locache.key;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.key.StateTest.Derived;
import dev.locache.key.StateTest.Holder;
import dev.locache.key.StateTest.Link;
import dev.locache.key.StateTest.Node;
import dev.locache.spi.Digest128;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values and states so large that each takes a good part of a second. */
final class SizeTest {
  private static final StateRules RULES = new PlainRules(StateTest.class);

  private static Digest128 digestOf(Object implementation) {
    State state = stateOf(implementation);
    assertThat(state.problems()).isEmpty();
    return state.digest();
  }

  private static State stateOf(Object implementation) {
    return Encoded.keys(Map.of()).state(implementation, RULES);
  }

  @Test
  void aHundredThousandLinkedObjectsDoNotOverflowTheStack() {
    Node long1 = StateTest.ring(100_000);
    Digest128 before = digestOf(long1);
    Node deep = long1;
    for (int i = 0; i < 70_000; i++) {
      deep = requireNonNull(deep.next);
    }
    deep.value = 1;
    assertThat(digestOf(long1)).isNotEqualTo(before);
  }

  @Test
  void aHundredThousandObjectsInContainersCount() {
    assertThat(digestOf(new Holder(many(0)))).isNotEqualTo(digestOf(new Holder(many(1))));
  }

  private static Object many(int last) {
    Set<Object> set = new HashSet<>();
    Map<Object, Object> map = new HashMap<>();
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      set.add(new Derived(i, 0));
      map.put(i, new Derived(i, 0));
      list.add(new Derived(i, i == 39_999 ? last : 0));
    }
    return List.of(set, map, list);
  }

  @Test
  void chainsThroughUnorderedContainersAreRefusedWhereTheyAreTooLong() {
    Link first = new Link();
    Link last = first;
    for (int i = 0; i < 100_000; i++) {
      Link next = new Link();
      last.next.put(next, i);
      last = next;
    }
    assertThat(stateOf(first).problems())
        .singleElement()
        .asString()
        .contains("it holds objects that refer to each other in too many ways to be put in order");
    Link values = new Link();
    last = values;
    for (int i = 0; i < 100_000; i++) {
      Link next = new Link();
      last.next.put(i, next);
      last = next;
    }
    assertThat(stateOf(values).problems()).isEmpty();
  }

  @Test
  void sizeIsBounded() {
    // One array many times: a single one of this size may not find its place in a small heap.
    assertThat(UnencodableTest.messageOf(Collections.nCopies(257, new byte[1 << 20])))
        .isEqualTo(
            "argument 1, element 256 (byte[]) is too large for a key, which ends at 256 MiB; "
                + UnencodableTest.waysOut("byte[]"));
  }

  @Test
  void sharedPartsThatUnfoldWithoutEndAreBounded() {
    List<Object> doubled = List.of(new byte[1 << 20]);
    for (int i = 0; i < 40; i++) {
      doubled = List.of(doubled, doubled);
    }

    assertThat(UnencodableTest.messageOf(Set.of(doubled)))
        .endsWith(
            "element 1 (byte[]) is too large for a key: what has to be sorted ends at 64 MiB; "
                + UnencodableTest.waysOut("byte[]"));
  }

  @Test
  void whatHasToBeSortedIsBoundedInAll() {
    byte[] part = new byte[1 << 20];
    Set<Object> parts = new HashSet<>();
    for (int i = 0; i < 64; i++) {
      parts.add(List.of(part, i));
    }

    assertThat(UnencodableTest.messageOf(parts))
        .isEqualTo(
            "argument 1 (java.util.HashSet) is too large for a key: what has to be sorted ends at"
                + " 64 MiB; "
                + UnencodableTest.waysOut("HashSet"));
  }

  @Test
  void fieldsAreNotToldWhereItWouldTakeTooLong() {
    assertThat(fieldsOf(new Holder(StateTest.ring(100_000)))).isNotEmpty();
    assertThat(fieldsOf(new Holder(StateTest.ring(100_001)))).isEmpty();
  }

  private static Map<String, Digest128> fieldsOf(Object implementation) {
    return Encoded.keys(Map.of()).stateFields(implementation, RULES);
  }
}
