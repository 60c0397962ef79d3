/** Keeps entries as protobuf records in append-only segments. */
module dev.locache.protobuf {
  requires static org.jspecify;
  requires transitive dev.locache;
  requires com.google.protobuf;

  exports dev.locache.protobuf;

  provides dev.locache.spi.CacheBackendProvider with
      dev.locache.protobuf.ProtobufBackendProvider;
}
