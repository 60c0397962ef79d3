package dev.locache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.Faults.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** For each test of the contract there is a backend that only it, or few besides, would refuse. */
final class ContractCanFailTest {
  /** Set before each run, as JUnit makes the backend's test itself. */
  private static volatile Fault fault = (backend, context) -> backend;

  /** A backend in memory with the fault that was set. */
  static final class FaultyBackendTest extends CacheBackendContract {
    private final Map<Path, MemoryBackend> places = new HashMap<>();

    @Override
    protected CacheBackend open(BackendContext context) throws IOException {
      MemoryBackend place =
          places.computeIfAbsent(context.directory(), first -> MemoryBackend.open(context.clock()));
      return fault.in(place.reopen(), context);
    }
  }

  @TestFactory
  Stream<DynamicTest> testFailsFor() {
    return Faults.byTest().entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      fault = each.getValue().get();
                      ContractRun.assertFails(FaultyBackendTest.class, each.getKey());
                    }));
  }

  @Test
  void eachTestOfTheContractHasAFault() {
    assertThat(Faults.byTest().keySet())
        .containsExactlyInAnyOrderElementsOf(ContractRun.testsOf(CacheBackendContract.class));
  }
}
