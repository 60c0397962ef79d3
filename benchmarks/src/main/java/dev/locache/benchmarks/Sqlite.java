package dev.locache.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** SQLite: one connection, prepared statements, a transaction for each put. */
final class Sqlite implements KeyValueStore {
  private final Connection connection;
  private final PreparedStatement get;
  private final PreparedStatement put;

  Sqlite(Path directory) throws IOException {
    try {
      connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("entries.db"));
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma journal_mode=wal");
        statement.execute("pragma synchronous=off");
        statement.execute("pragma mmap_size=2147483648");
        statement.execute(
            "create table if not exists entries (k blob primary key, v blob) without rowid");
      }
      get = connection.prepareStatement("select v from entries where k = ?");
      put = connection.prepareStatement("insert into entries (k, v) values (?, ?)");
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public byte[] get(byte[] key) throws IOException {
    try {
      get.setBytes(1, key);
      try (ResultSet found = get.executeQuery()) {
        if (!found.next()) {
          throw new IllegalStateException("a value is missing");
        }
        return found.getBytes(1);
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void put(byte[] key, byte[] value) throws IOException {
    try {
      put.setBytes(1, key);
      put.setBytes(2, value);
      put.executeUpdate();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
