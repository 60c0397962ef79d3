package dev.locache.protobuf;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.testkit.campaign.DiskFault;
import dev.locache.testkit.campaign.FaultContract;
import java.io.IOException;
import java.io.RandomAccessFile;

/** A disk that fails or is full, through a whole cache. */
final class FaultTest extends FaultContract {
  @Override
  protected String id() {
    return "protobuf";
  }

  @Override
  protected CacheBackend open(BackendContext context, DiskFault fault) throws IOException {
    return SegmentStore.open(context, new FaultyFiles(fault), TinySegmentsTest.TINY);
  }

  @Override
  protected void sweep(CacheBackend backend) throws IOException {
    ((SegmentStore) backend).compact();
  }

  private static final class FaultyFiles extends ForwardingFiles {
    private final DiskFault fault;

    FaultyFiles(DiskFault fault) {
      this.fault = fault;
    }

    @Override
    void before(String call) throws IOException {
      fault.pass(call);
    }

    @Override
    public int write(RandomAccessFile file, long position, byte[] source, int offset, int length)
        throws IOException {
      return super.write(file, position, source, offset, fault.room(length));
    }
  }
}
