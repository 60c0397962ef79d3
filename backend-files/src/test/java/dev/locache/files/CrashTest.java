package dev.locache.files;

import static dev.locache.testkit.campaign.CallVersions.method;
import static dev.locache.testkit.campaign.Versions.UNLIMITED;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.local.CacheDirectory;
import dev.locache.testkit.campaign.CrashContract;
import dev.locache.testkit.campaign.DiskJournal;
import dev.locache.testkit.campaign.Oracle.Promise;
import dev.locache.testkit.campaign.Workload;
import java.io.IOException;

/** Kills at any point, and power cuts. */
final class CrashTest extends CrashContract {
  @Override
  protected String id() {
    return "files";
  }

  @Override
  protected CacheBackend open(BackendContext context) {
    return new FilesBackendProvider().open(context);
  }

  @Override
  protected CacheBackend open(BackendContext context, DiskJournal journal) {
    CacheDirectory root = CacheDirectory.open(context.directory(), context.signed());
    if (!journal.knows(root.path())) {
      journal.makeDirectory(root.path());
    }
    FileOps files = new JournalingFiles(new DiskFiles(root), journal);
    return new FilesBackend(root, files, context.clock(), context.durable());
  }

  @Override
  protected void compact(CacheBackend backend) throws IOException {
    sweep(backend);
  }

  /** Nothing is expired, so what goes are directories without entries. */
  static void sweep(CacheBackend backend) throws IOException {
    for (int call = 0; call < Workload.CALLS; call++) {
      backend.evict(method(call), UNLIMITED);
    }
  }

  @Override
  protected Class<?> haltingMain() {
    return HaltingFiles.class;
  }

  @Override
  protected Promise durablePromise() {
    return Promise.WRITES;
  }
}
