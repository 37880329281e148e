#!/usr/bin/env python3
"""Checks an exported trail without Lapwing: Python 3 and its standard library, nothing else.

    lapwing audit export | python3 verify_trail.py [--checkpoint ROW:DIGEST] [FILE]

Written from docs/audit-format.md, not from Lapwing's code, so that the two can be wrong
independently. Exit 0: the trail is whole. Exit 1: it is not, or what was given is no trail.
"""

import argparse
import hashlib
import json
import sys

PREFIX = b"lapwing-trail-row-1"
GENESIS = "0" * 64
FIELDS = (
    "seq",
    "at",
    "asker",
    "action",
    "class",
    "subject_kind",
    "subject_id",
    "purpose",
    "outcome",
    "detail_hash",
    "prev",
)
MAY_BE_ABSENT = ("subject_kind", "subject_id")


def field_bytes(value):
    """One field as it is hashed."""
    if value is None:
        return b"\x00"
    text = str(value).encode("utf-8")
    return b"\x01" + len(text).to_bytes(8, "big") + text


def row_hash(row):
    """The hash that a row must have."""
    return hashlib.sha256(PREFIX + b"".join(field_bytes(row[name]) for name in FIELDS)).hexdigest()


def detail_hash(salt, detail):
    """The digest that a row must hold of its detail."""
    return hashlib.sha256(bytes.fromhex(salt) + detail.encode("utf-8")).hexdigest()


def parse_checkpoint(text):
    """ROW:DIGEST as a pair."""
    row, colon, digest = text.strip().partition(":")
    digest = digest.lower()
    if not colon or not row.isdecimal() or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise argparse.ArgumentTypeError("a checkpoint is a row number, a colon and 64 hexadecimal digits")
    return int(row), digest


def parse_row(line):
    """One line as a row; None if it is none."""
    try:
        row = json.loads(line)
    except ValueError:
        return None
    if not isinstance(row, dict) or any(name not in row for name in (*FIELDS, "hash", "salt", "detail")):
        return None
    if isinstance(row["seq"], bool) or not isinstance(row["seq"], int):
        return None
    texts = [row[name] for name in (*FIELDS[1:], "hash") if name not in MAY_BE_ABSENT]
    nullable = [row[name] for name in (*MAY_BE_ABSENT, "salt", "detail")]
    if not all(isinstance(text, str) for text in texts):
        return None
    return row if all(text is None or isinstance(text, str) for text in nullable) else None


def row_problems(row, last, previous_hash):
    """What is wrong with one row, given the number and hash of the one before."""
    seq = row["seq"]
    if seq != last + 1:
        yield f"row {last + 1} should stand here; rows are missing or moved"
    if row["prev"] != previous_hash:
        yield "it does not follow from the row before it"
    if row["hash"] != row_hash(row):
        yield "it was changed after it was written"
    if row["salt"] is not None and row["detail"] is not None:
        try:
            held = detail_hash(row["salt"], row["detail"])
        except ValueError:
            held = None
        if held != row["detail_hash"]:
            yield "its detail is not the one that was written with it"


def check(lines, checkpoint):
    """Reads a trail; returns the number of rows, the head and the problems as texts."""
    rows, last, head, problems = 0, 0, GENESIS, []
    marked_row, marked_digest = checkpoint or (None, None)
    if marked_row == 0 and marked_digest != GENESIS:
        problems.append("The checkpoint is not one of an empty trail.")
    for number, line in enumerate(lines, 1):
        row = parse_row(line)
        if row is None:
            problems.append(f"Line {number} is not a row of a trail.")
            continue
        rows += 1
        problems.extend(f"Row {row['seq']}: {text}." for text in row_problems(row, last, head))
        last, head = row["seq"], row["hash"]
        if last == marked_row and head != marked_digest:
            problems.append(f"Row {last}: it is not the row of which the checkpoint was taken.")
    if marked_row is not None and marked_row > last:
        problems.append(f"The trail ends at row {last}, but had {marked_row} rows at the checkpoint.")
    return rows, f"{last}:{head}", problems


def main():
    parser = argparse.ArgumentParser(description="Checks an exported trail.")
    parser.add_argument("--checkpoint", type=parse_checkpoint, metavar="ROW:DIGEST")
    parser.add_argument("file", nargs="?", metavar="FILE", help="an export; standard input if left out")
    arguments = parser.parse_args()
    stream = open(arguments.file, encoding="utf-8") if arguments.file else sys.stdin
    with stream:
        rows, head, problems = check(stream, arguments.checkpoint)
    for problem in problems:
        print(problem)
    state = "NOT whole" if problems else "whole"
    print(f"The trail is {state}: {rows} rows, {len(problems)} problems.")
    if arguments.checkpoint is None:
        print("No checkpoint was given, so rows cut off the end would not be noticed.")
    print(f"Checkpoint to keep elsewhere: {head}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
