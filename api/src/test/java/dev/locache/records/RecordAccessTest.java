package dev.locache.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.ClosedModule;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordAccessTest {
  record Range(int from, List<String> names) {
    Range {
      if (from < 0) {
        throw new IllegalArgumentException("from (" + from + ") must not be negative");
      }
    }

    @Override
    public List<String> names() {
      return List.of("not what is stored");
    }
  }

  record Nothing() {}

  private final RecordAccess range = RecordAccess.of(Range.class);

  @Test
  void componentsAreTakenApartAndPutTogether() throws InvalidObjectException {
    Range value = new Range(3, List.of("a"));

    assertThat(range.components(value)).containsExactly(3, List.of("a"));
    assertThat(range.rebuild(range.components(value))).isEqualTo(value);
    assertThat(RecordAccess.of(Nothing.class).rebuild(new Object[0])).isEqualTo(new Nothing());
  }

  @Test
  void declarationIsErased() {
    assertThat(range.declaration()).isEqualTo("int from, java.util.List names");
    assertThat(RecordAccess.of(Nothing.class).declaration()).isEmpty();
    assertThat(range.size()).isEqualTo(2);
    assertThat(range.type(1)).isEqualTo(List.class);
    assertThat(range.isOpen()).isTrue();
  }

  @Test
  void recordOfAClosedModuleIsOutOfReach(@TempDir Path directory) throws IOException {
    Object pair = ClosedModule.in(directory).pair();
    RecordAccess access = RecordAccess.of(pair.getClass());

    assertThat(access.isOpen()).isFalse();
    assertThat(access.declaration()).isEqualTo("int left, int right");
    assertThatThrownBy(() -> access.components(pair))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("closed.Samples$Pair is not open");
    assertThatThrownBy(() -> access.rebuild(new Object[] {1, 2}))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("closed.Samples$Pair is not open to dev.locache");
  }

  @Test
  void componentsThatTheConstructorRefusesAreInvalid() {
    assertThatThrownBy(() -> range.rebuild(new Object[] {-1, List.of()}))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage(Range.class.getName() + " does not accept its components")
        .hasRootCauseMessage("from (-1) must not be negative");
  }

  @Test
  void componentsOfOtherTypesAreInvalid() {
    assertThatThrownBy(() -> range.rebuild(new Object[] {"3", List.of()}))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage(Range.class.getName() + " cannot be built of its components");
    assertThatThrownBy(() -> range.rebuild(new Object[] {3}))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage(Range.class.getName() + " cannot be built of its components");
  }

  /** One of the platform's, whose packages are open to nobody. */
  @Test
  void closedRecordsAreNotReached() throws ClassNotFoundException {
    RecordAccess closed = RecordAccess.of(Class.forName("jdk.net.UnixDomainPrincipal"));

    assertThat(closed.isOpen()).isFalse();
    assertThat(closed.size()).isEqualTo(2);
    assertThatThrownBy(() -> closed.rebuild(new Object[2]))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("jdk.net.UnixDomainPrincipal is not open to dev.locache");
  }
}
