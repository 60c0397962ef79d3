package dev.locache.testkit.campaign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one writer means to do, and what it was told is done, in a file outside the cache that
 * survives its killing: each line is written by one call, before the change and after it. As
 * RocksDB's crash test does it.
 */
final class WriteJournal implements Closeable {
  private static final String DONE = "done";

  private final FileOutputStream file;

  WriteJournal(Path file) throws IOException {
    this.file = new FileOutputStream(file.toFile(), true);
  }

  /** A change: a new version of a key, or {@link Versions#ABSENT}; of all own keys if none. */
  record Change(int number, long version) {
    static final int ALL = -1;
  }

  /** What the journal of a killed writer says: the last change may have happened or not. */
  record Content(List<Change> done, Optional<Change> underWay) {}

  void intend(Change change) throws IOException {
    line(change.number + " " + change.version);
  }

  void done() throws IOException {
    line(DONE);
  }

  private void line(String text) throws IOException {
    file.write((text + "\n").getBytes(US_ASCII));
  }

  static Content read(Path file) throws IOException {
    List<Change> done = new ArrayList<>();
    Change underWay = null;
    for (String line : Files.readAllLines(file, US_ASCII)) {
      if (line.equals(DONE)) {
        done.add(underWay);
        underWay = null;
      } else {
        String[] words = line.split(" ", -1);
        underWay = new Change(Integer.parseInt(words[0]), Long.parseLong(words[1]));
      }
    }
    return new Content(done, Optional.ofNullable(underWay));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
