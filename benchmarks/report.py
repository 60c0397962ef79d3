"""Writes docs/performance.md's tables and plots from what benchmarks/run has measured.

report.py FORM RESULTS DOCS [PART...] gathers the files in RESULTS, whose name is the JDK's number,
into DOCS/performance/<number>.json; if only some parts were measured, the others stay as they are
there, provided that they are of the same machine. From all such files it then writes the goals, and
for each JDK the plots and what stands between its two markers: nothing but those files decides what
is written.
"""

import datetime
import json
import os
import pathlib
import platform
import statistics
import sys

import plots

GOALS = "<!-- goals: written by benchmarks/run -->"
BEGIN = "<!-- results on JDK {}: written by benchmarks/run -->"
END = "<!-- end of results -->"
PEERS = ("LMDB", "SQLITE", "MVSTORE_LATE", "MVSTORE", "ROCKSDB", "MAPDB", "EHCACHE", "PLAIN_FILES")
LOST_WHEN_KILLED = ("MVSTORE_LATE", "MAPDB", "EHCACHE")
MILLION, MANY, FEW = 1_000_000, 100_000, 1_000
MEGABYTE = 1 << 20


def machine():
    cpu = ""
    info = pathlib.Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].split(":", 1)[1].strip() if names else ""
    return f"{os.cpu_count()} × {cpu or platform.machine()}, {platform.system()} {platform.release()}"


def timing(result):
    """Returns one benchmark's time for a call in nanoseconds: the median, least and most of all
    iterations, with what was asked (`of`) and how many entries or bytes there were (`n`)."""
    calls = result["measurementBatchSize"] if result["mode"] == "ss" else 1
    given = result.get("params", {})
    rounds = [value / calls for fork in result["primaryMetric"]["rawData"] for value in fork]
    return {
        "what": result["benchmark"].removeprefix("dev.locache.benchmarks."),
        "of": given.get("service") or given.get("store") or given.get("keeper") or "",
        "n": int(given.get("entries") or given.get("bytes") or 0),
        "median": round(statistics.median(rounds), 1),
        "least": round(min(rounds), 1),
        "most": round(max(rounds), 1),
    }


def gathered(form, results):
    """Returns all that was measured on one JDK."""
    jdk, times, figures = results.name, [], {}
    for file in sorted(results.glob("*.json")):
        measured = json.loads(file.read_text())
        if isinstance(measured, list):
            times += [timing(result) for result in measured]
            jdk = f"{measured[0]['jdkVersion']} ({measured[0]['vmName']})"
        else:
            figures[file.stem] = {name: round(value, 3) for name, value in measured.items()}
    about = {"form": form, "date": str(datetime.date.today()), "machine": machine(), "jdk": jdk}
    return {"about": about, "times": times, "figures": figures}


def completed(measured, parts, file):
    """Returns what was measured of some parts, with the others from an earlier run's file."""
    if not parts or not file.exists():
        return measured
    earlier = json.loads(file.read_text())
    if earlier["about"]["machine"] != measured["about"]["machine"]:
        return measured
    again = earlier["about"].get("again", {}) | {part: measured["about"]["date"] for part in parts}
    both = earlier["times"] + measured["times"]
    times = {(time["what"], time["of"], time["n"]): time for time in both}
    return {
        "about": earlier["about"] | {"again": again},
        "times": list(times.values()),
        "figures": earlier["figures"] | measured["figures"],
    }


class Run:
    """What was measured on one JDK, to be asked by name. What was not measured is None."""

    def __init__(self, measured):
        self.about, self.times = measured["about"], measured["times"]
        self.figures = measured["figures"]
        self.medians = {(t["what"], t["of"], t["n"]): t["median"] for t in self.times}

    def time(self, what, of="", n=0):
        return self.medians.get((what, of, n))

    def figure(self, part, name):
        return self.figures.get(part, {}).get(name)

    def fastest(self, what, n, peers):
        return min(filter(None, (self.time(what, peer, n) for peer in peers)), default=None)


def number(value):
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


