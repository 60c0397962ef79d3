package dev.locache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures by their names, printed as they come and written as JSON. */
final class Figures {
  private final Map<String, Double> figures = new TreeMap<>();

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  void put(String name, double figure) {
    figures.put(name, figure);
    System.out.println(name + " " + figure);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    figures.forEach((name, figure) -> lines.add("  \"" + name + "\": " + figure));
    Files.writeString(file, "{\n" + String.join(",\n", lines) + "\n}\n");
  }
}
