package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cached calls inside cached calls: recursive, nested, crossing. None of them deadlocks. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NestedCallsTest {
  private final ResultCache cache = Locache.open(TestCaches.in(TestCaches.memory()).build());

  @AfterEach
  void close() {
    cache.close();
  }

  interface Fibonacci {
    long of(int n);
  }

  static final class ThroughTheProxy implements Fibonacci {
    @KeyIgnored Fibonacci proxy = this;
    @KeyIgnored final AtomicInteger runs = new AtomicInteger();

    @Override
    public long of(int n) {
      runs.incrementAndGet();
      return n < 2 ? n : proxy.of(n - 1) + proxy.of(n - 2);
    }
  }

  @Test
  void recursionThroughTheProxyRunsEachArgumentOnce() {
    ThroughTheProxy fibonacci = new ThroughTheProxy();
    fibonacci.proxy = cache.wrap(Fibonacci.class, fibonacci);
    assertThat(fibonacci.proxy.of(80)).isEqualTo(23_416_728_348_467_685L);
    assertThat(fibonacci.runs).hasValue(81);
  }

  interface Asks {
    String ask(String question);
  }

  /** Asks its own question once more while it answers it. */
  static final class AsksItself implements Asks {
    @KeyIgnored Asks proxy = this;
    @KeyIgnored int depth;

    @Override
    public String ask(String question) {
      return depth++ == 0 ? proxy.ask(question) + "!" : "inner";
    }
  }

  @Test
  void aCallThatAsksForItsOwnKeyRunsTheMethod() {
    AsksItself asks = new AsksItself();
    asks.proxy = cache.wrap(Asks.class, asks);
    assertThat(asks.proxy.ask("x")).isEqualTo("inner!");
  }

  /** Two threads each load one key and, when both do, ask for the other's. */
  static final class Crossing implements Asks {
    @KeyIgnored Asks proxy = this;
    @KeyIgnored final CyclicBarrier bothLoad = new CyclicBarrier(2);
    @KeyIgnored final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    @Override
    public String ask(String question) {
      if (inside.get()) {
        return question;
      }
      inside.set(true);
      try {
        bothLoad.await(30, TimeUnit.SECONDS);
        return question + proxy.ask(question.equals("a") ? "b" : "a");
      } catch (Exception broken) {
        throw new IllegalStateException(broken);
      } finally {
        inside.set(false);
      }
    }
  }

  @Test
  void twoLoadsThatAskForEachOthersKeyBothEnd() throws Exception {
    Crossing crossing = new Crossing();
    crossing.proxy = cache.wrap(Asks.class, crossing);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<String> first = threads.submit(() -> crossing.proxy.ask("a"));
    Future<String> second = threads.submit(() -> crossing.proxy.ask("b"));
    assertThat(first.get()).startsWith("a");
    assertThat(second.get()).startsWith("b");
    threads.shutdown();
  }
}
