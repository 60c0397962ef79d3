package dev.locache.testkit;

import dev.locache.spi.CacheBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A backend that keeps a record of its calls and passes them on to another one. Thread-safe. */
public final class RecordingBackend extends ForwardingBackend {
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

  private RecordingBackend(CacheBackend delegate) {
    super(delegate);
  }

  /** Returns a backend over {@code delegate} with an empty record. */
  public static RecordingBackend over(CacheBackend delegate) {
    return new RecordingBackend(delegate);
  }

  /** Returns the calls so far, in their order, whether or not they succeeded. */
  public List<Call> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Returns what was called so far, in order. */
  public List<Verb> verbs() {
    return calls().stream().map(Call::verb).toList();
  }

  /** Returns how often {@code verb} was called so far. */
  public long count(Verb verb) {
    return calls().stream().filter(call -> call.verb() == verb).count();
  }

  /** Empties the record. */
  public void forget() {
    calls.clear();
  }

  @Override
  protected void before(Verb verb, Object subject) {
    calls.add(new Call(verb, subject));
  }

  /**
   * One call.
   *
   * @param verb what was called
   * @param subject the {@link dev.locache.spi.CacheKey} or the {@link dev.locache.spi.MethodId} it
   *     was about; of {@link Verb#CLOSE} the backend
   */
  public record Call(Verb verb, Object subject) {}
}
