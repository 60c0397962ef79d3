package dev.locache.testkit.campaign;

/** The call to the disk at which a process stops, as if it had been killed. Not thread-safe. */
public final class HaltPoint {
  static final int EXIT_CODE = 99;

  private int left;

  HaltPoint(int point) {
    left = point;
  }

  /** Counts a call; ends this process at once if it is the one. */
  public void pass() {
    if (left-- == 0) {
      halt();
    }
  }

  /** Returns whether the call that is about to be counted is the one. */
  public boolean isHere() {
    return left == 0;
  }

  /** Ends this process at once. */
  public void halt() {
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
