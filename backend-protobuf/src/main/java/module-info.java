/** Keeps entries as protobuf records in append-only segments, and values as protobuf messages. */
module dev.locache.protobuf {
  requires static org.jspecify;
  requires transitive dev.locache;
  requires com.google.protobuf;

  exports dev.locache.protobuf;

  provides dev.locache.spi.CacheBackendProvider with
      dev.locache.protobuf.ProtobufBackendProvider;
  provides dev.locache.spi.CodecProvider with
      dev.locache.protobuf.value.ProtobufCodecProvider;
  provides dev.locache.spi.KeyFormProvider with
      dev.locache.protobuf.key.MessageKeyForm;
}
