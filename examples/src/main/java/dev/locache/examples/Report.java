package dev.locache.examples;

import dev.locache.CacheStats;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints what was found, and what the cache did for it. */
record Report(PrintStream out) {
  void print(List<PackageCount> counts) {
    line("");
    line(
        "  %-34s %8s %8s %13s  %s",
        "largest packages", "classes", "methods", "instructions", "longest method");
    for (PackageCount each : counts) {
      line(
          "  %-34s %,8d %,8d %,13d  %s (%,d)",
          each.name(),
          each.classes(),
          each.methods(),
          each.instructions(),
          each.longestMethod(),
          each.longestInstructions());
    }
  }

  void print(int packages, CacheStats stats, Duration elapsed) {
    line("");
    line(
        "  %,d packages: %,d hit, %,d loaded%s",
        packages,
        stats.hits(),
        stats.loads(),
        stats.uncacheable() + stats.cacheFailures() == 0 ? "" : ", and problems: " + stats);
    line(
        "  took %s, of which loading %s; saved %s",
        seconds(elapsed),
        seconds(Duration.ofNanos(stats.loadTimeNanos())),
        seconds(Duration.ofNanos(stats.savedTimeNanos())));
    if (stats.loads() > 0) {
      line("  Run it again: nothing will be loaded.");
    }
  }

  private void line(String format, Object... arguments) {
    out.printf(Locale.ROOT, format + "%n", arguments);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
  }
}