class Goal:
    """One row: `measured(run)` returns the figure and how it came about, or None."""

    def __init__(self, number, text, sign, bound, unit, measured):
        self.number, self.text, self.sign, self.bound = number, text, sign, bound
        self.unit, self.measured = unit, measured

    def cell(self, run):
        found = self.measured(run)
        if found is None:
            return "not measured"
        figure, how = found
        met = figure <= self.bound if self.sign == "≤" else figure >= self.bound
        text = f"{figure:,.2f}" if abs(figure) < 100 and not self.unit else f"{figure:,.0f}{self.unit}"
        return (text if met else f"**{text}**") + (f" ({how})" if how else "")

    def row(self, runs):
        return [self.number, self.text, f"{self.sign} {self.bound:g}{self.unit}"] + [
            self.cell(run) for run in runs
        ]


def ratio(number, text, sign, bound, upper, lower):
    """A goal for one time in others; `upper` and `lower` return nanoseconds, or None."""

    def measured(run):
        over, under = upper(run), lower(run)
        if over is None or under is None:
            return None
        return over / under, f"{round(over):,} / {round(under):,} ns"

    return Goal(number, text, sign, bound, "", measured)


def time(what, of="", n=0):
    return lambda run: run.time(what, of, n)


def fastest(what, n, peers):
    return lambda run: run.fastest(what, n, peers)


def hit(n, of="PROTOBUF"):
    return time("HitBenchmark.any", of, n)


def get(n, of):
    return time("GetBenchmark.get", of, n)


def figure(part, name):
    return lambda run: run.figure(part, name)


def million(name):
    return figure("million", name)


def start(number, text, bound, name):
    def measured(run):
        millis = run.figure("start", name + " ms")
        return None if millis is None else (millis, "")

    return Goal(number, text, "≤", bound, " ms", measured)


def quotient(number, text, sign, bound, part, upper, lower, unit=""):
    def measured(run):
        over, under = run.figure(part, upper), run.figure(part, lower)
        return None if over is None or under is None else (over / under, f"{over:,.0f} / {under:,.0f}{unit}")

    return Goal(number, text, sign, bound, "", measured)


def together(text, bound, of, machine_of, what, who):
    """A goal for two at once, and beside it what the machine alone gives them."""

    def measured(run):
        found = run.figure("together", f"{of}, {what}, two {who} / one")
        alone = run.figure("together", f"{machine_of}, {what}, two {who} / one")
        return None if found is None else (found, f"machine {alone:.2f}")

    return Goal("9", text, "≥", bound, "", measured)


def opened_later(run):
    many, few = run.figure("million", "many.open ns"), run.figure("million", "few.open ns")
    return None if many is None else ((many - few) / 1e6, f"{many / 1e6:.0f} - {few / 1e6:.0f} ms")


def disk(run):
    taken = run.figure("million", "disk bytes per entry of 182")
    return None if taken is None else (taken / 182, f"{taken:.0f} / 182 bytes")


def python(text, bound, peer, what, of_time):
    return ratio("7", text, "≥", bound, figure("python", f"{peer}, {what}, {FEW}"), of_time)


