package dev.locache.testkit;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link CacheBackend} must do, as tests of JUnit Jupiter. The test of a backend extends
 * it and says how one is opened:
 *
 * <pre>{@code
 * final class RedisBackendTest extends CacheBackendContract {
 *   @Override
 *   protected CacheBackend open(BackendContext context) throws IOException {
 *     return new RedisBackendProvider().open(context);
 *   }
 * }
 * }</pre>
 *
 * <p>All tests are within this process; {@link CrossProcessContract} has those between several.
 * Time is that of the context's clock, which only the tests move. They leave some latitude: uses
 * less than a minute apart need not be told apart, a hit well within the time to idle need not be
 * noted to the minute unless the number of entries is bounded, and the doings of another backend on
 * the same place may take some calls and some minutes of the clock to be seen.
 *
 * <p>Each test has a minute, on a thread of its own, so that a backend that hangs does not hang the
 * build.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CacheBackendContract extends SharingContract {
  /** For the backend's test. */
  protected CacheBackendContract() {}

  /**
   * Opens a backend. Within one test the contexts have one clock; the directory, which does not
   * exist yet the first time, names the place: all backends opened with one directory must meet,
   * and those of another must not meet them. A backend without a directory takes its place from
   * somewhere else; it must be empty when a test begins.
   *
   * @throws IOException if it cannot be opened, which fails the test
   */
  @Override
  protected abstract CacheBackend open(BackendContext context) throws IOException;

  /**
   * Returns whether what a backend has written is there for another one on the same place, beside
   * it or after it; true unless overridden. If not, tests of that are left out.
   */
  @Override
  protected boolean persistent() {
    return true;
  }

  /**
   * Returns whether entries rest in the context's directory and nowhere else; true unless
   * overridden. If not, tests of that are left out.
   */
  @Override
  protected boolean usesDirectory() {
    return true;
  }
}
