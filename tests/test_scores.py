"""Accuracy as a gate: no change may lower a score on the shared gold unless its floor is lowered on purpose."""

from __future__ import annotations

import pytest
import scores
from shared import needs_shared

HOW = """
{count} scores on {gold} fell below their floors:
{lines}
If the change is worth it, lower the floors on purpose and say why in the commit: make pin LOWER=yes
"""


@needs_shared
@pytest.mark.parametrize("gold", scores.GOLD)
def test_no_score_falls(gold: str) -> None:
    fallen = scores.falls(scores.floors()[gold]["floors"], scores.measured(gold))
    lines = "\n".join(f"  {fall.name}: {fall.now:.4f} < {fall.floor:.4f}" for fall in fallen)
    if fallen:
        pytest.fail(HOW.format(count=len(fallen), gold=gold, lines=lines), pytrace=False)


@needs_shared
@pytest.mark.parametrize("gold", scores.GOLD)
def test_floors_belong_to_the_gold_that_is_there(gold: str) -> None:
    assert scores.floors()[gold]["sha256"] == scores.digest(gold), "the gold changed: measure anew with make pin"


def test_every_gold_file_has_floors_by_document() -> None:
    pinned = scores.floors()
    assert list(pinned) == list(scores.GOLD)
    for gold in ("dev.jsonl", "fresh.jsonl"):
        names = set(pinned[gold]["floors"])
        assert {"detection", "number", "core", "record", "fields/name", "fields/period"} <= names
        assert sum(name.startswith("documents/") for name in names) >= 30


def test_a_fall_is_found() -> None:
    floors = {"core": 0.9, "documents/a.txt": 0.5}
    assert scores.falls(floors, {"core": 0.9, "documents/a.txt": 0.6}) == []
    assert [fall.name for fall in scores.falls(floors, {"core": 0.91})] == ["documents/a.txt"]
