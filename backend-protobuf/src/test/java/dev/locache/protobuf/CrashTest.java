package dev.locache.protobuf;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.campaign.CrashContract;
import dev.locache.testkit.campaign.DiskJournal;
import dev.locache.testkit.campaign.Oracle.Promise;
import java.io.IOException;

/** Kills at any point, and power cuts, with segments that are finished and compacted all along. */
final class CrashTest extends CrashContract {
  @Override
  protected String id() {
    return "protobuf";
  }

  @Override
  protected CacheBackend open(BackendContext context) throws IOException {
    return SegmentStore.open(context, new DiskFiles(), TinySegmentsTest.TINY);
  }

  @Override
  protected CacheBackend open(BackendContext context, DiskJournal journal) throws IOException {
    if (!journal.knows(context.directory())) {
      journal.makeDirectory(context.directory());
    }
    return SegmentStore.open(context, new JournalingFiles(journal), TinySegmentsTest.TINY);
  }

  @Override
  protected void compact(CacheBackend backend) throws IOException {
    ((SegmentStore) backend).compact();
  }

  @Override
  protected Class<?> haltingMain() {
    return HaltingFiles.class;
  }

  @Override
  protected Promise durablePromise() {
    return Promise.WRITES_AND_REMOVALS;
  }
}
