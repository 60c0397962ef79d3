module com.example.snapshot {
  requires dev.locache;

  provides dev.locache.spi.CacheBackendProvider with
      com.example.snapshot.SnapshotBackendProvider;
}
