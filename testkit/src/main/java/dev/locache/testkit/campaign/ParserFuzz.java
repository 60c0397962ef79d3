package dev.locache.testkit.campaign;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Feeds a parser with changed bytes. It may accept them or throw an {@link IOException}; anything
 * else that it throws, and heap beyond a bound, fails the campaign with the bytes that did it. What
 * changes the bytes is a {@link Mutator}, in {@link #run}, or a fuzzer that calls {@link #accepts}.
 */
public final class ParserFuzz {
  /** What is to be broken. */
  public interface Parser {
    /**
     * Parses, and checks what came out.
     *
     * @throws IOException if the bytes are refused, as they should be
     * @throws Exception never: that is what is looked for
     */
    void parse(byte[] bytes) throws Exception;
  }

  private final long mostHeap;
  private final UnaryOperator<byte[]> repair;
  private final Parser parser;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long allocated;
  private long mostAllocated;

  /**
   * Creates one.
   *
   * @param mostHeap the most that one input may have the thread allocate, in bytes
   * @param repair makes changed bytes look whole again, such as by a new checksum; returns them as
   *     they are where nothing is to be repaired
   */
  public ParserFuzz(long mostHeap, UnaryOperator<byte[]> repair, Parser parser) {
    this.mostHeap = mostHeap;
    this.repair = repair;
    this.parser = parser;
  }

  /**
   * Runs so many rounds and says what came out. The samples themselves must be accepted.
   *
   * @throws AssertionError if the parser lets anything escape or takes too much heap
   */
  public void run(Campaign campaign, int rounds, List<byte[]> samples) {
    for (byte[] sample : samples) {
      if (!accepts(sample.clone())) {
        throw new AssertionError("a sample is refused: " + HexFormat.of().formatHex(sample));
      }
    }
    mostAllocated = 0; // the first ones load classes
    int accepted = 0;
    Mutator mutator = new Mutator(campaign.random(0));
    for (int round = 0; round < rounds; round++) {
      accepted += accepts(mutator.next(samples)) ? 1 : 0;
    }
    campaign.result(
        rounds
            + " inputs, "
            + accepted
            + " accepted, 0 wrong, 0 escapes, at most "
            + (mostAllocated >> 10)
            + " KiB allocated for one");
  }

  /**
   * Repairs the bytes, has them parsed and tells whether they were accepted.
   *
   * @throws AssertionError if the parser lets anything escape or takes too much heap
   */
  public boolean accepts(byte[] bytes) {
    byte[] repaired = repair.apply(bytes);
    boolean accepts = parses(repaired);
    if (allocated > mostHeap) {
      parses(repaired); // the first time classes may have been loaded
    }
    mostAllocated = Math.max(mostAllocated, allocated);
    if (allocated > mostHeap) {
      throw new AssertionError(
          allocated
              + " bytes were allocated, over "
              + mostHeap
              + ", for "
              + HexFormat.of().formatHex(repaired));
    }
    return accepts;
  }

  private boolean parses(byte[] bytes) {
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      parser.parse(bytes);
      return true;
    } catch (IOException refused) {
      return false;
    } catch (Throwable escaped) {
      throw new AssertionError("escaped for " + HexFormat.of().formatHex(bytes), escaped);
    } finally {
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
  }
}
