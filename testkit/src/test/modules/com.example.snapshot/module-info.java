module com.example.snapshot {
  requires dev.locache;
  requires static org.jspecify;

  provides dev.locache.spi.CacheBackendProvider with
      com.example.snapshot.SnapshotBackendProvider;
}
