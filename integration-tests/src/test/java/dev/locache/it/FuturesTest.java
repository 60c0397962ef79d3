package dev.locache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.locache.KeyIgnored;
import dev.locache.Locache;
import dev.locache.ResultCache;
import dev.locache.spi.KeyLock;
import dev.locache.spi.MethodId;
import dev.locache.spi.StoredEntry;
import dev.locache.testkit.MemoryBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Methods that return a future: the value is cached, never the future. */
final class FuturesTest {
  interface Fetches {
    CompletableFuture<List<String>> fetch(String name);
  }

  /** Hands out futures that the test completes. */
  static final class PendingFetches implements Fetches {
    @KeyIgnored final List<CompletableFuture<List<String>>> handedOut = new ArrayList<>();

    @Override
    public CompletableFuture<List<String>> fetch(String name) {
      CompletableFuture<List<String>> future = new CompletableFuture<>();
      handedOut.add(future);
      return future;
    }
  }

  private final MemoryBackend backend = TestCaches.memory();
  private final ResultCache cache = Locache.open(TestCaches.in(backend).build());
  private final PendingFetches pending = new PendingFetches();
  private final Fetches service = cache.wrap(Fetches.class, pending);

  @AfterEach
  void close() {
    cache.close();
  }

  @Test
  void theValueIsStoredWhenItArrives() {
    CompletableFuture<List<String>> first = service.fetch("a");
    assertThat(first).isNotDone();
    pending.handedOut.get(0).complete(new ArrayList<>(List.of("x")));
    assertThat(first).isCompletedWithValue(List.of("x"));
    assertThat(service.fetch("a")).isCompletedWithValue(List.of("x"));
    assertThat(pending.handedOut).hasSize(1);
    assertThat(Locache.stats(service).stores()).isEqualTo(1);
  }

  @Test
  void whoAsksMeanwhileSharesTheLoadAndGetsACopy() {
    CompletableFuture<List<String>> first = service.fetch("a");
    CompletableFuture<List<String>> second = service.fetch("a");
    List<String> live = new ArrayList<>(List.of("x"));
    pending.handedOut.get(0).complete(live);
    assertThat(first.join()).isSameAs(live);
    assertThat(second.join()).isEqualTo(live).isNotSameAs(live);
    assertThat(pending.handedOut).hasSize(1);
  }

  @Test
  void aFailedFutureIsPassedOnAndNotStored() {
    CompletableFuture<List<String>> first = service.fetch("a");
    IllegalStateException failure = new IllegalStateException("not now");
    pending.handedOut.get(0).completeExceptionally(failure);
    assertThatThrownBy(first::join).isInstanceOf(CompletionException.class).hasCause(failure);
    CompletableFuture<List<String>> again = service.fetch("a");
    pending.handedOut.get(1).complete(List.of("x"));
    assertThat(again).isCompletedWithValue(List.of("x"));
    assertThat(Locache.stats(service).loadFailures()).isEqualTo(1);
  }

  @Test
  void whoWaitedForAFailedLoadTriesItself() {
    CompletableFuture<List<String>> first = service.fetch("a");
    CompletableFuture<List<String>> second = service.fetch("a");
    pending.handedOut.get(0).completeExceptionally(new IllegalStateException("not now"));
    assertThat(first).isCompletedExceptionally();
    while (pending.handedOut.size() < 2) {
      Thread.onSpinWait(); // until the second, on a thread of the pool, has asked
    }
    pending.handedOut.get(1).complete(List.of("x"));
    assertThat(second.join()).containsExactly("x");
  }

  @Test
  void whatHangsOnAFutureMayWaitForTheSameKey() {
    CompletableFuture<List<String>> retried =
        service
            .fetch("a")
            .exceptionally(
                thrown -> {
                  CompletableFuture<List<String>> again = service.fetch("a");
                  pending.handedOut.get(1).complete(List.of("x"));
                  return again.join();
                });
    pending.handedOut.get(0).completeExceptionally(new IllegalStateException("not now"));
    assertThat(retried).isCompletedWithValue(List.of("x"));
  }

  @Test
  void cancellingReachesTheWork() {
    CompletableFuture<List<String>> first = service.fetch("a");
    first.cancel(true);
    assertThat(pending.handedOut.get(0)).isCancelled();
    assertThatThrownBy(first::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void anotherProcessIsNotWaitedForByTheCaller() throws Exception {
    CompletableFuture<List<String>> first = service.fetch("a");
    pending.handedOut.get(0).complete(List.of("x"));
    assertThat(first).isCompleted();
    List<StoredEntry> stored = new ArrayList<>();
    backend.list(
        MethodId.of(Fetches.class.getName(), "fetch", List.of("java.lang.String")), stored::add);
    assertThat(stored).hasSize(1);
    backend.remove(stored.get(0).key());
    KeyLock ofAnother = backend.tryLock(stored.get(0).key()).orElseThrow();
    CompletableFuture<List<String>> second = service.fetch("a");
    assertThat(second).isNotDone();
    assertThat(pending.handedOut).hasSize(1);
    ofAnother.close();
    while (pending.handedOut.size() < 2) {
      Thread.onSpinWait(); // until the lock was found free
    }
    pending.handedOut.get(1).complete(List.of("y"));
    assertThat(second.join()).containsExactly("y");
  }

  /** Returns null where a future was promised. */
  static final class NoFuture implements Fetches {
    @Override
    public CompletableFuture<List<String>> fetch(String name) {
      return null;
    }
  }

  @Test
  void aMissingFutureStaysMissing() {
    Fetches none = cache.wrap(Fetches.class, new NoFuture());
    assertThat(none.fetch("a")).isNull();
    assertThat(none.fetch("a")).isNull();
  }
}
