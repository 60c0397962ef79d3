package dev.locache.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.fingerprint.CodePart;
import dev.locache.spi.Digest128;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are told about two versions of a method's code. */
final class CodeChangeTest {
  private static CodePart part(char kind, String name, int content) {
    return part(kind, name, content, "");
  }

  private static CodePart part(char kind, String name, int content, String path) {
    return new CodePart(kind, name, new Digest128(0, content), path);
  }

  private static List<String> between(List<CodePart> before, List<CodePart> now) {
    return CodeChange.between(version(17, before), version(17, now)).sentences();
  }

  private static CodeVersions.Version version(int java, List<CodePart> parts) {
    return new CodeVersions.Version(java, parts);
  }

  @Test
  void changedPartsAreNamedMethodsFirst() {
    List<String> names =
        List.of(
            "Ca/Rates",
            "Fa/Rates.table [I",
            "Jrates.jar",
            "Ma/Rates$Row.cell(ILjava/lang/String;)D",
            "Ma/Rates.<clinit>()V",
            "Ma/Rates.<init>(La/Fees$Kind;)V",
            "Jclasses");
    List<CodePart> before = names.stream().map(name -> named(name, 1)).toList();
    List<CodePart> now = names.stream().map(name -> named(name, 2)).toList();

    assertThat(between(before, now))
        .containsExactly(
            "method a.Rates.Row.cell(int, String) changed",
            "static initialiser of a.Rates changed",
            "constructor a.Rates(Fees.Kind) changed",
            "directory of classes changed",
            "library rates.jar changed",
            "field a.Rates.table changed",
            "declaration of a.Rates changed");
    assertThat(between(now, now)).isEmpty();
  }

  private static CodePart named(String kindAndName, int content) {
    return part(kindAndName.charAt(0), kindAndName.substring(1), content);
  }

  @Test
  void addedAndRemovedPartsFollowChangedOnes() {
    CodePart same = part('M', "a/A.same()V", 1);
    List<CodePart> before =
        List.of(
            same,
            part('M', "a/A.gone()V", 1, "a.A.run -> a.A.gone"),
            part('M', "a/A.both()V", 1, "a.A.run -> a.A.old -> a.A.both"),
            part('X', "a/Found", 1));
    List<CodePart> now =
        List.of(
            same,
            part('M', "a/A.come()V", 1, "a.A.run -> a.A.come"),
            part('M', "a/A.both()V", 2, "a.A.run -> a.A.both"),
            part('X', "a/Lost", 1),
            part('P', "java.util.ArrayList", 1),
            part('R', "a/A.run()V", 1));

    assertThat(between(before, now))
        .containsExactly(
            "method a.A.both() changed (a.A.run -> a.A.both)",
            "method a.A.come() added (a.A.run -> a.A.come)",
            "class a.Lost is missing now",
            "class java.util.ArrayList added",
            "start at a.A.run() added",
            "method a.A.gone() no longer reached (a.A.run -> a.A.gone)",
            "class a.Found is no longer missing");
  }

  @Test
  void theMethodCalledNeedsNoPath() {
    assertThat(
            between(
                List.of(part('M', "a/A.run()V", 1, "a.A.run")),
                List.of(part('M', "a/A.run()V", 2, "a.A.run"))))
        .containsExactly("method a.A.run() changed");
  }

  @Test
  void oneOfTwoJarsOfOneNameHasChanged() {
    List<CodePart> before = List.of(part('J', "rates.jar", 1), part('J', "rates.jar", 3));

    assertThat(between(before, List.of(part('J', "rates.jar", 3), part('J', "rates.jar", 4))))
        .containsExactly("library rates.jar changed");
    assertThat(between(before, List.of(part('J', "rates.jar", 3))))
        .containsExactly("library rates.jar no longer reached");
  }

  @Test
  void otherVersionOfJavaComesFirst() {
    CodeChange change =
        CodeChange.between(
            version(17, List.of(part('M', "a/A.run()V", 1))),
            version(25, List.of(part('M', "a/A.run()V", 2))));

    assertThat(change.sentences())
        .containsExactly("Java 25 instead of 17", "method a.A.run() changed");
  }
}
