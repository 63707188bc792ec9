"""The contract's CSV: one row an indicator."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence, Set
from decimal import Decimal

from govreport.records import Indicator, Report
from govreport.render import ALL
from govreport.render.figures import digits
from govreport.render.tables import path_to

COLUMNS = (
    *("path", "region", "level", "year", "section", "heading", "name", "indicator", "action", "measure"),
    *("value", "value_max", "unit", "bound", "status", "period", "basis", "scope", "text", "sentence"),
    *("start", "end"),
)


def header() -> str:
    """The names of the columns as one line.

    >>> header()[:18]
    'path,region,level,'
    """
    return _lines([COLUMNS])


def render(report: Report, parts: Set[str] = ALL) -> str:
    """The rows of one report, without the header; none where indicators were not asked for.

    >>> from govreport import parse
    >>> render(parse("生产总值增长5%。")).count("\\n"), render(parse("生产总值增长5%。"), {"terms"})
    (1, '')
    """
    if "indicators" not in parts:
        return ""
    headings = {None: ""} | _headings(report)
    return _lines(_row(report, indicator, headings[indicator.section]) for indicator in report.indicators)


def _headings(report: Report) -> dict[int | None, str]:
    by_id = {s.id: s for s in report.sections}
    return {s.id: " / ".join(p.title for p in path_to(s.id, by_id)) for s in report.sections}


def _row(report: Report, i: Indicator, heading: str) -> tuple[object, ...]:
    head = report.head
    return (
        *(report.source.path, head.region, head.level, head.year, i.section, heading, i.name, i.indicator),
        *(i.action, i.measure, _number(i.value), _number(i.value_max), i.unit, i.bound, i.status, i.period),
        *(i.basis, i.scope, i.text, i.sentence.of(report.text), i.start, i.end),
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else digits(value)


def _lines(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
