package dev.locache.examples;

import dev.locache.Locache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Reads every class of JDK modules and reports what is in them. The first run reads for some
 * seconds; the next one finds each package's count again and reads nothing.
 *
 * <p>Arguments: names of modules, {@code java.base} and {@code java.desktop} by default; {@code
 * --reset} forgets what earlier runs have found.
 */
public final class ModuleCensus {
  private static final List<String> DEFAULT_MODULES = List.of("java.base", "java.desktop");
  private static final int ROWS = 10;

  private ModuleCensus() {}

  /** Runs the program. */
  public static void main(String[] arguments) {
    List<String> modules = new ArrayList<>(List.of(arguments));
    boolean reset = modules.remove("--reset");
    long start = System.nanoTime();
    PackageCounter counter = Locache.wrap(PackageCounter.class, new JrtPackageCounter());
    if (reset) {
      Locache.reset(counter);
    }
    List<PackageCount> counts = countAll(counter, modules.isEmpty() ? DEFAULT_MODULES : modules);
    Report report = new Report(System.out);
    report.print(longest(counts));
    report.print(
        counts.size(), Locache.stats(counter), Duration.ofNanos(System.nanoTime() - start));
  }

  private static List<PackageCount> countAll(PackageCounter counter, List<String> modules) {
    String jdk = Runtime.version().toString();
    List<PackageCount> counts = new ArrayList<>();
    for (String module : modules) {
      Collection<String> packages = packagesOf(module);
      for (String each : ProgressBar.wrap(packages, progress(module))) {
        counts.add(counter.count(module, each, jdk));
      }
    }
    return counts;
  }

  private static Collection<String> packagesOf(String module) {
    return ModuleLayer.boot()
        .findModule(module)
        .map(found -> new TreeSet<>(found.getPackages()))
        .orElseThrow(() -> new IllegalArgumentException("this JDK has no module " + module));
  }

  private static ProgressBarBuilder progress(String module) {
    return new ProgressBarBuilder()
        .setTaskName(module)
        .setUnit(" packages", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setMaxRenderedLength(79)
        .setUpdateIntervalMillis(50);
  }

  private static List<PackageCount> longest(List<PackageCount> counts) {
    return counts.stream()
        .sorted(Comparator.comparingLong(PackageCount::instructions).reversed())
        .limit(ROWS)
        .toList();
  }
}
