"""The peers of the rating benchmark: the same ratings by Polars and by plain Python.

Called by the bench `ratio` with a folder of columns that it wrote; prints one JSON line a peer:
name, best seconds of the runs, and a digest of every inspection's total and overall rating, so
that a peer that did something else is found out. Reading the files is not timed for anybody.

Columns (little-endian): inspection.u32, question.u8 (0 to 20, in the framework's order),
answer.u8 (0 no, 1 yes, 2 not applicable), entered.u8 (five points an inspection: 1.1 to 1.4, 3.4).
"""

import array
import hashlib
import json
import sys
import time
from pathlib import Path

# Questions 0 to 11 belong to 2.1 to 2.4, 12 to 20 to 3.1 to 3.3: three to a standard.
STANDARDS = 7
QUESTIONS = 21


def digest(totals, overalls):
    """One digest over (total, overall) of every inspection, in order."""
    both = bytearray()
    for total, overall in zip(totals, overalls):
        both.append(total)
        both.append(overall)
    return hashlib.sha256(both).hexdigest()


def band(percent):
    """H-7: the points of a whole per cent."""
    return (percent >= 50) + (percent >= 65) + (percent >= 80)


def overall_of(total):
    """H-23: the overall rating of a total of 36."""
    return (total > 6) + (total > 18) + (total > 30)


def plain(inspection, question, answer, entered, count):
    """What somebody would write without a library."""
    yes = [0] * (count * QUESTIONS)
    base = [0] * (count * QUESTIONS)
    for i, q, a in zip(inspection, question, answer):
        if a != 2:
            at = i * QUESTIONS + q
            base[at] += 1
            yes[at] += a
    totals, overalls = [], []
    for i in range(count):
        total = sum(entered[i * 5 : i * 5 + 5])
        for s in range(STANDARDS):
            lowest = 3
            for q in range(3):
                at = i * QUESTIONS + s * 3 + q
                if base[at]:
                    percent = (200 * yes[at] + base[at]) // (2 * base[at])
                    lowest = min(lowest, band(percent))
            total += lowest
        totals.append(total)
        overalls.append(overall_of(total))
    return digest(totals, overalls)


def with_polars(frame, entered_points, count):
    """The same as a lazy Polars query."""
    import polars as pl

    points = (
        frame.lazy()
        .filter(pl.col("answer") != 2)
        .group_by("inspection", "question")
        .agg(pl.col("answer").sum().cast(pl.Int64).alias("yes"), pl.len().cast(pl.Int64).alias("base"))
        .with_columns(((200 * pl.col("yes") + pl.col("base")) // (2 * pl.col("base"))).alias("percent"))
        .with_columns(
            (
                (pl.col("percent") >= 50).cast(pl.Int64)
                + (pl.col("percent") >= 65).cast(pl.Int64)
                + (pl.col("percent") >= 80).cast(pl.Int64)
            ).alias("points"),
            (pl.col("question") // 3).alias("standard"),
        )
        .group_by("inspection", "standard")
        .agg(pl.col("points").min())
        .group_by("inspection")
        .agg(pl.col("points").sum())
        .sort("inspection")
        .collect()
    )
    assert points.height == count
    totals = points["points"] + entered_points
    overalls = (totals > 6).cast(pl.Int64) + (totals > 18).cast(pl.Int64) + (totals > 30).cast(pl.Int64)
    return digest(totals.to_list(), overalls.to_list())


def best_of(runs, work):
    """The best time of some runs, and what the last of them gave."""
    best, result = float("inf"), None
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def say(name, best, result):
    print(json.dumps({"name": name, "seconds": best, "digest": result}), flush=True)


def main():
    folder, count, runs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    raw = {name: (folder / name).read_bytes() for name in ("inspection.u32", "question.u8", "answer.u8", "entered.u8")}
    inspection = array.array("I", raw["inspection.u32"])

    import numpy
    import polars as pl

    frame = pl.DataFrame(
        {
            "inspection": numpy.frombuffer(raw["inspection.u32"], dtype="<u4"),
            "question": numpy.frombuffer(raw["question.u8"], dtype="u1"),
            "answer": numpy.frombuffer(raw["answer.u8"], dtype="u1"),
        }
    )
    entered = pl.Series(numpy.frombuffer(raw["entered.u8"], dtype="u1").reshape(count, 5).sum(axis=1).astype("i8")).cast(pl.Int64)
    best, result = best_of(runs, lambda: with_polars(frame, entered, count))
    say(f"Polars {pl.__version__}, {pl.thread_pool_size()} thread", best, result)

    best, result = best_of(
        max(1, runs // 3), lambda: plain(inspection, raw["question.u8"], raw["answer.u8"], raw["entered.u8"], count)
    )
    say(f"plain Python {sys.version.split()[0]}", best, result)


if __name__ == "__main__":
    main()
