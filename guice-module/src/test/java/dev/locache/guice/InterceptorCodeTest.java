package dev.locache.guice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit counts where it can change a result: in a class, its interceptors, what they call. */
final class InterceptorCodeTest {
  private static final String PROGRAM =
      """
      import com.google.inject.*;
      import com.google.inject.matcher.Matchers;
      import dev.locache.*;
      import dev.locache.guice.*;
      import org.aopalliance.intercept.*;

      public class App {
        static class Prices {
          @Cached
          int price(int amount) {
            System.out.println("priced");
            return amount;
          }
        }

        static class Scaling implements MethodInterceptor {
          public Object invoke(MethodInvocation invocation) throws Throwable {
            return Factors.factor() * (int) invocation.proceed();
          }
        }

        static class Factors {
          static int factor() {
            return %s;
          }

          static int unused() {
            return %s;
          }
        }

        public static void main(String[] arguments) {
          Injector injector =
              Guice.createInjector(
                  new AbstractModule() {
                    @Override
                    protected void configure() {
                      install(LocacheModule.create());
                      bindInterceptor(
                          Matchers.subclassesOf(Prices.class), Matchers.any(), new Scaling());
                    }
                  });
          System.out.println(injector.getInstance(Prices.class).price(10));
        }
      }
      """;

  private final Path directory;

  InterceptorCodeTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void anEditOfWhatAnInterceptorCallsMissesAndARevertHits() throws IOException {
    assertThat(run("2", "0")).containsExactly("priced", "20");
    assertThat(run("2", "0")).containsExactly("20");
    assertThat(run("3", "0")).containsExactly("priced", "30");
    assertThat(run("2", "1")).containsExactly("20"); // nobody calls what was edited
  }

  private List<String> run(String factor, String unused) throws IOException {
    Path classes = Files.createTempDirectory(directory, "classes");
    Compiled.sources(
        classes,
        Map.of("App.java", PROGRAM.formatted(factor, unused)),
        "-classpath",
        System.getProperty("java.class.path"));
    try (JavaProcess program =
        JavaProcess.run("App")
            .classPath(classes, Path.of(System.getProperty("java.class.path")))
            .property("locache.directory", directory.resolve("cache").toString())
            .start()) {
      return program.awaitSuccess();
    }
  }
}
