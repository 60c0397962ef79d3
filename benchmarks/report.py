"""Writes the tables of docs/performance.md from what benchmarks/run has measured.

report.py FORM RESULTS PAGE replaces what stands in the page between the two markers of the JDK that
was measured.
"""

import datetime
import json
import os
import pathlib
import platform
import sys

BEGIN = "<!-- results on JDK {}: written by benchmarks/run -->"
END = "<!-- end of results -->"


def scores(file):
    """Yields benchmark, parameters, nanoseconds for one call, error, JDK."""
    for result in json.loads(file.read_text()):
        single = result["mode"] == "ss"
        calls = result["measurementBatchSize"] if single else 1
        metric = result["primaryMetric"]
        error = metric["scoreError"]
        yield (
            result["benchmark"].removeprefix("dev.locache.benchmarks."),
            result.get("params", {}),
            metric["score"] / calls,
            None if error in ("NaN", None) else float(error) / calls,
            f"{result['jdkVersion']} ({result['vmName']})",
        )


def nanos(value):
    return f"{value:,.0f}"


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "| --- |" + " ---: |" * (len(heads) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def measured(all_scores):
    """Returns a table of all times: a row for each benchmark and store, a column for each N."""
    sizes = sorted({int(p["entries"]) for _, p, *_ in all_scores if "entries" in p})
    rows = {}
    for name, parameters, score, error, _ in all_scores:
        what = parameters.get("service") or parameters.get("store") or ""
        size = int(parameters.get("entries", 0))
        spread = f" ± {nanos(error)}" if error is not None and error == error else ""
        rows.setdefault((name, what), {})[size] = nanos(score) + spread
    return table(
        ["ns per call"] + [f"N = {size:,}" for size in sizes],
        [
            [f"`{name}` {what}".strip()] + [row.get(size, row.get(0, "")) for size in sizes]
            for (name, what), row in rows.items()
        ],
    )


def ratios(all_scores, million, peers_in_python, threads):
    """Returns a table of the goals: what is divided by what, the bound, what was reached."""
    time = {}
    for name, parameters, score, *_ in all_scores:
        what = parameters.get("service") or parameters.get("store") or ""
        time[name, what, int(parameters.get("entries", 0))] = score
    sizes = sorted({size for *_, size in time if size})
    peers = sorted({s for n, s, _ in time if n == "GetBenchmark.get" and not s.endswith("BACKEND")})
    rows = []

    def row(goal, bound, upper, lower):
        cells = []
        for size in sizes:
            over = [time.get((n, s, size), time.get((n, s, 0))) for n, s in upper]
            under = [time.get((n, s, size), time.get((n, s, 0))) for n, s in lower]
            known = None not in over + under
            cells.append(f"{min(over) / min(under):.2f}" if known else "")
        rows.append([goal, bound] + cells)

    hit, miss = ("HitBenchmark.any", "PROTOBUF"), ("MissBenchmark.miss", "PROTOBUF")
    get, put = "GetBenchmark.get", "PutBenchmark.put"
    row("hit / hit in memory (Caffeine)", "≤ 3.5", [hit], [("HitBenchmark.any", "CAFFEINE")])
    row("hit / digest and copy", "≤ 3", [hit], [("HitFloorBenchmark.digestAndCopy", "")])
    row("hit of files / `readAllBytes`", "≤ 1.5", [("HitBenchmark.any", "FILES")], [(get, "PLAIN_FILES")])
    row("miss / append", "≤ 4", [miss], [("AppendBenchmark.append", "")])
    row("miss / locked append", "≤ 3", [miss], [("AppendBenchmark.lockedAppend", "")])
    row("miss of files / put by an atomic move", "≤ 1.3", [("MissBenchmark.miss", "FILES")], [(put, "PLAIN_FILES")])
    row("hit / fastest peer's get", "≤ 1", [hit], [(get, peer) for peer in peers])
    row("backend's get / fastest peer's get", "≤ 1", [(get, "PROTOBUF_BACKEND")], [(get, peer) for peer in peers])
    row("SQLite's get / hit", "≥ 5", [(get, "SQLITE")], [hit])
    kept = [peer for peer in peers if peer != "MVSTORE_LATE"]  # a kill undoes its puts
    row("fastest peer's put / miss", "≥ 2", [(put, peer) for peer in kept], [miss])
    row("SQLite's put / miss", "≥ 10", [(put, "SQLITE")], [miss])
    row("hit of 1 MB / positional read", "≤ 1.5", [("LargeValueBenchmark.protobuf", "")], [("LargeValueBenchmark.positionalRead", "")])
    row("hit of 1 MB in files / `readAllBytes`", "≤ 1.5", [("LargeValueBenchmark.files", "")], [("LargeValueBenchmark.readAllBytes", "")])
    for service, file_bounds in (("PROTOBUF", ("≥ 30", "≥ 50")), ("FILES", ("≥ 2.5", "≥ 8"))):
        what = "hit" if service == "PROTOBUF" else "hit of files"
        for peer, bound in zip(("diskcache", "joblib"), file_bounds):
            if f"{peer} hit" in peers_in_python:
                in_java = time.get(("HitBenchmark.any", service, peers_in_python["entries"]))
                ratio = peers_in_python[f"{peer} hit"] / in_java if in_java else None
                at = [f"{ratio:.0f}" if ratio and size == peers_in_python["entries"] else "" for size in sizes]
                rows.append([f"{peer}'s hit (Python) / {what}", bound] + at)
    for name, parameters, score, *_ in threads:
        alone = time.get((name, parameters["service"], int(parameters["entries"])))
        at = [f"{2 * alone / score:.2f}" if alone and size == int(parameters["entries"]) else "" for size in sizes]
        rows.append([f"hits by two threads / by one, {parameters['service'].lower()}", "≥ 1.8"] + at)
    rows.append(["hot hit at a million / at a thousand", "≤ 1.2"] + [f"{million['many.hot hit ns'] / million['few.hot hit ns']:.2f}"] * len(sizes))
    rows.append(["any hit at a million / at a thousand", "≤ 8"] + [f"{million['many.hit ns'] / million['few.hit ns']:.2f}"] * len(sizes))
    return table(["goal", "bound"] + [f"N = {size:,}" for size in sizes], rows)


def cold_goals(cold, million):
    """Returns a table of what a program's start costs: the bound, what was reached."""
    rows = [
        ["first hit, files", "≤ 45 ms", f"{cold['files, first hit ms']:.0f} ms"],
        ["first hit, protobuf", "≤ 75 ms", f"{cold['protobuf, first hit ms']:.0f} ms"],
        ["wrap with the index of an earlier run", "≤ 25 ms", f"{cold['files, wrap ms']:.0f} ms"],
        ["wrap without", "≤ 200 ms", f"{cold['files, wrap without index ms']:.0f} ms"],
        [
            "SQLite's first get / protobuf's first hit",
            "≥ 3",
            f"{cold['SQLITE, first get ms'] / cold['protobuf, first hit ms']:.1f}",
        ],
        [
            "a million entries opened, more than a thousand",
            "≤ 20 ms",
            f"{(million['many.open ns'] - million['few.open ns']) / 1e6:.0f} ms",
        ],
    ]
    return table(["a program's start, over an empty `main`", "bound", ""], rows)


def machine():
    cpu = ""
    info = pathlib.Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].split(":", 1)[1].strip() if names else ""
    return f"{os.cpu_count()} × {cpu or platform.machine()}, {platform.system()} {platform.release()}"


