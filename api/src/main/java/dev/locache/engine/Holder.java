package dev.locache.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A thread that loads, and so holds a lock that other processes may wait for, while the method may
 * call another cached one. Two such threads of two processes could wait for each other for ever,
 * and no process can see that. So a holder does not wait for long, and once it has waited in vain,
 * no more at all until its outermost load has ended.
 *
 * <p>Fields are used by the thread itself alone; others ask whether it is in the table.
 */
final class Holder {
  private static final Map<Thread, Holder> HOLDERS = new ConcurrentHashMap<>();

  private int loads;
  private boolean impatient;

  private Holder() {}

  /** This thread begins to load. */
  static void enter() {
    ofThisThread().loads++;
  }

  /** This thread has given its lock back. */
  static void leave() {
    Holder holder = ofThisThread();
    holder.loads--;
    if (holder.loads == 0) {
      HOLDERS.remove(Thread.currentThread());
    }
  }

  /** This thread has waited in vain, and is about to load. */
  static void gaveUp() {
    ofThisThread().impatient = true;
  }

  /** Returns whether this thread has waited in vain since its outermost load began. */
  static boolean impatient() {
    Holder holder = HOLDERS.get(Thread.currentThread());
    return holder != null && holder.impatient;
  }

  /** Returns whether that thread holds a lock. */
  static boolean is(Thread thread) {
    return HOLDERS.containsKey(thread);
  }

  private static Holder ofThisThread() {
    Thread me = Thread.currentThread();
    @Nullable Holder known = HOLDERS.get(me);
    if (known != null) {
      return known;
    }
    Holder created = new Holder();
    HOLDERS.put(me, created);
    return created;
  }
}
