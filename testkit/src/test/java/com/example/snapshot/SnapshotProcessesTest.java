package com.example.snapshot;

import dev.locache.testkit.CrossProcessContract;
import java.time.Duration;

final class SnapshotProcessesTest extends CrossProcessContract {
  @Override
  protected String backend() {
    return "snapshot";
  }

  @Override
  protected Duration leaseTime() {
    return Duration.ofMinutes(1);
  }
}
