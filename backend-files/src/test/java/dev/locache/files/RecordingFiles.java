package dev.locache.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers which calls are made. */
final class RecordingFiles extends ForwardingFiles {
  private final List<String> calls = new ArrayList<>();

  RecordingFiles(FileOps real) {
    super(real);
  }

  @Override
  synchronized void before(String call, @Nullable Path path) {
    calls.add(call);
  }

  /** Returns the calls since the last time, and forgets them. */
  synchronized List<String> taken() {
    List<String> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }
}
