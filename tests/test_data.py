"""The samples that ship: each has its expected output beside it, and holds what a report can hold.

After a change on purpose: govreport extract data/NAME.txt -o data/NAME.json
"""

from __future__ import annotations

import json
from pathlib import Path

import laws
import pytest

from govreport import parse, read
from govreport.render import json as as_json

CHECKOUT = Path(__file__).parents[1]
SAMPLES = sorted(str(path.relative_to(CHECKOUT)) for path in (CHECKOUT / "data").glob("*.txt"))


def test_there_are_samples() -> None:
    assert len(SAMPLES) >= 2


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_gives_its_expected_output(sample: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    expected = json.loads(Path(sample).with_suffix(".json").read_text("utf-8"))
    assert as_json.to_object(parse(read(sample))) == expected


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_obeys_the_laws(sample: str) -> None:
    laws.check(parse(read(CHECKOUT / sample)))


def test_the_samples_show_every_kind_of_thing() -> None:
    reports = [parse(read(CHECKOUT / sample)) for sample in SAMPLES]
    indicators = [i for report in reports for i in report.indicators]
    assert {i.measure for i in indicators} == {"level", "share", "growth", "change", "rank"}
    assert {i.bound for i in indicators} >= {"exact", "ge", "gt", "le", "approx"}
    assert {i.status for i in indicators} == {"actual", "target"}
    assert {t.origin for report in reports for t in report.terms} == {"annex", "glossary"}
    assert any(m.mark for report in reports for t in report.terms for m in t.mentions)
    assert {report.head.level for report in reports} >= {"county", "province"}
