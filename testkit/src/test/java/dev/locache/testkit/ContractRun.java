package dev.locache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs one test of a contract, to see it fail. */
final class ContractRun implements TestExecutionListener {
  private final List<TestExecutionResult> results = new ArrayList<>();

  private ContractRun() {}

  /** Fails unless that test fails, and does so because of the backend. */
  static void assertFails(Class<?> contract, String test) {
    ContractRun run = new ContractRun();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectMethod(contract, test))
            .build();
    LauncherFactory.create().execute(request, run);

    assertThat(run.results).as("results of %s", test).hasSize(1);
    TestExecutionResult result = run.results.get(0);
    assertThat(result.getStatus()).as(test).isEqualTo(TestExecutionResult.Status.FAILED);
    assertThat(result.getThrowable().orElseThrow())
        .isInstanceOfAny(AssertionError.class, IOException.class);
  }

  /** Returns the names of all tests of a contract. */
  static List<String> testsOf(Class<?> contract) {
    List<String> tests = new ArrayList<>();
    for (Class<?> type = contract; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)) {
          tests.add(method.getName());
        }
      }
    }
    return tests;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest()) {
      results.add(result);
    }
  }
}
