package dev.locache.it;

import dev.locache.testkit.ForwardingBackend;

/** A backend that others write to as well. */
final class SharedMemory extends ForwardingBackend {
  SharedMemory() {
    super(TestCaches.memory());
  }

  @Override
  public boolean ownerOnly() {
    return false;
  }
}
