"""What holds for every report that was parsed, whatever its text: the contract's laws, as assertions.

A failure shows offsets, never text: the laws run over reports that nobody is to read yet.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from itertools import pairwise

from govreport import Report, Section, Span
from govreport.render import csv as as_csv
from govreport.render import json as as_json


def check(report: Report) -> None:
    """All laws at once."""
    spans_lie_in_the_text(report)
    sections_are_a_tree(report)
    sections_cover_the_body(report)
    indicators_show_their_evidence(report)
    terms_are_tied(report)
    formats_say_the_same(report)


def inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start <= inner.end <= outer.end


def of(record: Section) -> Span:
    return Span(record.start, record.end)


def spans_lie_in_the_text(report: Report) -> None:
    spans = [report.head.body]
    spans += [s.heading for s in report.sections] + [of(s) for s in report.sections]
    spans += [i.sentence for i in report.indicators] + [Span(i.start, i.end) for i in report.indicators]
    spans += [t.entry for t in report.terms if t.entry]
    mentions = [m for t in report.terms for m in t.mentions]
    spans += [Span(m.start, m.end) for m in mentions] + [m.mark for m in mentions if m.mark]
    spans += [Span(n.start, n.end) for n in report.notices if n.start is not None and n.end is not None]
    whole = Span(0, len(report.text))
    assert [s for s in spans if not inside(s, whole)] == []


def sections_are_a_tree(report: Report) -> None:
    by_id = {s.id: s for s in report.sections}
    assert len(by_id) == len(report.sections)
    in_order = [of(s) for s in report.sections]
    assert in_order == sorted(in_order, key=lambda s: s.start)
    assert _where(report, lambda s, p: not s.start == s.heading.start < s.heading.end <= s.end) == []
    assert _where(report, lambda s, p: s.level != (p.level + 1 if p else 1)) == []
    assert _where(report, lambda s, p: p is not None and not (p.heading.end <= s.start <= s.end <= p.end)) == []
    assert _where(report, lambda s, p: p is not None and s.role != p.role) == []
    for parent in {s.parent for s in report.sections}:
        siblings = [of(s) for s in report.sections if s.parent == parent]
        assert _apart(siblings) == []


def sections_cover_the_body(report: Report) -> None:
    body = report.head.body
    tops = [of(s) for s in report.sections if s.parent is None and s.start < body.end]
    if tops:
        assert (tops[0].start >= body.start, tops[-1].end) == (True, body.end)
        assert [(a, b) for a, b in pairwise(tops) if a.end != b.start] == []


def indicators_show_their_evidence(report: Report) -> None:
    entries = [t.entry for t in report.terms if t.entry]
    assert _apart([Span(i.start, i.end) for i in report.indicators]) == []
    innermost: dict[int, int | None] = {}
    for i in report.indicators:
        around = [s for s in report.sections if s.start <= i.start < s.end]
        innermost[i.start] = max(around, key=lambda s: s.level).id if around else None
    wrong = [
        (i.start, i.end)
        for i in report.indicators
        if not (report.text[i.start : i.end] == i.text == i.text.strip() != "")
        or not inside(Span(i.start, i.end), i.sentence)
        or any(e.start <= i.start < e.end for e in entries)
        or i.section != innermost[i.start]
        or not i.value.is_finite()
        or (i.measure == "rank" and i.unit != "位")
        or (i.basis is not None and i.measure not in ("growth", "change"))
        or (i.scope is not None and i.measure != "rank")
    ]
    assert wrong == []


def terms_are_tied(report: Report) -> None:
    entries = [t.entry for t in report.terms if t.entry]
    of_annex = [(t.origin == "annex", t.entry is not None) for t in report.terms]
    assert [a for a, b in of_annex if a != b] == []
    assert sum(t.origin == "glossary" and not t.mentions for t in report.terms) == 0
    wrong = [
        (m.start, m.end)
        for t in report.terms
        for m in t.mentions
        if m.start >= m.end
        or (m.mark is not None and m.mark.start < m.end)
        or any(e.start <= m.start < e.end for e in entries)
    ]
    assert wrong == []


def formats_say_the_same(report: Report) -> None:
    """Each format carries what the records say."""
    told = report.to_dict()
    line = as_json.render_line(report)
    rows = list(csv.DictReader(io.StringIO(as_csv.header() + as_csv.render(report), newline="")))
    lossless = {
        "json": json.loads(as_json.render(report)) == told,
        "jsonl": json.loads(line) == told and line.count("\n") == 1,
        "csv spans": [(int(r["start"]), int(r["end"])) for r in rows]
        == [(i.start, i.end) for i in report.indicators],
        "csv values": [float(r["value"]) for r in rows] == [float(i.value) for i in report.indicators],
        "csv texts": [(r["name"], r["text"], r["sentence"]) for r in rows]
        == [(i.name, i.text, i.sentence.of(report.text)) for i in report.indicators],
    }
    assert [kind for kind, same in lossless.items() if not same] == []


def _apart(spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Neighbours that overlap or stand in the wrong order."""
    return [(a, b) for a, b in pairwise(spans) if a.end > b.start]


def _where(report: Report, broken: Callable[[Section, Section | None], bool]) -> list[Span]:
    """The sections for which something is broken, seen beside their parents."""
    by_id = {s.id: s for s in report.sections}
    return [of(s) for s in report.sections if broken(s, by_id.get(s.parent) if s.parent is not None else None)]
