package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.CodecContext;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes a value may hold, for services of the application and of the JDK. */
class AcceptedClassesTest {
  private static AcceptedClasses of(Class<?> service) {
    return new AcceptedClasses(
        new CodecContext(Object.class, service, List.of(), Codecs.MAXIMUM_BYTES),
        ResultType.of(Object.class),
        ClassPatterns.parse(List.of()));
  }

  static final class Own {}

  static final class OwnFile extends ArrayList<File> {
    private static final long serialVersionUID = 1;
  }

  @Test
  void whatComesUnnamedIsOfAnAcceptedClassToo() {
    AcceptedClasses accepted = of(Codecs.class);

    assertThat(accepted.acceptUnnamed(int[].class)).isTrue();
    assertThat(accepted.acceptUnnamed(Object[][].class)).isTrue();
    assertThat(accepted.acceptUnnamed(Map.Entry[].class)).isTrue();
    assertThat(accepted.acceptUnnamed(Own.class)).isTrue();
    assertThat(accepted.acceptUnnamed(File.class)).isFalse();
    assertThat(accepted.acceptUnnamed(Runnable[].class)).isFalse();
    assertThat(of(Codecs.STRANGER).acceptUnnamed(OwnFile.class)).isTrue(); // it is a list
    assertThat(of(Codecs.STRANGER).acceptUnnamed(Own.class)).isFalse();
  }

  /** Neither one that is a part of the JDK's core nor one of a further module. */
  @ParameterizedTest
  @ValueSource(strings = {"java.lang.String", "java.sql.Timestamp"})
  void classesOfTheJdkAreNotTheOwnOnesOfAServiceFromThere(String service) throws Exception {
    AcceptedClasses accepted = of(Class.forName(service));

    assertThat(accepted.find("java.util.ArrayList")).isNotNull();
    assertThat(accepted.find("java.sql.DriverManager")).isNull();
    assertThat(accepted.find("javax.sql.rowset.serial.SerialBlob")).isNull();
    assertThat(accepted.acceptUnnamed(File.class)).isFalse();
  }

  /** Neighbours of accepted ones in each of the lists. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ProcessBuilder",
        "java.time.Clock$SystemClock",
        "java.util.EventObject",
        "java.util.Collections$CopiesList",
        "java.util.concurrent.ForkJoinTask",
        "java.util.concurrent.ConcurrentHashMap$Node",
        "java.util.concurrent.locks.Condition"
      })
  void classesOfTheCoreAreAcceptedOneByOne(String name) throws IOException {
    assertThat(of(Codecs.class).find(name)).isNull();
    assertThat(of(Codecs.STRANGER).find(name)).isNull();
  }

  @Test
  void standInsAreAcceptedAsSuchAndNotInArrays() throws IOException {
    AcceptedClasses accepted = of(Codecs.STRANGER);

    assertThat(accepted.find(RecordForm.class.getName())).isNotNull();
    assertThat(accepted.find(RecordForm[].class.getName())).isNull();
  }

  @Test
  void refusalNamesThePatternThatAccepts() {
    assertThat(AcceptedClasses.refusal("[La.b.Quote;"))
        .isEqualTo(
            "value holds a.b.Quote, which results of this method may not hold; allow(\"a.b.*\") on"
                + " CacheConfig accepts it");
    assertThat(AcceptedClasses.refusal("Quote"))
        .isEqualTo(
            "value holds Quote, which results of this method may not hold; allow(\"Quote\") on"
                + " CacheConfig accepts it");
  }
}
