package dev.locache.fingerprint;

/** What services over real libraries do: public, as classes of other loaders implement it. */
public interface RealService {
  /** Returns something that depends on {@code text}, and on much code. */
  String answer(String text);
}
