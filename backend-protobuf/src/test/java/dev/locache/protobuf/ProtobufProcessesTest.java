package dev.locache.protobuf;

import dev.locache.testkit.CrossProcessContract;

final class ProtobufProcessesTest extends CrossProcessContract {
  @Override
  protected String backend() {
    return "protobuf";
  }
}
