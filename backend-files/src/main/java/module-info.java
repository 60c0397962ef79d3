/** Keeps each entry in a file of its own. */
module dev.locache.files {
  requires static org.jspecify;
  requires transitive dev.locache;
  requires org.apache.commons.io;

  exports dev.locache.files;

  provides dev.locache.spi.CacheBackendProvider with
      dev.locache.files.FilesBackendProvider;
}