def goals():
    miss, put = "MissBenchmark.miss", "PutBenchmark.put"
    kept = [peer for peer in PEERS if peer not in LOST_WHEN_KILLED]
    append = "AppendBenchmark."
    floor = "HitFloorBenchmark.digestAndCopy"
    size_hit = "ValueSizeBenchmark.hit"
    at_few, at_many, at_million = "1,000", "100,000", "a million"
    yield ratio("1", f"hit / hit in memory (Caffeine), {at_few}", "≤", 3.5, hit(FEW), hit(FEW, "CAFFEINE"))
    yield ratio("1", f"the same, {at_million}", "≤", 1, hit(MILLION), hit(MILLION, "CAFFEINE"))
    for n, at in ((FEW, at_few), (MANY, at_many), (MILLION, at_million)):
        yield ratio("2", f"hit / digest and copy, {at}", "≤", 3, hit(n), time(floor, "", n))
    for n, at in ((FEW, at_few), (MANY, at_many)):
        yield ratio("3", f"hit of files / `readAllBytes`, {at}", "≤", 1.5, hit(n, "FILES"), get(n, "PLAIN_FILES"))
    yield ratio("4", "hot hit, a million / a thousand", "≤", 1.2, million("many.hot hit ns"), million("few.hot hit ns"))
    yield ratio("4", "any hit, a million / a thousand", "≤", 8, million("many.hit ns"), million("few.hit ns"))
    yield ratio("4", "any hit of files, 100,000 / a thousand", "≤", 2.5, hit(MANY, "FILES"), hit(FEW, "FILES"))
    yield ratio("4", "any hit of files, a million / a thousand", "≤", 2.5, hit(MILLION, "FILES"), hit(FEW, "FILES"))
    stored = time(miss, "PROTOBUF", MANY)
    yield ratio("5", f"miss / append, {at_many}", "≤", 4, stored, time(append + "append"))
    yield ratio("5", f"miss / locked append, {at_many}", "≤", 3, stored, time(append + "lockedAppend"))
    yield ratio("5", f"miss of files / put by an atomic move, {at_few}", "≤", 1.3, time(miss, "FILES", FEW), time(put, "PLAIN_FILES", FEW))
    for n, at in ((FEW, at_few), (MANY, at_many)):
        yield ratio("6", f"SQLite's get / hit, {at}", "≥", 5, get(n, "SQLITE"), hit(n))
        yield ratio("6", f"Ehcache's get / hit, {at}", "≥", 6, get(n, "EHCACHE"), hit(n))
        yield ratio("6", f"backend's get / LMDB's get, {at}", "≤", 1, get(n, "PROTOBUF_BACKEND"), get(n, "LMDB"))
        yield ratio("6", f"backend's get / fastest peer's get, {at}", "≤", 1, get(n, "PROTOBUF_BACKEND"), fastest("GetBenchmark.get", n, PEERS))
        yield ratio("6", f"hit / fastest peer's get, {at}", "≤", 1, hit(n), fastest("GetBenchmark.get", n, PEERS))
    yield ratio("6", f"SQLite's put / miss, {at_many}", "≥", 10, time(put, "SQLITE", MANY), stored)
    yield ratio("6", f"fastest peer's put that a kill leaves / miss, {at_many}", "≥", 2, fastest(put, MANY, kept), stored)
    yield python("diskcache's hit (Python) / hit", 30, "diskcache", "hit", hit(FEW))
    yield python("joblib's hit (Python) / hit", 50, "joblib", "hit", hit(FEW))
    yield python("diskcache's hit (Python) / hit of files", 2.5, "diskcache", "hit", hit(FEW, "FILES"))
    yield python("joblib's hit (Python) / hit of files", 8, "joblib", "hit", hit(FEW, "FILES"))
    yield python("diskcache's miss (Python) / miss", 20, "diskcache", "miss", time(miss, "PROTOBUF", FEW))
    yield start("8", "first hit, files", 45, "files, first hit")
    yield start("8", "first hit, protobuf", 75, "protobuf, first hit")
    yield quotient("8", "SQLite's first get / protobuf's first hit", "≥", 3, "start", "SQLITE, first get ms", "protobuf, first hit ms", " ms")
    yield Goal("8", "a million entries opened, more than a thousand", "≤", 20, " ms", opened_later)
    yield start("start", "wrap with the index of an earlier run", 25, "files, wrap")
    yield start("start", "wrap without", 200, "files, wrap without index")
    for of, alone in (("protobuf", "digest and copy"), ("files", "read all bytes")):
        for who in ("threads", "processes"):
            yield together(f"hits by two {who} / by one, {of}", 1.8, of, alone, "hits", who)
        yield together(f"95 hits and 5 stores by two threads / by one, {of}", 1.4, of, alone, "mix", "threads")
    yield Goal("10", "disk / key and value of 182 bytes", "≤", 1.5, "", disk)
    yield ratio("10", "hit of 1 MB / positional read", "≤", 1.5, time(size_hit, "PROTOBUF", MEGABYTE), time(size_hit, "APPENDED", MEGABYTE))
    yield ratio("10", "hit of 1 MB in files / `readAllBytes`", "≤", 1.5, time(size_hit, "FILES", MEGABYTE), time(size_hit, "PLAIN_FILES", MEGABYTE))


