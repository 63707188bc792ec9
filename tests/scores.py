"""Scores on the shared gold, and the floors they are held to (``scores.yaml``).

The shared scorers are run as they are, but on reports parsed in this process. ``make pin`` raises the floors
to what is reached now; it lowers one only with ``LOWER=yes``.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import yaml
from shared import FOLDER, parsed

from govreport.panel import panel
from govreport.render import json as as_json

FILE = Path(__file__).with_name("scores.yaml")
ANNOTATIONS = (
    "blind-1",
    "blind-2",
    "blind-3",
    "blind-4",
    "blind-5",
    "cities-counties",
    "counties-state",
    "hebei-state",
    "provinces-state",
)
GOLD = {
    "dev.jsonl": "score.py",
    "fresh.jsonl": "score.py",
    "outline-dev.jsonl": "score_outline.py",
    "targets-dev.json": "score_targets.py",
    **{f"annotations/{name}.jsonl": "score.py" for name in ANNOTATIONS},
}

Scores = dict[str, float]


class Fall(NamedTuple):
    """A score below its floor."""

    name: str
    floor: float
    now: float


def path_of(gold: str) -> Path:
    """Where a gold file lies: the shared ones beside the checkout, our own annotations beside this file."""
    return FILE.parent / gold if gold.startswith("annotations/") else FOLDER / "gold" / gold


def digest(gold: str) -> str:
    """What the floors were measured on: the sha256 of a gold file."""
    return hashlib.sha256(path_of(gold).read_bytes()).hexdigest()


def measured(gold: str) -> Scores:
    """All scores on one gold file by name: ``core``, ``fields/name``, ``documents/city/x.txt``, …"""
    told = _scored(gold)
    counts = ("gold", "predicted", "paired", "cells")
    return dict(_flat({key: value for key, value in told.items() if key not in counts}))


def falls(floors: Scores, now: Scores) -> list[Fall]:
    """The floors that are not reached; a score that is no longer measured counts as 0.

    >>> falls({"core": 0.9, "record": 0.8}, {"core": 0.9, "record": 0.79})
    [Fall(name='record', floor=0.8, now=0.79)]
    """
    return [Fall(k, floor, now.get(k, 0.0)) for k, floor in floors.items() if now.get(k, 0.0) < floor - 1e-9]


def floors() -> dict[str, Any]:
    """The pinned floors by gold file, each with the digest of its gold."""
    pinned: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8")) if FILE.exists() else {}
    return pinned


def pin(*, lower: bool) -> int:
    """Raise every floor to what is reached now; 1 where one would have to be lowered and may not be."""
    old = floors()
    new = {}
    for gold in GOLD:
        now = measured(gold)
        same_gold = old.get(gold, {}).get("sha256") == digest(gold)
        fallen = falls(old[gold]["floors"], now) if same_gold else []
        for fall in fallen:
            print(f"{gold}: {fall.name}: {fall.floor} → {fall.now}", file=sys.stderr)
        if fallen and not lower:
            print("lower than pinned; to lower the floors on purpose: make pin LOWER=yes", file=sys.stderr)
            return 1
        new[gold] = {"sha256": digest(gold), "floors": now}
    head = "# Scores on the shared gold that no change may lower. Written by `make pin` (tests/scores.py).\n"
    FILE.write_text(head + yaml.safe_dump(new, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return 0


def _scored(gold: str) -> Any:
    """What the scorer prints as JSON, its subprocess for each document replaced by a call."""
    path = FOLDER / "gold" / GOLD[gold]
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    run = _panel if GOLD[gold] == "score_targets.py" else _extract
    scorer.subprocess = SimpleNamespace(run=run)  # type: ignore[attr-defined]
    out = io.StringIO()
    arguments = [str(path), str(path_of(gold)), "--texts", str(FOLDER / "corpus"), "--cmd", "{}", "--json"]
    before = sys.argv
    sys.argv = arguments
    try:
        with contextlib.redirect_stdout(out):
            scorer.main()
    finally:
        sys.argv = before
    return json.loads(out.getvalue())


def _extract(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(command, 0, as_json.render_line(parsed(Path(command[0]))), "")


def _panel(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
    rows = [cell.to_dict() for cell in panel([parsed(Path(command[0]))])]
    return subprocess.CompletedProcess(command, 0, "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "")


def _flat(told: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Nested scores by path; of precision, recall and F1 only F1, under the name of the whole."""
    for key, value in told.items():
        if isinstance(value, dict):
            inner = dict(_flat({k: v for k, v in value.items() if k not in ("precision", "recall", "gold")}))
            yield from ((key if k in ("f1", "record_f1") else f"{key}/{k}", v) for k, v in inner.items())
        elif isinstance(value, str):  # 17/17
            hit, _, of = value.partition("/")
            yield key, round(int(hit) / int(of), 4) if int(of) else 0.0
        else:
            yield key, float(value)


if __name__ == "__main__":
    sys.exit(pin(lower="--lower" in sys.argv))
