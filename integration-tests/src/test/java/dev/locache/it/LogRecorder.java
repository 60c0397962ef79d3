package dev.locache.it;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Records what Locache logs, as {@code LEVEL message}, instead of printing it. */
final class LogRecorder extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("dev.locache");

  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LogRecorder() {}

  static LogRecorder start() {
    LogRecorder recorder = new LogRecorder();
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(recorder);
    return recorder;
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(record.getLevel() + " " + record.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}
