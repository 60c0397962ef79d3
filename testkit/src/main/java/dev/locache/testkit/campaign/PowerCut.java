package dev.locache.testkit.campaign;

import dev.locache.testkit.campaign.DiskJournal.Operation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes of a journal what a crash may leave of it. A process that is killed leaves all that it did.
 * A power cut leaves what was synced, and of the rest anything: each write may be there, be
 * missing, torn, or have made the file longer without its bytes; each name may be there or not,
 * whatever came later. These are the states of ALICE (Pillai et al., OSDI 2014) and CrashMonkey
 * (Mohan et al., OSDI 2018), for a file system that promises no more than POSIX does.
 */
public final class PowerCut {
  private static final int REORDERED = 3;

  private final List<Operation> operations;

  private PowerCut(List<Operation> operations) {
    this.operations = operations;
  }

  /** Returns the crashes during what {@code journal} tells of. */
  public static PowerCut during(DiskJournal journal) {
    return new PowerCut(List.copyOf(journal.operations()));
  }

  /** Returns what is left if the process is killed after that many operations. */
  public DiskState killed(int done) {
    DiskState state = new DiskState();
    for (Operation operation : operations.subList(0, done)) {
      apply(operation, state);
    }
    return state;
  }

  /** Returns the same, but killed within the next operation, if that is a write. */
  public DiskState killedWithin(int done, Random random) {
    DiskState state = killed(done);
    if (operations.get(done) instanceof Operation.Write write) {
      state.write(write.node(), write.position(), cut(write.bytes(), random));
    }
    return state;
  }

  /** Returns one of the states that a power cut after that many operations may leave. */
  public DiskState cut(int done, Random random) {
    BitSet unsynced = unsynced(done);
    BitSet harmed = harmed(unsynced, random);
    boolean lostAltogether = random.nextBoolean();
    DiskState state = new DiskState();
    for (int i = 0; i < done; i++) {
      Operation operation = operations.get(i);
      if (operation instanceof Operation.Link link) {
        state.create(link.node(), link.isDirectory());
      }
      if (!harmed.get(i)) {
        apply(operation, state);
      } else if (operation instanceof Operation.Move move) {
        applySome(move, halves(move, i, done), state, random);
      } else if (operation instanceof Operation.Write write && !lostAltogether) {
        applySome(write, state, random);
      }
    }
    return state;
  }

  /** Returns which operations need not have reached the disk. */
  private BitSet unsynced(int done) {
    BitSet unsynced = new BitSet();
    Set<Integer> synced = new HashSet<>();
    for (int i = done - 1; i >= 0; i--) {
      Operation operation = operations.get(i);
      if (operation instanceof Operation.Sync sync) {
        synced.add(sync.node());
      } else {
        unsynced.set(i, !isIn(synced, operation));
      }
    }
    return unsynced;
  }

  private static boolean isIn(Set<Integer> synced, Operation operation) {
    if (operation instanceof Operation.Link link) {
      return synced.contains(link.directory());
    }
    if (operation instanceof Operation.Unlink unlink) {
      return synced.contains(unlink.directory());
    }
    if (operation instanceof Operation.Move move) {
      return synced.contains(move.from()) && synced.contains(move.to());
    }
    return synced.contains(nodeOf(operation));
  }

  private static int nodeOf(Operation operation) {
    if (operation instanceof Operation.Write write) {
      return write.node();
    }
    if (operation instanceof Operation.Resize resize) {
      return resize.node();
    }
    return operation instanceof Operation.Touch touch ? touch.node() : -1;
  }

  /** Chooses: all, a few, all but a few, or any. */
  private static BitSet harmed(BitSet unsynced, Random random) {
    BitSet harmed = new BitSet();
    int choice = random.nextInt(8);
    if (choice == 0) {
      harmed.or(unsynced);
    } else if (choice < 3) {
      harmed.or(some(unsynced, random));
    } else if (choice < 5) {
      harmed.or(unsynced);
      harmed.andNot(some(unsynced, random));
    } else {
      unsynced.stream().filter(i -> random.nextBoolean()).forEach(harmed::set);
    }
    return harmed;
  }

  private static BitSet some(BitSet unsynced, Random random) {
    int[] candidates = unsynced.stream().toArray();
    BitSet some = new BitSet();
    for (int i = random.nextInt(REORDERED); i >= 0 && candidates.length > 0; i--) {
      // Half of them among the last few, where what was done belongs together.
      int reach = random.nextBoolean() ? candidates.length : Math.min(8, candidates.length);
      some.set(candidates[candidates.length - 1 - random.nextInt(reach)]);
    }
    return some;
  }

  /** Which halves of a move have reached the disk: the new name, the end of the old one. */
  private record Halves(boolean newName, boolean oldNameGone) {}

  private Halves halves(Operation.Move move, int at, int done) {
    List<Operation> later = operations.subList(at + 1, done);
    return new Halves(
        later.contains(new Operation.Sync(move.to())),
        later.contains(new Operation.Sync(move.from())));
  }

  /** Within one directory a move is one step; between two, either half may be missing. */
  private static void applySome(
      Operation.Move move, Halves synced, DiskState state, Random random) {
    boolean oneStep = move.from() == move.to();
    if (synced.newName || (!oneStep && random.nextInt(3) == 0)) {
      state.link(move.to(), move.newName(), move.node());
    }
    if (synced.oldNameGone || (!oneStep && random.nextInt(3) == 0)) {
      state.unlink(move.from(), move.oldName());
    }
  }

  private static void applySome(Operation.Write write, DiskState state, Random random) {
    byte[] bytes = write.bytes();
    switch (random.nextInt(3)) {
      case 0 -> {
        return;
      }
      case 1 -> bytes = cut(bytes, random);
      default -> {
        bytes = bytes.clone();
        int from = random.nextInt(bytes.length + 1);
        int to =
            random.nextBoolean() ? bytes.length : from + random.nextInt(bytes.length - from + 1);
        Arrays.fill(bytes, random.nextInt(3) == 0 ? 0 : from, to, (byte) 0);
      }
    }
    state.write(write.node(), write.position(), bytes);
  }

  private static byte[] cut(byte[] bytes, Random random) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
  }

  private static void apply(Operation operation, DiskState state) {
    if (operation instanceof Operation.Link link) {
      state.create(link.node(), link.isDirectory());
      state.link(link.directory(), link.name(), link.node());
    } else if (operation instanceof Operation.Move move) {
      state.link(move.to(), move.newName(), move.node());
      state.unlink(move.from(), move.oldName());
    } else if (operation instanceof Operation.Unlink unlink) {
      state.unlink(unlink.directory(), unlink.name());
    } else if (operation instanceof Operation.Write write) {
      state.write(write.node(), write.position(), write.bytes());
    } else if (operation instanceof Operation.Resize resize) {
      state.resize(resize.node(), resize.length());
    } else if (operation instanceof Operation.Touch touch) {
      state.touch(touch.node(), touch.micros());
    }
  }
}
