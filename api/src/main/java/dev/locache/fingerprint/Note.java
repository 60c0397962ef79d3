package dev.locache.fingerprint;

/**
 * Something in the application's code that a fingerprint cannot answer for.
 *
 * @param what the call, field or type, as people write it: {@code java.lang.Class.forName}
 * @param method where it was met first: {@code com.example.Plugins.load}
 */
record Note(Kind kind, String what, String method) {
  enum Kind {
    /** Code that is found by name when it runs cannot be followed. */
    REFLECT("reaches code by name through"),
    /** Clock, chance or environment. */
    IMPURE("depends on"),
    /** Whoever sets the field decides. */
    MUTABLE_STATIC("reads or sets the static field"),
    NATIVE("runs native code in"),
    /** Nothing that was reached makes such an object, so all subtypes count. */
    OPEN("is handed objects of unknown origin of type");

    private final String verb;

    Kind(String verb) {
      this.verb = verb;
    }
  }

  /** Returns the note as a sentence about the method: {@code a.B.c depends on a.D.e}. */
  String text() {
    return String.join(" ", method, kind.verb, what);
  }
}
