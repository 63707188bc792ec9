"""What holds for every report that was parsed, whatever its text: the contract's laws, as assertions."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise

from govreport import Report, Span
from govreport.render import csv as as_csv
from govreport.render import json as as_json


def check(report: Report) -> None:
    """All laws at once."""
    body_and_spans(report)
    sections(report)
    indicators(report)
    terms(report)
    formats(report)


def inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end


def body_and_spans(report: Report) -> None:
    whole = Span(0, len(report.text))
    spans = [report.head.body]
    spans += [s.heading for s in report.sections] + [Span(s.start, s.end) for s in report.sections]
    spans += [i.sentence for i in report.indicators] + [Span(i.start, i.end) for i in report.indicators]
    spans += [t.entry for t in report.terms if t.entry]
    mentions = [m for t in report.terms for m in t.mentions]
    spans += [Span(m.start, m.end) for m in mentions] + [m.mark for m in mentions if m.mark]
    spans += [Span(n.start, n.end) for n in report.notices if n.start is not None and n.end is not None]
    assert [s for s in spans if not inside(s, whole)] == []


def sections(report: Report) -> None:
    by_id = {s.id: s for s in report.sections}
    assert len(by_id) == len(report.sections)
    assert [s.start for s in report.sections] == sorted(s.start for s in report.sections)
    for s in report.sections:
        assert s.start == s.heading.start < s.heading.end <= s.end, s
        parent = None if s.parent is None else by_id[s.parent]
        assert s.level == (1 if parent is None else parent.level + 1), s
        if parent is not None:
            assert parent.heading.end <= s.start, (parent, s)
            assert s.end <= parent.end, (parent, s)
            assert s.role == parent.role, (parent, s)
    for parent_id in {s.parent for s in report.sections}:
        siblings = [s for s in report.sections if s.parent == parent_id]
        assert all(a.end <= b.start for a, b in pairwise(siblings))
    tops = [s for s in report.sections if s.parent is None and s.start < report.head.body.end]
    assert all(a.end == b.start for a, b in pairwise(tops))
    if tops:
        assert tops[-1].end == report.head.body.end
        assert tops[0].start >= report.head.body.start


def indicators(report: Report) -> None:
    found = report.indicators
    assert all(a.end <= b.start for a, b in pairwise(found))
    entries = [t.entry for t in report.terms if t.entry]
    for i in found:
        assert report.text[i.start : i.end] == i.text != "", i
        assert i.text == i.text.strip(), i
        assert inside(Span(i.start, i.end), i.sentence), i
        assert not any(e.start <= i.start < e.end for e in entries), i
        around = [s for s in report.sections if s.start <= i.start < s.end]
        assert i.section == (max(around, key=lambda s: s.level).id if around else None), i
        assert i.value.is_finite()
        assert (i.measure == "rank") <= (i.unit == "位"), i
        assert i.basis is None or i.measure in ("growth", "change"), i
        assert i.scope is None or i.measure == "rank", i


def terms(report: Report) -> None:
    entries = [t.entry for t in report.terms if t.entry]
    for term in report.terms:
        assert (term.origin == "annex") == (term.entry is not None), term
        assert term.origin == "annex" or term.mentions, term
        for m in term.mentions:
            assert m.start < m.end, term
            assert m.mark is None or m.mark.start >= m.end, term
            assert not any(e.start <= m.start < e.end for e in entries), term


def formats(report: Report) -> None:
    """Each format carries what the records say."""
    told = report.to_dict()
    assert json.loads(as_json.render(report)) == told
    line = as_json.render_line(report)
    assert line.count("\n") == 1
    assert json.loads(line) == told
    rows = list(csv.DictReader(io.StringIO(as_csv.header() + as_csv.render(report), newline="")))
    assert [(r["name"], int(r["start"]), int(r["end"]), r["text"]) for r in rows] == [
        (i.name, i.start, i.end, i.text) for i in report.indicators
    ]
    assert [float(r["value"]) for r in rows] == [float(i.value) for i in report.indicators]
    assert [r["sentence"] for r in rows] == [i.sentence.of(report.text) for i in report.indicators]
