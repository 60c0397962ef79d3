package dev.locache.files;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.local.CacheDirectory;
import dev.locache.testkit.campaign.DiskFault;
import dev.locache.testkit.campaign.FaultContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A disk that fails or is full, through a whole cache. */
final class FaultTest extends FaultContract {
  @Override
  protected String id() {
    return "files";
  }

  @Override
  protected CacheBackend open(BackendContext context, DiskFault fault) {
    CacheDirectory root = CacheDirectory.open(context.directory(), context.signed());
    return new FilesBackend(
        root, new FaultyFiles(new DiskFiles(root), fault), context.clock(), context.durable());
  }

  @Override
  protected void sweep(CacheBackend backend) throws IOException {
    CrashTest.sweep(backend);
  }

  private static final class FaultyFiles extends ForwardingFiles {
    private final DiskFault fault;
    private final FileOps real;

    FaultyFiles(FileOps real, DiskFault fault) {
      super(real);
      this.real = real;
      this.fault = fault;
    }

    @Override
    void before(String call, @Nullable Path path) throws IOException {
      fault.pass(call);
    }

    @Override
    public void write(Path file, ByteBuffer bytes) throws IOException {
      int room = fault.room(bytes.remaining());
      if (room < bytes.remaining()) {
        real.write(file, bytes.slice(0, room));
        fault.room(bytes.remaining() - room);
      }
      super.write(file, bytes);
    }
  }
}
