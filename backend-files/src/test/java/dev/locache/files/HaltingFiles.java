package dev.locache.files;

import dev.locache.spi.BackendContext;
import dev.locache.spi.CacheBackend;
import dev.locache.spi.local.CacheDirectory;
import dev.locache.testkit.campaign.HaltPoint;
import dev.locache.testkit.campaign.HaltingRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Stops the process at one call, before it is made, or, of a write, when half is written. */
final class HaltingFiles extends ForwardingFiles {
  private final FileOps real;
  private final HaltPoint point;

  private HaltingFiles(FileOps real, HaltPoint point) {
    super(real);
    this.real = real;
    this.point = point;
  }

  public static void main(String[] arguments) throws IOException {
    HaltingRun.run(arguments, HaltingFiles::open, CrashTest::sweep);
  }

  private static CacheBackend open(BackendContext context, HaltPoint point) {
    CacheDirectory root = CacheDirectory.open(context.directory(), context.signed());
    FileOps files = new HaltingFiles(new DiskFiles(root), point);
    return new FilesBackend(root, files, context.clock(), context.durable());
  }

  @Override
  void before(String call, @Nullable Path path) {
    point.pass();
  }

  @Override
  public void write(Path file, ByteBuffer bytes) throws IOException {
    if (point.isHere()) {
      real.write(file, bytes.slice(0, bytes.remaining() / 2));
    }
    super.write(file, bytes);
  }
}
