package dev.locache.key;

/** How objects within other objects are written: whole, or by reference. */
interface Items {
  /** Writes an object whose place in its owner is given. */
  void item(Object value, KeyOutput out) throws UnencodableException;

  /**
   * Writes an object that will be sorted by the bytes written: they must be the same wherever it
   * comes among its neighbours.
   */
  void unordered(Object value, KeyOutput out) throws UnencodableException;
}
