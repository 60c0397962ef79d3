package dev.locache.key;

/** What an object of a state counts as, by its class. */
enum StatePart {
  /** Told by the user's key encoder. */
  STAND_IN,
  /** Cannot change a result. */
  LEFT_OUT,
  /** Written where it stands. */
  VALUE,
  /** A collection, map, array or holder of the platform: told by what it holds. */
  CONTAINER,
  /** A record, or of the application's own code: told by its class and its fields. */
  OBJECT,
  /** Told by its code and by what it captured. */
  LAMBDA,
  /** Told by its interfaces and its handler. */
  PROXY,
  /** Its content is not known. */
  PROBLEM
}
