/** What every backend of Locache must pass, and the fakes to test with. */
module dev.locache.testkit {
  requires static org.jspecify;
  requires jdk.management;
  requires transitive dev.locache;
  requires transitive org.assertj.core;
  requires transitive org.junit.jupiter.api;

  exports dev.locache.testkit;

  // The contracts' tests are package-private.
  opens dev.locache.testkit to
      org.junit.platform.commons;

  uses dev.locache.spi.CacheBackendProvider;
}
