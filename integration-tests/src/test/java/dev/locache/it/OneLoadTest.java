package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads and processes that ask for one key at once share one run of the method. */
final class OneLoadTest {
  private static final int PROCESSES = 4;

  @TempDir Path directory;

  private JavaProcess start() throws IOException {
    JavaProcess process =
        JavaProcess.run(OneLoadProgram.class)
            .property("locache.directory", directory.resolve("cache").toString())
            .arguments(runs().toString(), gate().toString())
            .start();
    assertThat(process.readLine()).isEqualTo("ready");
    return process;
  }

  private Path runs() {
    return directory.resolve("runs");
  }

  private Path gate() {
    return directory.resolve("gate");
  }

  private long runCount() throws IOException {
    return Files.readAllLines(runs()).size();
  }

  @Test
  void eightThreadsOfFourProcessesRunTheMethodOnce() throws IOException {
    List<JavaProcess> processes = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start());
      }
      for (JavaProcess process : processes) {
        process.send("go");
      }
      Files.createFile(gate());
      for (JavaProcess process : processes) {
        assertThat(answersOf(process)).hasSize(8).containsOnly("life: 42");
      }
      assertThat(runCount()).isEqualTo(1);
    } finally {
      processes.forEach(JavaProcess::close);
    }
  }

  @Test
  void killedWhileItRunsTheOthersCarryOnAndItRunsOnceMore() throws IOException {
    try (JavaProcess first = start();
        JavaProcess second = start();
        JavaProcess third = start()) {
      first.send("go");
      assertThat(List.of(first.readLine(), first.readLine())).contains("running");
      second.send("go");
      third.send("go");
      assertThat(second.readLine()).isEqualTo("asked");
      assertThat(third.readLine()).isEqualTo("asked");
      first.kill();
      Files.createFile(gate());
      assertThat(answersOf(second)).hasSize(8).containsOnly("life: 42");
      assertThat(answersOf(third)).hasSize(8).containsOnly("life: 42");
      assertThat(runCount()).isEqualTo(2);
    }
  }

  private static List<String> answersOf(JavaProcess process) {
    return process.awaitSuccess().stream().filter(line -> line.startsWith("life")).toList();
  }
}
