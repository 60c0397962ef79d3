package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.Codec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only shows in a JVM that was started for it. */
class ForkedJvmTest {
  @Test
  void directFormsLoadNoSerialization() throws Exception {
    String loaded = ForkedJvm.run(DirectValues.class, "-Xlog:class+load:stdout");

    assertThat(loaded).contains("dev.locache.codec.DirectForm ", "all came back");
    assertThat(loaded)
        .doesNotContain(
            "java.io.ObjectInputStream ",
            "java.io.ObjectOutputStream ",
            "java.io.ObjectInputFilter",
            "dev.locache.codec.SerialForm ",
            "dev.locache.codec.ValueInput ",
            "dev.locache.codec.SafeClasses ",
            "dev.locache.codec.AcceptedClasses ");
  }

  @Test
  void whatTheWholeJvmForbidsStaysForbidden() throws Exception {
    assertThat(ForkedJvm.run(ListOfDates.class)).contains("encoded [1970-01-01]");
    assertThat(ForkedJvm.run(ListOfDates.class, "-Djdk.serialFilter=!java.time.**"))
        .contains(
            "refused: value could not be read back: value is refused by a filter of this JVM (jdk.serialFilter):"
                + " filter status: REJECTED");
    assertThat(ForkedJvm.run(ListOfDates.class, "-Djdk.serialFilter=maxdepth=1"))
        .contains("refused: value could not be read back: value is refused by a filter");
    assertThat(ForkedJvm.run(ListOfDates.class, "-Djdk.serialFilter=java.base/*"))
        .contains("encoded [1970-01-01]");
  }

  /** Main class: everything that has a direct form, there and back. */
  static final class DirectValues {
    private DirectValues() {}

    public static void main(String[] arguments) throws IOException {
      Codec codec = Codecs.of(Object.class);
      Object[] values = {"text", 1, 2L, 'c', true, 1.5, 2.5f, (byte) 1, (short) 2, new byte[] {3}};
      for (Object each : values) {
        codec.decode(codec.encode(each));
      }
      codec.decode(codec.encode(null));
      System.out.println("all came back");
    }
  }

  /** Main class: a value of the JDK, there and back. */
  static final class ListOfDates {
    private ListOfDates() {}

    public static void main(String[] arguments) {
      Codec codec = Codecs.of(Object.class);
      List<Object> dates = new ArrayList<>();
      dates.add(java.time.LocalDate.EPOCH);
      try {
        System.out.println("encoded " + codec.decode(codec.encode(dates)));
      } catch (IOException refused) {
        System.out.println("refused: " + refused.getMessage());
      }
    }
  }
}
