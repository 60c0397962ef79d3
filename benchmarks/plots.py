"""Draws what was measured as SVG, with Python's own library alone.

Each plot is rows of dots, a colour for each number of entries or bytes, with a line from the least
to the most. There is no background: all colours are of middling lightness, to be read on a light page
and on a dark one. The same figures give the same bytes.
"""

import html
import math

LABELS, WIDTH, ROW, TOP, BOTTOM, RIGHT = 260, 500, 22, 58, 34, 25
TEXT, GRID = "#7a828c", "#8c95a0"
COLOURS = ("#2f81d6", "#d9771f", "#3f9e57")
NAMES = {
    "PROTOBUF": "Locache, protobuf",
    "FILES": "Locache, files",
    "CAFFEINE": "Caffeine, in memory",
    "PROTOBUF_BACKEND": "protobuf backend alone",
    "FILES_BACKEND": "files backend alone",
    "PLAIN_FILES": "plain files",
    "LMDB": "LMDB",
    "SQLITE": "SQLite",
    "MVSTORE": "MVStore",
    "MVSTORE_LATE": "MVStore, late commits",
    "ROCKSDB": "RocksDB",
    "MAPDB": "MapDB",
    "EHCACHE": "Ehcache's disk tier",
    "APPENDED": "one plain file",
}


def time_label(nanos):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanos >= size:
            return f"{nanos / size:g} {unit}"
    return f"{nanos:g} ns"


class Axis:
    """Where a value is, and which values get a line: powers of ten, or a linear scale from zero."""

    def __init__(self, values, log):
        self.log = log
        if log:
            self.least, self.most = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
            self.most = max(self.most, self.least + 1)
            self.ticks = [10.0**power for power in range(self.least, self.most + 1)]
        else:
            step = 10.0 ** math.floor(math.log10(max(values)))
            step = step if max(values) / step > 4 else step / 4
            self.least, self.most = 0, math.ceil(max(values) / step) * step
            self.ticks = [step * i for i in range(round(self.most / step) + 1)]

    def x(self, value):
        at = math.log10(value) if self.log else value
        return LABELS + WIDTH * (at - self.least) / (self.most - self.least)


def text(x, y, words, anchor="start", weight="normal"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}">'
        f"{html.escape(words)}</text>"
    )


def svg(title, rows, series, tick_label, log=True):
    """Rows are pairs of a label and a dictionary from a name in `series` to median, least, most;
    a row without any is a heading."""
    axis = Axis([v for _, dots in rows for dot in dots.values() for v in dot if v > 0], log)
    height = TOP + ROW * len(rows) + BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LABELS + WIDTH + RIGHT} {height}" '
        f'font-family="sans-serif" font-size="12" fill="{TEXT}">',
        f"<title>{html.escape(title)}</title>",
        text(10, 18, title, weight="bold"),
    ]
    foot = TOP + ROW * len(rows)
    for tick in axis.ticks:
        x = axis.x(tick)
        parts.append(f'<path d="M{x:.1f} {TOP - 6}V{foot}" stroke="{GRID}" stroke-opacity="0.35"/>')
        parts.append(text(x, foot + 18, tick_label(tick), "middle"))
    left = LABELS
    for name, colour in zip(series, COLOURS):
        parts.append(f'<circle cx="{left + 5}" cy="36" r="5" fill="{colour}"/>')
        parts.append(text(left + 15, 40, name))
        left += 40 + 7 * len(name)
    for number, (label, dots) in enumerate(rows):
        y = TOP + ROW * number + ROW / 2
        ours = not dots or label.startswith("Locache")
        parts.append(text(10 if not dots else 22, y + 4, label, weight="bold" if ours else "normal"))
        for name, colour in zip(series, COLOURS):
            if name in dots:
                median, least, most = (axis.x(value) for value in dots[name])
                parts.append(
                    f'<path d="M{least:.1f} {y}H{most:.1f}" stroke="{colour}" stroke-width="2" stroke-opacity="0.5"/>'
                )
                parts.append(f'<circle cx="{median:.1f}" cy="{y}" r="5" fill="{colour}" fill-opacity="0.9"/>')
    return "\n".join(parts + ["</svg>"]) + "\n"


def timed_rows(run, heading, what, name):
    """Returns a heading and a row for each store, the quickest first."""
    rows = {}
    for t in run.times:
        if t["what"] == what:
            dot = (t["median"], t["least"], t["most"])
            rows.setdefault(NAMES.get(t["of"], "digest and copy"), {})[name(t["n"])] = dot
    ordered = sorted(rows.items(), key=lambda row: min(median for median, *_ in row[1].values()))
    return [(heading, {}), *ordered] if ordered else []


def entries(n):
    return f"{n:,} entries"


def size(n):
    for unit, factor in (("MB", 1 << 20), ("KB", 1 << 10)):
        if n >= factor:
            return f"{n // factor} {unit}"
    return f"{n} bytes"


def timed_plot(run, title, groups, name):
    rows = [row for heading, what in groups for row in timed_rows(run, heading, what, name)]
    whats = [what for _, what in groups]
    numbers = sorted({t["n"] for t in run.times if t["what"] in whats})
    return svg(title, rows, [name(n) for n in numbers], time_label) if rows else None


def start_plot(run, title):
    figures = {n.removesuffix(" ms"): ms for n, ms in run.figures.get("start", {}).items()}
    empty = figures.pop("empty", None)
    if empty is None:
        return None
    rows = []
    for name, millis in sorted(figures.items(), key=lambda figure: figure[1]):
        store, comma, rest = name.partition(", ")
        known = {"files": "Locache, files", "protobuf": "Locache, protobuf", **NAMES}
        label = known.get(store, store) + (comma + rest if rest != "first get" else "")
        rows.append((label.replace("first hit", "hit"), {"median": (millis,) * 3}))
    return svg(title, rows, ["median"], lambda tick: f"{tick:g} ms", log=False)


def draw(jdk, run, directory):
    """Writes the plots of one JDK; returns the names of their files, each with its title."""
    hits = [
        ("whole hits", "HitBenchmark.any"),
        ("the least there can be", "HitFloorBenchmark.digestAndCopy"),
        ("gets, key given", "GetBenchmark.get"),
    ]
    misses = [("whole misses, stored", "MissBenchmark.miss"), ("puts, key given", "PutBenchmark.put")]
    sizes = [("whole hits, and reads", "ValueSizeBenchmark.hit"), ("whole misses, and writes", "ValueSizeBenchmark.miss")]
    titled = {
        "hits": f"Hits and gets, JDK {jdk}",
        "misses": f"Misses and puts, JDK {jdk}",
        "sizes": f"By the size of values, JDK {jdk}",
        "start": f"A program's start over an empty main, JDK {jdk}",
    }
    drawn = {
        "hits": timed_plot(run, titled["hits"], hits, entries),
        "misses": timed_plot(run, titled["misses"], misses, entries),
        "sizes": timed_plot(run, titled["sizes"], sizes, size),
        "start": start_plot(run, titled["start"]),
    }
    files = []
    for name, picture in drawn.items():
        if picture is not None:
            file = f"{jdk}-{name}.svg"
            (directory / file).write_text(picture)
            files.append((file, titled[name]))
    return files
