"""Measures what remembers results on disk in Python, by the same work as the benchmarks in Java.

peers.py FILE ENTRIES... fills joblib.Memory and diskcache's memoize with so many entries, for each
number in turn, and writes nanoseconds per call to FILE, as JSON: the median of five rounds. What is
not installed is left out (Debian: python3-joblib, python3-diskcache).
"""

import json
import pathlib
import random
import shutil
import statistics
import sys
import tempfile
import time

ROUNDS = 5
HITS = 2_000
MISSES = 500


def describe(id, name):
    return (
        "the item with the number " + str(id) + " is called " + name
        + ", and this is all that there is to be said about it"
    )


def name(id):
    return "name-" + str(id % 1_000)


def joblib_describe(directory):
    import joblib

    return joblib.Memory(directory, verbose=0).cache(describe)


def diskcache_describe(directory):
    import diskcache

    return diskcache.Cache(directory).memoize()(describe)


def nanos(cached, ids):
    start = time.perf_counter_ns()
    for id in ids:
        cached(id, name(id))
    return (time.perf_counter_ns() - start) / len(ids)


def measure(make, entries):
    directory = tempfile.mkdtemp(prefix="locache-peers")
    try:
        cached = make(directory)
        nanos(cached, range(entries))
        chance = random.Random(1)
        hits = [nanos(cached, [chance.randrange(entries) for _ in range(HITS)]) for _ in range(ROUNDS)]
        firsts = [entries + round * MISSES for round in range(ROUNDS)]
        misses = [nanos(cached, range(first, first + MISSES)) for first in firsts]
        return statistics.median(hits), statistics.median(misses)
    finally:
        shutil.rmtree(directory)


def main(file, *sizes):
    figures = {}
    for size in sizes:
        for peer, make in (("joblib", joblib_describe), ("diskcache", diskcache_describe)):
            try:
                hit, miss = measure(make, int(size))
            except ImportError:
                print(f"{peer} is not installed, left out", file=sys.stderr)
                continue
            figures[f"{peer}, hit, {size}"] = hit
            figures[f"{peer}, miss, {size}"] = miss
            print(f"{peer}, {size} entries: hit {hit:,.0f} ns, miss {miss:,.0f} ns")
    pathlib.Path(file).write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
