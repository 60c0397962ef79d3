package dev.locache.files;

import dev.locache.testkit.CrossProcessContract;

/** What every backend promises among processes. */
final class FilesProcessesTest extends CrossProcessContract {
  @Override
  protected String backend() {
    return "files";
  }
}
