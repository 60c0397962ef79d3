package dev.locache.examples;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Inject;
import com.google.inject.Injector;
import com.google.inject.Singleton;
import com.google.inject.Stage;
import dev.locache.Cached;
import dev.locache.ResultCache;
import dev.locache.guice.LocacheBinder;
import dev.locache.guice.LocacheModule;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Reads every class of a JDK module, as {@link ModuleCensus} does, wired by Guice. The backend is
 * chosen by a setting alone: {@code -Dlocache.backend=files} or {@code protobuf}.
 *
 * <p>Argument: the name of a module, {@code java.base} by default.
 */
public final class GuiceCensus {
  private static final int ROWS = 5;

  private GuiceCensus() {}

  /** Counts a module's packages; Guice intercepts the marked method. */
  static class ModuleReader {
    private final PackageCounter counter;

    @Inject
    ModuleReader(PackageCounter counter) {
      this.counter = counter;
    }

    /** Returns the packages with most instructions. */
    @Cached
    List<PackageCount> largest(List<String> packages, String module, String jdk) {
      List<PackageCount> counts = new ArrayList<>();
      for (String each : packages) {
        counts.add(counter.count(module, each, jdk));
      }
      counts.sort(Comparator.comparingLong(PackageCount::instructions).reversed());
      return new ArrayList<>(counts.subList(0, Math.min(ROWS, counts.size())));
    }
  }

  /** What this application says of caching: where it is wired, and nowhere else. */
  static final class CensusModule extends AbstractModule {
    @Override
    protected void configure() {
      install(LocacheModule.create());
      LocacheBinder.of(binder())
          .bind(PackageCounter.class)
          .to(JrtPackageCounter.class)
          .expireAfterAccess(Duration.ofDays(30))
          .in(Singleton.class);
      bind(ModuleReader.class).in(Singleton.class);
    }
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    run(arguments.length == 0 ? "java.base" : arguments[0], System.out);
  }

  static void run(String module, PrintStream out) {
    long start = System.nanoTime();
    Injector injector = Guice.createInjector(Stage.PRODUCTION, new CensusModule());
    try (ResultCache cache = injector.getInstance(ResultCache.class)) {
      ModuleReader reader = injector.getInstance(ModuleReader.class);
      List<String> packages = packagesOf(module);
      Report report = new Report(out);
      report.print(reader.largest(packages, module, Runtime.version().toString()));
      report.print(packages.size(), cache.stats(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static List<String> packagesOf(String module) {
    return ModuleLayer.boot()
        .findModule(module)
        .map(found -> List.copyOf(new TreeSet<>(found.getPackages())))
        .orElseThrow(() -> new IllegalArgumentException("this JDK has no module " + module));
  }
}
