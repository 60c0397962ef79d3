/** Remembers the results of slow, pure methods on disk, and knows when their code has changed. */
@SuppressWarnings("module") // the module that a package is exported to depends on this one
module dev.locache {
  requires static org.jspecify;
  requires org.objectweb.asm;
  requires org.objectweb.asm.tree;

  exports dev.locache;
  exports dev.locache.spi;
  exports dev.locache.spi.local;
  exports dev.locache.records to
      dev.locache.protobuf;

  uses dev.locache.spi.CacheBackendProvider;
  uses dev.locache.spi.CodecProvider;
  uses dev.locache.spi.KeyFormProvider;
}