def main(form, results, page):
    results, page = pathlib.Path(results), pathlib.Path(page)
    all_scores = list(scores(results / "timed.json")) + list(scores(results / "counted.json"))
    threads = list(scores(results / "threads.json"))
    million, cold, python = (
        json.loads((results / f"{name}.json").read_text()) for name in ("million", "cold", "peers")
    )
    jdk = all_scores[0][4]
    parts = [
        f"Form `{form}`, {datetime.date.today()}, {machine()}, JDK {jdk}.\n",
        "### Goals\n",
        ratios(all_scores, million, python, threads),
        cold_goals(cold, million),
        "### Times\n",
        measured(all_scores),
        "### A program's start\n",
        table(["milliseconds over an empty `main`", ""], [[n, f"{v:,.0f}"] for n, v in cold.items()]),
        "### A million entries\n",
        table(["figure", "value"], [[name, f"{value:,.1f}"] for name, value in million.items()]),
        "### Python\n",
        table(["ns per call", ""], [[n, nanos(v)] for n, v in python.items()]),
    ]
    text = page.read_text()
    begin = BEGIN.format(jdk.split(".")[0])
    before, rest = text.split(begin)
    after = rest.split(END, 1)[1]
    page.write_text(before + begin + "\n" + "\n".join(parts) + "\n" + END + after)


if __name__ == "__main__":
    main(*sys.argv[1:])
