package com.example.snapshot;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that teaches to write a backend shows these files, and all of them. */
final class TutorialPageTest {
  private static final Path PAGE = Path.of("../docs/writing-a-backend.md");
  private static final Path SOURCES = Path.of("src/test/java/com/example/snapshot");
  private static final Path MODULE = Path.of("src/test/modules/com.example.snapshot");
  private static final Path SERVICES =
      Path.of("src/test/resources/META-INF/services/dev.locache.spi.CacheBackendProvider");

  /** A block of code, and the name of its file in a comment before it. */
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (\\S+) -->\n```\\w+\n(.*?)\n```\n", Pattern.DOTALL);

  @Test
  void pageShowsTheSourcesVerbatimAndWhole() throws IOException {
    Map<String, List<String>> shown = blocks();
    shown.remove("services");

    assertThat(shown).containsOnlyKeys(files());
    for (Map.Entry<String, List<String>> file : shown.entrySet()) {
      assertThat(code(String.join("\n", file.getValue()).lines().toList()))
          .as("blocks of %s on the page", file.getKey())
          .isEqualTo(code(Files.readAllLines(source(file.getKey()))));
    }
  }

  @Test
  void pageShowsTheRegisteredProvider() throws IOException {
    String registered = SnapshotBackendProvider.class.getName();

    assertThat(blocks().get("services")).containsExactly(registered);
    assertThat(Files.readAllLines(SERVICES)).contains(registered);
  }

  @Test
  void everyBlockOfThePageHasItsFile() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(Pattern.compile("^```\\w", Pattern.MULTILINE).matcher(page).results().count())
        .isEqualTo(BLOCK.matcher(page).results().count());
  }

  private static Map<String, List<String>> blocks() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .collect(groupingBy(block -> block.group(1), mapping(TutorialPageTest::text, toList())));
  }

  private static String text(MatchResult block) {
    return block.group(2);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES);
        Stream<Path> module = Files.list(MODULE)) {
      return Stream.concat(sources, module)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("package-info.java") && !name.startsWith("Tutorial"))
          .toList();
    }
  }

  private static Path source(String name) {
    return (name.equals("module-info.java") ? MODULE : SOURCES).resolve(name);
  }

  /** Returns what counts: the lines, but for empty ones and for what an IDE writes. */
  private static List<String> code(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isBlank())
        .filter(line -> !line.startsWith("import ") && !line.startsWith("package "))
        .toList();
  }
}
