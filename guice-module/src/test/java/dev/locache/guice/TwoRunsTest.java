package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import com.google.inject.matcher.Matchers;
import com.google.inject.util.Modules;
import dev.locache.Cached;
import dev.locache.ResultCache;
import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results are found again by the next run of a program, in a JVM of its own. */
final class TwoRunsTest {
  /** Ways in which an application puts its modules together. */
  enum Wiring {
    PLAIN,
    CHILD,
    PRIVATE,
    OVERRIDE
  }

  private final Path directory;

  TwoRunsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  static final class SlowSquares implements Squares {
    @Override
    public int square(int number) {
      System.out.println("squared");
      return number * number;
    }
  }

  public static class Prices {
    private final Squares squares;

    @Inject
    public Prices(Squares squares) {
      this.squares = squares;
    }

    @Cached
    public int price(int amount) {
      System.out.println("priced");
      return squares.square(amount) + 1;
    }
  }

  public static class HiddenPrices {
    @Cached
    int price(int amount) {
      return amount;
    }
  }

  /** Runs around everything, and changes nothing. */
  static final class Around implements MethodInterceptor {
    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
      return invocation.proceed();
    }
  }

  static final class ServicesModule extends AbstractModule {
    @Override
    protected void configure() {
      LocacheBinder.of(binder()).bind(Squares.class).to(SlowSquares.class).in(Singleton.class);
      bind(Prices.class);
      bindInterceptor(Matchers.subclassesOf(Prices.class), Matchers.any(), new Around());
    }
  }

  static final class HidingModule extends PrivateModule {
    @Override
    protected void configure() {
      install(new ServicesModule());
      expose(Squares.class);
      expose(Prices.class);
    }
  }

  /** Asks both services; what runs says so. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      Injector injector = injector(Stage.valueOf(arguments[0]), Wiring.valueOf(arguments[1]));
      Injector top = injector.getParent() == null ? injector : injector.getParent();
      try (ResultCache cache = top.getInstance(ResultCache.class)) {
        int price = injector.getInstance(Prices.class).price(3);
        int square = injector.getInstance(Squares.class).square(3);
        System.out.println(price + " " + square + " hits " + cache.stats().hits());
      }
    }

    private static Injector injector(Stage stage, Wiring wiring) {
      Module cache = LocacheModule.create();
      return switch (wiring) {
        case PLAIN -> Guice.createInjector(stage, cache, new ServicesModule());
        case CHILD -> Guice.createInjector(stage, cache).createChildInjector(new ServicesModule());
        case PRIVATE -> Guice.createInjector(stage, cache, new HidingModule());
        case OVERRIDE ->
            Guice.createInjector(
                stage,
                Modules.override(LocacheModule.bypassing()).with(cache),
                new ServicesModule());
      };
    }
  }

  /** Says why it cannot start. */
  static final class FailingProgram {
    private FailingProgram() {}

    public static void main(String[] arguments) {
      try {
        Guice.createInjector(LocacheModule.create(), binder -> binder.bind(HiddenPrices.class));
        System.out.println("created");
      } catch (CreationException e) {
        e.getErrorMessages().forEach(each -> System.out.println(each.getMessage()));
      }
    }
  }

  private String outputOf(JavaProcess.Builder program) throws IOException {
    program.property("locache.directory", directory.toString());
    try (JavaProcess process = program.start()) {
      return String.join(", ", process.awaitSuccess());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DEVELOPMENT, PLAIN, files",
    "PRODUCTION, PLAIN, protobuf",
    "PRODUCTION, CHILD, files",
    "DEVELOPMENT, PRIVATE, files",
    "DEVELOPMENT, OVERRIDE, protobuf"
  })
  void foundAgain(Stage stage, Wiring wiring, String backend) throws IOException {
    JavaProcess.Builder program =
        JavaProcess.run(Program.class)
            .arguments(stage.name(), wiring.name())
            .property("locache.backend", backend);
    assertThat(outputOf(program)).isEqualTo("priced, squared, 10 9 hits 1");
    assertThat(outputOf(program)).isEqualTo("10 9 hits 2");
    assertThat(directory.resolve(backend + "-v1")).isDirectory();
  }

  @Test
  void wiringAndWayOfLoadingClassesMakeNoDifference() throws IOException {
    JavaProcess.Builder first = JavaProcess.run(Program.class).arguments("PRODUCTION", "PLAIN");
    assertThat(outputOf(first)).isEqualTo("priced, squared, 10 9 hits 1");
    for (Wiring each : Wiring.values()) {
      JavaProcess.Builder other =
          JavaProcess.run(Program.class)
              .arguments("DEVELOPMENT", each.name())
              .property("guice_custom_class_loading", "CHILD");
      assertThat(outputOf(other)).isEqualTo("10 9 hits 2");
    }
  }

  @Test
  void whatALoaderOfGuicesCannotOverrideIsAnError() throws IOException {
    JavaProcess.Builder program = JavaProcess.run(FailingProgram.class);
    assertThat(outputOf(program)).isEqualTo("created");
    program.property("guice_custom_class_loading", "CHILD");
    assertThat(outputOf(program))
        .isEqualTo(
            "HiddenPrices.price(int) is marked @Cached in vain: Guice generates classes in a loader"
                + " of their own here, which see public classes, and public and protected methods"
                + " alone; make both such, or let the class implement an interface and bind that by"
                + " LocacheBinder");
  }

  /** A newer JDK warns of Guice's own way to define classes, and of nothing else. */
  @Test
  void nobodyWarnsButOfGuiceItself() throws IOException {
    JavaProcess.Builder program =
        JavaProcess.run(Program.class)
            .arguments("PRODUCTION", "PLAIN")
            .property("locache.directory", directory.toString());
    try (JavaProcess process = program.start()) {
      assertThat(process.await().errors().lines())
          .allMatch(line -> line.startsWith("WARNING: "))
          .filteredOn(line -> line.contains("has been called by"))
          .allMatch(line -> line.contains("com.google.inject.internal.aop.HiddenClassDefiner"));
    }
  }

  @Test
  void interceptionInALoaderOfGuicesOwnWarnsOfNothing() throws IOException {
    JavaProcess.Builder program =
        JavaProcess.run(Program.class)
            .arguments("PRODUCTION", "PLAIN")
            .property("guice_custom_class_loading", "CHILD")
            .property("locache.directory", directory.toString());
    try (JavaProcess process = program.start()) {
      assertThat(process.await())
          .isEqualTo(new JavaProcess.Result(0, List.of("priced", "squared", "10 9 hits 1"), ""));
    }
  }
}
