package dev.locache.fingerprint;

/**
 * Names classes that have no name of their own. A compiler numbers anonymous and local classes, and
 * every one added moves the numbers of those behind it; so the number must not reach a fingerprint,
 * and the content must.
 */
sealed interface NumberedNames permits ContentNames, Expansion {
  /** Returns the name to write for a numbered class. */
  String nameOf(ClassFile numbered);
}
