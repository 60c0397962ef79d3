package dev.locache.benchmarks;

/** Costs next to nothing, so that what is measured is the cache. */
final class TextDescriber implements Describer {
  private static final int NAMES = 1_000;
  private static final String[] ALL_NAMES = new String[NAMES];

  static {
    for (int i = 0; i < NAMES; i++) {
      ALL_NAMES[i] = "name-" + i;
    }
  }

  /** Returns the name of an item. There are few, so that they stay in the processor's caches. */
  static String name(int id) {
    return ALL_NAMES[id % NAMES];
  }

  @Override
  public String describe(int id, String name) {
    return "the item with the number "
        + id
        + " is called "
        + name
        + ", and this is all that there is to be said about it";
  }
}
