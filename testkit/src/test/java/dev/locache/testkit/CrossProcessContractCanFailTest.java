package dev.locache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** For each test of the contract there is a backend that it refuses. */
final class CrossProcessContractCanFailTest {
  private static final Map<String, String> FAULTS =
      Map.of(
          "entriesOfAnotherProcessAreRead", "keeps to itself",
          "writtenEntrySurvivesTheKillOfItsWriter", "writes on close",
          "killedWriterHindersNobody", "leaves a mark while it writes",
          "lockExcludesOtherProcesses", "locks in this process",
          "oneProcessAtATimeHoldsALock", "locks in this process",
          "lockOfAKilledProcessIsFree", "lock outlives its owner",
          "closingAnotherBackendLeavesALockAlone", "close frees all locks",
          "processesUnderOneBoundEndWithinIt", "evicts its own");

  /** Set before each run, as JUnit makes the backend's test itself. */
  private static volatile String fault = "";

  /** A backend with the fault that was set. */
  static final class FaultyProcessesTest extends CrossProcessContract {
    @Override
    protected String backend() {
      return "faulty";
    }

    @Override
    protected Map<String, String> settings() {
      return Map.of("fault", fault);
    }
  }

  @TestFactory
  Stream<DynamicTest> testFailsFor() {
    return new TreeMap<>(FAULTS)
        .entrySet().stream()
            .map(
                each ->
                    DynamicTest.dynamicTest(
                        each.getKey(),
                        () -> {
                          fault = each.getValue();
                          ContractRun.assertFails(FaultyProcessesTest.class, each.getKey());
                        }));
  }

  @Test
  void eachTestOfTheContractHasAFault() {
    assertThat(FAULTS.keySet())
        .containsExactlyInAnyOrderElementsOf(ContractRun.testsOf(CrossProcessContract.class));
  }
}