def goal_table(runs):
    heads = ["", "goal", "bound"] + [f"JDK {jdk}" for jdk in runs]
    text = table(heads, [goal.row(runs.values()) for goal in goals()])
    return text.replace("| --- | ---: |", "| --- | --- |", 1)


def times(run, sizes):
    """Returns a table: a row for each benchmark and store, a column for each number `n`."""
    chosen = [t for t in run.times if t["what"].startswith("ValueSize") == sizes]
    if not chosen:
        return ""
    columns = sorted({t["n"] for t in chosen if t["n"]})
    rows = {}
    for t in chosen:
        spread = f"{number(t['median'])} ({number(t['least'])}–{number(t['most'])})"
        rows.setdefault((t["what"], t["of"]), {})[t["n"]] = spread
    head = "{:,} bytes" if sizes else "N = {:,}"
    return table(
        ["ns per call"] + [head.format(n) for n in columns],
        [
            [f"`{what}` {of}".strip()] + [row.get(n, row.get(0, "")) for n in columns]
            for (what, of), row in rows.items()
        ],
    )


def at_once(figures):
    rows = {}
    for name, value in figures.items():
        if name != "entries":
            who, what, column = name.split(", ")
            rows.setdefault((who, what), {})[column] = number(value)
    columns = ("calls per second", "two threads / one", "two processes / one")
    return table(
        [f"N = {figures['entries']:,.0f}", "calls per second by one thread", *columns[1:]],
        [[f"{who}, {what}"] + [row[column] for column in columns] for (who, what), row in rows.items()],
    )


def section(jdk, run, drawn):
    """Returns all that is said of one JDK."""
    about = run.about
    again = "".join(f" `{part}` again on {date}." for part, date in about.get("again", {}).items())
    run_on = f"{about['date']}, {about['machine']}, JDK {about['jdk']}"
    parts = [f"Form `{about['form']}`, {run_on}.{again}\n"]
    parts += [f"![{title}](performance/{file})\n" for file, title in drawn]
    parts += ["### Times\n\nThe median of all iterations, and in brackets the least and the most.\n"]
    parts += [times(run, sizes) for sizes in (False, True)]
    if "together" in run.figures:
        parts += ["### Two at once\n", at_once(run.figures["together"])]
    for part, title, head in (
        ("start", "A program's start", "milliseconds over an empty `main`"),
        ("million", "A million entries", "figure"),
        ("python", "Python", "ns per call"),
    ):
        if part in run.figures:
            rows = [[name, f"{value:,.1f}"] for name, value in run.figures[part].items()]
            parts += [f"### {title}\n", table([head, ""], rows)]
    return "\n".join(parts)


def replaced(page, begin, text):
    before, rest = page.split(begin)
    return before + begin + "\n" + text + "\n" + END + rest.split(END, 1)[1]


def main(form, results, docs, *parts):
    results, docs = pathlib.Path(results), pathlib.Path(docs)
    data = docs / "performance"
    data.mkdir(exist_ok=True)
    file = data / f"{results.name}.json"
    measured = completed(gathered(form, results), parts, file)
    file.write_text(json.dumps(measured, indent=1) + "\n")
    runs = {int(file.stem): Run(json.loads(file.read_text())) for file in data.glob("*.json")}
    runs = dict(sorted(runs.items()))
    page = (docs / "performance.md").read_text()
    for jdk, run in runs.items():
        drawn = plots.draw(jdk, run, data)
        page = replaced(page, BEGIN.format(jdk), section(jdk, run, drawn))
    page = replaced(page, GOALS, goal_table(runs))
    (docs / "performance.md").write_text(page)


if __name__ == "__main__":
    main(*sys.argv[1:])
