package dev.locache.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.spi.Codec;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hostile entry may name, in each shape that Java serialization knows. */
class CanaryTest {
  private final Codec codec = Codecs.of(Object.class, Codecs.STRANGER);

  @BeforeEach
  void silence() {
    Canaries.FIRED.clear();
  }

  @Test
  void readObjectNeverRuns() {
    assertRefused(new Canaries.Reads(), "dev.locache.codec.Canaries$Reads");
  }

  @Test
  void readResolveNeverRuns() {
    assertRefused(new Canaries.Resolves(), "dev.locache.codec.Canaries$Resolves");
  }

  @Test
  void externalizableIsNeverCreated() {
    assertRefused(new Canaries.External(), "dev.locache.codec.Canaries$External");
  }

  @Test
  void proxyIsNeverCreated() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Canaries.Handler());

    assertRefusedSaying(proxy, "value holds a dynamic proxy, which cannot be stored");
  }

  @Test
  void lambdaIsNeverLinked() {
    Runnable lambda = (Runnable & Serializable) () -> Canaries.FIRED.add("lambda");

    assertRefusedSaying(lambda, "value holds a lambda, which cannot be stored");
  }

  @Test
  void lambdaIsRefusedWhateverIsAllowed() {
    Runnable lambda = (Runnable & Serializable) () -> Canaries.FIRED.add("lambda");
    Codec generous = Codecs.of(Object.class, "java.**", "dev.**");

    assertThatThrownBy(() -> generous.decode(Codecs.plainStream(lambda)))
        .isInstanceOf(IOException.class)
        .hasMessage("value holds a lambda, which cannot be stored");
  }

  @Test
  void foreignEnumIsRefused() {
    assertRefused(Canaries.Constant.ONLY, "dev.locache.codec.Canaries$Constant");
  }

  @Test
  void foreignRecordIsNeverBuilt() {
    assertRefused(new Canaries.Value(1), "dev.locache.codec.Canaries$Value");
  }

  @Test
  void foreignRecordBehindAStandInIsNeverBuilt() throws IOException {
    ByteBuffer bytes = Codecs.of(Object.class).encode(new Canaries.BareValue(1));

    assertRefused(bytes, refusalOf("dev.locache.codec.Canaries$BareValue"));
  }

  @Test
  void arrayOfForeignTypeIsRefused() {
    assertRefused(new Canaries.Reads[0], "dev.locache.codec.Canaries$Reads");
    assertRefused(new Canaries.Reads[0][0], "dev.locache.codec.Canaries$Reads");
  }

  @Test
  void foreignClassLiteralIsRefused() {
    assertRefused(Canaries.Reads.class, "dev.locache.codec.Canaries$Reads");
  }

  @Test
  void foreignObjectWithinAllowedListIsRefused() {
    Object nested =
        new ArrayList<>(List.of(Map.of("k", new ArrayList<>(List.of(new Canaries.Reads())))));

    assertRefused(nested, "dev.locache.codec.Canaries$Reads");
  }

  @Test
  void subclassOfAllowedClassIsRefused() {
    assertRefused(new Canaries.SubList<>(), "dev.locache.codec.Canaries$SubList");
  }

  @Test
  void urlIsNeverHashed() throws IOException {
    Map<Object, Object> map = new HashMap<>();
    map.put(URI.create("file:/canary").toURL(), 1);

    assertRefusedSaying(map, refusalOf("java.net.URL"));
  }

  @Test
  void nothingIsHashedBeforeTheWholeStreamIsAccepted() {
    Codec own = Codecs.of(Object.class);
    HashSet<Object> set = new HashSet<>(List.of(new Canaries.Hashed()));
    Canaries.FIRED.clear();
    ByteBuffer bytes = Codecs.plainStream(new Object[] {set, new java.io.File("canary")});
    Canaries.FIRED.clear();

    assertThatThrownBy(() -> own.decode(bytes)).hasMessage(refusalOf("java.io.File"));
    assertThat(Canaries.FIRED).isEmpty();
  }

  @Test
  void acceptedClassCannotBringInAForeignOne() {
    Codec own = Codecs.of(Object.class);

    assertThatThrownBy(() -> own.decode(Codecs.plainStream(new Canaries.BecomesAFile())))
        .isInstanceOf(IOException.class)
        .hasMessage(refusalOf("java.io.File"));
  }

  @Test
  void absentClassIsReported(@TempDir Path directory) throws Exception {
    Compiled absent =
        Compiled.into(
            directory,
            "Gone.java",
            "package gone; public class Gone implements java.io.Serializable {}");
    ByteBuffer bytes = Codecs.plainStream(absent.create("gone.Gone"));

    assertRefused(
        bytes,
        "value has another shape: it holds a gone.Gone, which the class loader of"
            + " org.assertj.core.api.Assertions does not find");
    assertThatThrownBy(() -> Codecs.of(Object.class, Codecs.STRANGER, "gone.*").decode(bytes))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusedClassIsNeitherInitialisedNorSoughtByTheThread(
      @TempDir Path library, @TempDir Path application) throws Exception {
    String loud =
        """
        package lib;
        public class Loud implements java.io.Serializable {
          static { System.setProperty("locache.canary", "initialised"); }
        }
        """;
    ByteBuffer bytes =
        Codecs.plainStream(Compiled.into(library, "Loud.java", loud).create("lib.Loud"));
    Compiled.into(application, "Service.java", "package app; public class Service {}");
    System.clearProperty("locache.canary");
    Compiled libraries = new Compiled(library, ClassLoader.getPlatformClassLoader());
    Compiled ofService = new Compiled(application, libraries);
    Compiled ofThread = new Compiled(library, ClassLoader.getPlatformClassLoader());
    Codec service = Codecs.of(Object.class, ofService.type("app.Service"));

    Thread.currentThread().setContextClassLoader(ofThread);
    try {
      assertThatThrownBy(() -> service.decode(bytes)).hasMessage(refusalOf("lib.Loud"));
    } finally {
      Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
    }

    assertThat(libraries.asked).contains("lib.Loud");
    assertThat(ofThread.asked).isEmpty();
    assertThat(System.getProperty("locache.canary")).isNull();
  }

  @Test
  void refusedClassOfTheJdkIsNotLookedUp(@TempDir Path directory) throws Exception {
    Compiled loader =
        Compiled.into(directory, "Service.java", "package svc; public class Service {}");
    Codec service = Codecs.of(Object.class, loader.type("svc.Service"));
    loader.asked.clear();

    assertThatThrownBy(() -> service.decode(Codecs.plainStream(new java.io.File("canary"))))
        .isInstanceOf(IOException.class);
    assertThat(loader.asked).isEmpty();
  }

  private void assertRefused(Object canary, String named) {
    assertRefusedSaying(canary, refusalOf(named));
  }

  private void assertRefusedSaying(Object canary, String message) {
    ByteBuffer bytes = Codecs.plainStream(canary);
    assertRefused(bytes, message);
  }

  private void assertRefused(ByteBuffer bytes, String message) {
    Canaries.FIRED.clear();
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
    assertThat(Canaries.FIRED).isEmpty();
  }

  private static String refusalOf(String className) {
    String pattern = className.substring(0, className.lastIndexOf('.')) + ".*";
    return "value holds "
        + className
        + ", which results of this method may not hold; allow(\""
        + pattern
        + "\") on CacheConfig accepts it";
  }
}
