package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the protobuf module, messages are arguments like others. */
final class MessageArgumentsTest {
  interface Names {
    String of(Struct struct);

    String ofAny(MessageLite message);

    String ofNested(List<Optional<Struct>> structs);
  }

  static final class ClassNames implements Names {
    @Override
    public String of(Struct struct) {
      return "struct of " + struct.getFieldsCount();
    }

    @Override
    public String ofAny(MessageLite message) {
      return message.getClass().getSimpleName();
    }

    @Override
    public String ofNested(List<Optional<Struct>> structs) {
      return "structs " + structs.size();
    }
  }

  private static Struct struct(String... names) {
    Struct.Builder struct = Struct.newBuilder();
    for (String name : names) {
      struct.putFields(name, Value.newBuilder().setStringValue(name).build());
    }
    return struct.build();
  }

  @Test
  void equalMessagesHitHoweverTheyWereFilled() {
    try (ResultCache cache = Locache.open(TestCaches.in(TestCaches.memory()).build())) {
      Names names = cache.wrap(Names.class, new ClassNames());
      names.of(struct("a", "b", "c"));
      names.of(struct("c", "b", "a"));
      names.ofNested(List.of(Optional.of(struct("a", "b"))));
      names.ofNested(List.of(Optional.of(struct("b", "a"))));
      assertThat(Locache.stats(names).hits()).isEqualTo(2);
      names.of(struct("a", "b"));
      assertThat(Locache.stats(names).misses()).isEqualTo(3);
    }
  }

  @Test
  void messagesOfTheSameBytesAndAnotherClassDiffer() {
    try (ResultCache cache = Locache.open(TestCaches.in(TestCaches.memory()).build())) {
      Names names = cache.wrap(Names.class, new ClassNames());
      assertThat(names.ofAny(Timestamp.newBuilder().setSeconds(1).build())).isEqualTo("Timestamp");
      assertThat(names.ofAny(Duration.newBuilder().setSeconds(1).build())).isEqualTo("Duration");
      assertThat(Locache.stats(names).uncacheable()).isZero();
      assertThat(Locache.stats(names).misses()).isEqualTo(2);
    }
  }

  @Test
  void aKeyEncoderOfTheUserWins() {
    try (ResultCache cache =
        Locache.open(
            TestCaches.in(TestCaches.memory())
                .keyEncoder(MessageLite.class, message -> message.getClass().getName())
                .build())) {
      Names names = cache.wrap(Names.class, new ClassNames());
      names.ofAny(Timestamp.newBuilder().setSeconds(1).build());
      names.ofAny(Timestamp.newBuilder().setSeconds(2).build());
      assertThat(Locache.stats(names).hits()).isEqualTo(1);
    }
  }
}
