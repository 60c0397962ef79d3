package dev.locache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a million entries cost in the protobuf backend: time to open, heap, disk, hits and misses
 * beside those of a thousand, and four processes at once. Each figure comes from JVMs of its own,
 * as a program would have it; of several rounds the median counts.
 *
 * <p>Arguments: the number of entries, and the file to write the figures to, as JSON.
 */
public final class Million {
  private static final int FEW = 1_000;
  private static final int ROUNDS = 5;
  private static final int PROCESSES = 4;

  private final int entries;
  private final Path scratch;
  private final Figures figures = new Figures();

  private Million(int entries, Path scratch) {
    this.entries = entries;
    this.scratch = scratch;
  }

  /** Measures, prints the figures and writes them. */
  public static void main(String[] args) throws IOException {
    Path scratch = Scratch.create();
    try {
      Million million = new Million(Integer.parseInt(args[0]), scratch);
      million.measure();
      million.figures.write(Path.of(args[1]));
    } finally {
      Scratch.delete(scratch);
    }
  }

  private void measure() throws IOException {
    figures.put("entries", entries);
    Path few = scratch.resolve("few");
    Path many = scratch.resolve("many");
    run("few.", "fill", few, 0, FEW);
    run("many.", "fill", many, 0, entries);
    figures.put("disk bytes per entry", (double) Scratch.bytes(many) / entries);
    run("", "disk", scratch.resolve("bare"), 0, entries);
    median("few.", "open", few, FEW, false);
    median("many.", "open", many, entries, false);
    median("scanned.", "open", many, entries, true);
    run("", "heap", many, 0, entries);
    run("few.", "calls", few, 0, FEW);
    run("many.", "calls", many, 0, entries);
    fourProcesses();
  }

  private void run(String prefix, String what, Path directory, int from, int to)
      throws IOException {
    note(prefix, Jvm.output(MillionStep.start(what, directory, from, to)));
  }

  private void median(String prefix, String what, Path directory, int to, boolean withoutIndex)
      throws IOException {
    List<Double> rounds = new ArrayList<>();
    String name = what;
    for (int round = 0; round < ROUNDS; round++) {
      if (withoutIndex) {
        Files.deleteIfExists(directory.resolve("protobuf-v1").resolve("index"));
      }
      for (String line : Jvm.output(MillionStep.start(what, directory, 0, to))) {
        name = line.substring(0, line.lastIndexOf(' '));
        rounds.add(Double.valueOf(line.substring(name.length() + 1)));
      }
    }
    figures.put(prefix + name, Figures.median(rounds));
  }

  /** Each stores a quarter of the entries, and asks for those of the others. */
  private void fourProcesses() throws IOException {
    Path directory = scratch.resolve("shared");
    int share = entries / PROCESSES;
    List<Process> running = new ArrayList<>();
    long start = System.nanoTime();
    for (int process = 0; process < PROCESSES; process++) {
      int from = process * share;
      running.add(MillionStep.start("share", directory, from, from + share));
    }
    for (Process process : running) {
      Jvm.output(process);
    }
    figures.put("four processes.seconds", (System.nanoTime() - start) / 1e9);
    run("four processes.", "missing", directory, 0, share * PROCESSES);
  }

  private void note(String prefix, List<String> lines) {
    for (String line : lines) {
      int space = line.lastIndexOf(' ');
      figures.put(prefix + line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
    }
  }
}
