package dev.locache.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.locache.spi.Digest128;
import dev.locache.spi.MethodId;
import dev.locache.spi.Sha256;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Numbers the methods that were asked for or found in segments. Thread-safe. */
final class Methods {
  private final Map<MethodId, Method> byId = new ConcurrentHashMap<>();
  private final Map<Digest128, Method> byDigest = new ConcurrentHashMap<>();
  private final ReentrantLock numbering = new ReentrantLock();
  private volatile Method[] byNumber = {};

  Method of(MethodId id) {
    Method known = byId.get(id);
    if (known != null) {
      return known;
    }
    Method method = of(digest(id));
    byId.put(id, method);
    return method;
  }

  Method of(Digest128 digest) {
    Method known = byDigest.get(digest);
    return known == null ? add(digest) : known;
  }

  Method get(int number) {
    return byNumber[number];
  }

  int count() {
    return byNumber.length;
  }

  private Method add(Digest128 digest) {
    numbering.lock();
    try {
      Method known = byDigest.get(digest);
      if (known != null) {
        return known;
      }
      Method method = new Method(byNumber.length, digest);
      Method[] more = new Method[byNumber.length + 1];
      System.arraycopy(byNumber, 0, more, 0, byNumber.length);
      more[method.number()] = method;
      byNumber = more;
      byDigest.put(digest, method);
      return method;
    } finally {
      numbering.unlock();
    }
  }

  /** Returns the first half of the id's SHA-256 (FIPS 180-4), of its UTF-8 form. */
  static Digest128 digest(MethodId id) {
    return Sha256.of(id.toString().getBytes(UTF_8));
  }
}
