package dev.locache.guice;

import com.google.inject.Key;
import dev.locache.ServiceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is said about a service while modules are configured; read when it is made. */
final class ServiceDefinition<T> {
  private final List<Consumer<ServiceBuilder<T>>> choices = new ArrayList<>();
  private Key<T> key;
  private boolean keepsNothing;

  ServiceDefinition(Key<T> key) {
    this.key = key;
  }

  Key<T> key() {
    return key;
  }

  @SuppressWarnings("unchecked") // the raw type of a T takes every T
  Class<T> type() {
    return (Class<T>) key.getTypeLiteral().getRawType();
  }

  void rename(Key<T> key) {
    this.key = key;
  }

  void choose(Consumer<ServiceBuilder<T>> choice) {
    choices.add(choice);
  }

  /** Whether limits were chosen by which its methods are not cached, if none has its own. */
  boolean keepsNothing() {
    return keepsNothing;
  }

  void keepNothing() {
    keepsNothing = true;
  }

  void applyTo(ServiceBuilder<T> builder) {
    choices.forEach(choice -> choice.accept(builder));
  }

  @Override
  public String toString() {
    return type().getName();
  }
}
