"""Random sentences with the records read from them, for reading: ``make sample N=100 SEED=1``.

From the `free` reports, and from outside the annotated passages of the `dev` and `fresh` ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
from pathlib import Path

import govreport
from govreport.render import figures

SHARED = Path(os.environ.get("GOVREPORT_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def annotated() -> dict[str, list[tuple[int, int]]]:
    """The annotated passages by document."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for name in ("dev", "fresh"):
        for line in (SHARED / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines():
            passage = json.loads(line)
            spans.setdefault(passage["doc"], []).append((passage["start"], passage["end"]))
    return spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None)
    args = parser.parse_args()
    chosen = random.Random(args.seed)
    taken = annotated()
    with (SHARED / "corpus" / "INDEX.tsv").open(encoding="utf-8") as index:
        paths = [row["path"] for row in csv.DictReader(index, delimiter="\t") if row["split"] != "raw"]
    found = []
    for path in chosen.sample(paths, min(len(paths), max(8, args.n // 4))):
        report = govreport.parse(govreport.read(SHARED / "corpus" / path))
        for i in report.indicators:
            if not any(start <= i.start < end for start, end in taken.get(path, ())):
                found.append((path, report, i))
    sentences = chosen.sample(
        sorted({(p, i.sentence.start, i.sentence.end) for p, _, i in found}), min(args.n, len(found))
    )
    for path, start, end in sentences:
        group = [(r, i) for p, r, i in found if p == path and i.sentence.start == start]
        text = group[0][0].text[start:end].replace("\n", " ")
        print(f"\n{path}@{start} {text}")
        for _, i in group:
            print(
                f"    {i.name} | {figures.value(i)} | {i.measure} {i.bound} {i.status} {i.period} | {i.action or ''}"
            )


if __name__ == "__main__":
    main()
