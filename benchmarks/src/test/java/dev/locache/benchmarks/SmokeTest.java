package dev.locache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs, with a few entries and for a moment. Nothing is measured. */
final class SmokeTest {
  @Test
  void eachBenchmarkRunsWithEachStore() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("dev\\.locache\\.benchmarks\\..*")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(5))
                    .measurementBatchSize(10)
                    .param("entries", "20")
                    .param("bytes", "100")
                    .param("small", "10")
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    Set<String> stores = new TreeSet<>();
    List<String> benchmarks = new ArrayList<>();
    for (RunResult result : results) {
      benchmarks.add(result.getPrimaryResult().getLabel());
      stores.add(String.valueOf(result.getParams().getParam("store")));
    }
    assertThat(benchmarks)
        .hasSize(2 * 3 + 2 + Store.values().length - 1 + Store.values().length + 2 + 1 + 2 * 4);
    assertThat(stores).hasSize(Store.values().length + 1);
  }
}
