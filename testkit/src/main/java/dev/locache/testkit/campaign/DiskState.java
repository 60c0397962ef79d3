package dev.locache.testkit.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Files and directories as a crash has left them. Not thread-safe. */
public final class DiskState {
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<Integer, Node> nodes = new HashMap<>();

  DiskState() {
    nodes.put(0, new Node(true));
  }

  private static final class Node {
    private final boolean isDirectory;
    private final TreeMap<String, Integer> names = new TreeMap<>();
    private byte[] bytes = {};
    private int length;
    private long micros = NEVER;

    Node(boolean isDirectory) {
      this.isDirectory = isDirectory;
    }
  }

  /** Makes a file or directory that has no name yet. */
  void create(int node, boolean isDirectory) {
    nodes.put(node, new Node(isDirectory));
  }

  void link(int directory, String name, int node) {
    node(directory).names.put(name, node);
  }

  void unlink(int directory, String name) {
    node(directory).names.remove(name);
  }

  void write(int node, int position, byte[] bytes) {
    Node file = node(node);
    int end = position + bytes.length;
    if (end > file.bytes.length) {
      file.bytes = Arrays.copyOf(file.bytes, Math.max(end, 2 * file.bytes.length));
    }
    System.arraycopy(bytes, 0, file.bytes, position, bytes.length);
    file.length = Math.max(file.length, end);
  }

  void resize(int node, int length) {
    Node file = node(node);
    file.bytes = Arrays.copyOf(Arrays.copyOf(file.bytes, Math.min(file.length, length)), length);
    file.length = length;
  }

  void touch(int node, long micros) {
    node(node).micros = micros;
  }

  private Node node(int number) {
    Node node = nodes.get(number);
    if (node == null) {
      throw new IllegalStateException("no node " + number);
    }
    return node;
  }

  /** Returns a number that two states share if they have the same files with the same bytes. */
  public long fingerprint() {
    return fingerprint(node(0));
  }

  private long fingerprint(Node node) {
    long sum = node.isDirectory ? 7 : 13;
    for (int i = 0; i < node.length; i++) {
      sum = sum * 0x100000001B3L + node.bytes[i];
    }
    for (Map.Entry<String, Integer> name : node.names.entrySet()) {
      long inside = fingerprint(node(name.getValue()));
      sum = Long.rotateLeft(sum, 23) * 31 + name.getKey().hashCode() * 0x9E3779B97F4A7C15L + inside;
    }
    return sum;
  }

  /** Puts the files and directories under {@code base}, an empty directory. */
  public void writeTo(Path base) throws IOException {
    for (Map.Entry<String, Integer> name : node(0).names.entrySet()) {
      write(node(name.getValue()), base.resolve(name.getKey()));
    }
  }

  private void write(Node node, Path path) throws IOException {
    if (!node.isDirectory) {
      Files.write(path, Arrays.copyOf(node.bytes, node.length));
      if (node.micros != NEVER) {
        Files.setLastModifiedTime(path, FileTime.from(node.micros, TimeUnit.MICROSECONDS));
      }
      return;
    }
    Files.createDirectory(path);
    for (Map.Entry<String, Integer> name : node.names.entrySet()) {
      write(node(name.getValue()), path.resolve(name.getKey()));
    }
  }
}
