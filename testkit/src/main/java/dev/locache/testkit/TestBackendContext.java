package dev.locache.testkit;

import static java.util.Objects.requireNonNull;

import dev.locache.spi.BackendContext;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link BackendContext} made of chosen values. Immutable: each choice returns a changed copy.
 *
 * <pre>{@code
 * BackendContext context =
 *     TestBackendContext.in(directory).clock(clock).setting("locache.redis.host", "localhost");
 * }</pre>
 */
public final class TestBackendContext implements BackendContext {
  private final Path directory;
  private final InstantSource clock;
  private final boolean durable;
  private final boolean signed;
  private final Map<String, String> settings;

  private TestBackendContext(
      Path directory,
      InstantSource clock,
      boolean durable,
      boolean signed,
      Map<String, String> settings) {
    this.directory = directory;
    this.clock = requireNonNull(clock, "clock");
    this.durable = durable;
    this.signed = signed;
    this.settings = Map.copyOf(settings);
  }

  /**
   * Returns a context with that directory, made absolute, and a {@link SteppingClock} of its own:
   * neither durable nor signed, without settings.
   */
  public static TestBackendContext in(Path directory) {
    return new TestBackendContext(
        directory.toAbsolutePath(), new SteppingClock(), false, false, Map.of());
  }

  /** Returns a copy with that clock. */
  public TestBackendContext clock(InstantSource clock) {
    return new TestBackendContext(directory, clock, durable, signed, settings);
  }

  /** Returns a copy that asks for durable writes, or not. */
  public TestBackendContext durable(boolean durable) {
    return new TestBackendContext(directory, clock, durable, signed, settings);
  }

  /** Returns a copy in which entries are signed, or not. */
  public TestBackendContext signed(boolean signed) {
    return new TestBackendContext(directory, clock, durable, signed, settings);
  }

  /** Returns a copy with one more setting. */
  public TestBackendContext setting(String name, String value) {
    return settings(Map.of(name, value));
  }

  /** Returns a copy with more settings. */
  public TestBackendContext settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    return new TestBackendContext(directory, clock, durable, signed, all);
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public InstantSource clock() {
    return clock;
  }

  @Override
  public boolean durable() {
    return durable;
  }

  @Override
  public boolean signed() {
    return signed;
  }

  @Override
  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }
}
