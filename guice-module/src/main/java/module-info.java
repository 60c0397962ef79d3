/** Binds cached services with Guice. */
module dev.locache.guice {
  requires static org.jspecify;
  requires transitive dev.locache;
  requires transitive com.google.guice;
  requires aopalliance;
  requires com.google.common;
  requires jakarta.inject;

  exports dev.locache.guice;

  opens dev.locache.guice to
      com.google.guice;
}
