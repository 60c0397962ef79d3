package dev.locache.benchmarks;

/** The method whose results are remembered: two small arguments, a result of a hundred letters. */
public interface Describer {
  /** Describes the item with that number and name. */
  String describe(int id, String name);
}
