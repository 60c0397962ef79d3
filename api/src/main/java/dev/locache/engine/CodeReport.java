package dev.locache.engine;

import dev.locache.fingerprint.CodePart;
import dev.locache.fingerprint.MethodCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the code of one method covers, for people: its classes with their methods, and the rest. */
final class CodeReport {
  private final List<String> notes;
  private final boolean whole;
  private final Map<String, List<String>> methods = new TreeMap<>();
  private final List<String> libraries = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private int count;

  private CodeReport(List<String> notes, boolean whole) {
    this.notes = notes;
    this.whole = whole;
  }

  static CodeReport of(MethodCode code) {
    CodeReport report = new CodeReport(code.notes(), code.isWhole());
    code.parts().forEach(report::add);
    return report;
  }

  static CodeReport of(List<CodePart> parts) {
    CodeReport report = new CodeReport(List.of(), false);
    parts.forEach(report::add);
    return report;
  }

  private void add(CodePart part) {
    switch (part.kind()) {
      case 'M' -> {
        methods.computeIfAbsent(part.className(), name -> new ArrayList<>()).add(part.member());
        count++;
      }
      case 'C' -> methods.computeIfAbsent(part.className(), name -> new ArrayList<>());
      case 'J' -> libraries.add(part.name());
      case 'X' -> missing.add(part.className());
      default -> {} // fields are told by their classes; a start is the method itself
    }
  }

  /** Appends {@code Java 17, 12 methods of 4 classes, 1 library}. */
  void appendSummaryTo(StringBuilder text) {
    text.append("Java ").append(Runtime.version().feature());
    append(count, "method", "methods", text);
    text.append(" of");
    text.append(' ').append(methods.size()).append(methods.size() == 1 ? " class" : " classes");
    if (!libraries.isEmpty()) {
      append(libraries.size(), "library", "libraries", text);
    }
  }

  private static void append(int number, String one, String many, StringBuilder text) {
    text.append(", ").append(number).append(' ').append(number == 1 ? one : many);
  }

  void appendTo(StringBuilder text) {
    if (methods.isEmpty() && libraries.isEmpty()) {
      text.append("\n  its class files have changed since it was wrapped");
      return;
    }
    text.append("\n  covers ");
    appendSummaryTo(text);
    if (whole) {
      text.append("\n  more methods than are followed: all of the application's code counts");
    }
    for (Map.Entry<String, List<String>> each : methods.entrySet()) {
      text.append("\n    ").append(each.getKey());
      if (!each.getValue().isEmpty()) {
        text.append(": ").append(String.join(", ", each.getValue()));
      }
    }
    appendList("libraries, each as a whole", libraries, text);
    appendList("classes that are missing", missing, text);
    appendList("notes: what it cannot answer for", notes, text);
  }

  private static void appendList(String title, List<String> items, StringBuilder text) {
    if (!items.isEmpty()) {
      text.append("\n  ").append(title);
      for (String item : items) {
        text.append("\n    ").append(item);
      }
    }
  }
}
