package dev.locache.campaigns;

import java.util.List;

/** What services of another code source implement, whose results an attacker replaces. */
public final class Victims {
  private Victims() {}

  /** Results of any kind that the codec over Java serialization takes. */
  public interface Anything {
    /** Returns something. */
    Object result(int number);
  }

  /** Results of a kind that every codec takes. */
  public interface Names {
    /** Returns names. */
    List<String> result(int number);
  }
}
