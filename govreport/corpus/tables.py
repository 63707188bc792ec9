"""The tables of a corpus: their columns, and a report's rows of each as JSON lines.

Rows are written straight from the records, one template a table: building a dict for each of 300 rows and
handing it to ``json.dumps`` takes about three times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Literal

from govreport.records import Indicator, Report, Section, Span
from govreport.render.figures import digits
from govreport.render.tables import path_to

if TYPE_CHECKING:
    from govreport.report import Reading

# Of the 16,259 figures of 117 reports none stands in a sentence above 641 characters. A file that is no report
# may have no sentences at all: each of its numbers with all of its text would fill the disk.
_LONGEST = 2_000

What = Literal["indicators", "sections", "terms", "reports"]
WHATS: tuple[What, ...] = ("indicators", "sections", "terms", "reports")

_TEXT, _WHOLE, _REAL, _FLAG = "VARCHAR", "INTEGER", "DOUBLE", "BOOLEAN"  # SQL types

_WHOSE = {"source": _TEXT, "region": _TEXT, "level": _TEXT, "year": _WHOLE}
_PLACE = {"start": _WHOLE, "end": _WHOLE}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    # the contract's CSV with ``path`` called ``source``
    "indicators": {
        **_WHOSE,
        **{"section": _WHOLE, "heading": _TEXT, "name": _TEXT, "indicator": _TEXT, "action": _TEXT},
        **{"measure": _TEXT, "value": _REAL, "value_max": _REAL, "unit": _TEXT, "bound": _TEXT},
        **{"status": _TEXT, "period": _TEXT, "basis": _TEXT, "scope": _TEXT, "text": _TEXT},
        **{"sentence": _TEXT, **_PLACE},
    },
    # ``depth`` is the section's level, ``heading`` the path of titles, ``chars`` its length
    "sections": {
        **_WHOSE,
        **{"section": _WHOLE, "parent": _WHOLE, "depth": _WHOLE, "label": _TEXT, "title": _TEXT},
        **{"heading": _TEXT, "role": _TEXT, "run_in": _FLAG, "chars": _WHOLE, **_PLACE},
    },
    # ``mentions`` counts them; ``start`` and ``end`` are those of the first
    "terms": {
        **_WHOSE,
        **{
            "term": _TEXT,
            "number": _TEXT,
            "definition": _TEXT,
            "origin": _TEXT,
            "mentions": _WHOLE,
            **_PLACE,
        },
    },
    # ``sections`` … ``notices`` count them; ``start`` and ``end`` are those of the body
    "reports": {
        **_WHOSE,
        **{"title": _TEXT, "review": _TEXT, "plan": _TEXT, "meeting": _TEXT, "date": _TEXT, "speaker": _TEXT},
        **{"media_type": _TEXT, "encoding": _TEXT, "sha256": _TEXT, "chars": _WHOLE},
        **{"sections": _WHOLE, "indicators": _WHOLE, "terms": _WHOLE, "notices": _WHOLE, **_PLACE},
    },
    "notices": {"source": _TEXT, "code": _TEXT, "message": _TEXT, **_PLACE},
}


def lines(report: Report | Reading, table: str) -> list[str]:
    """The rows of one table, each a JSON object on a line of its own; a Reading reads no more than they need.

    >>> import json
    >>> from govreport import parse
    >>> report = parse("地区生产总值增长5%左右。")
    >>> row = json.loads(lines(report, "indicators")[0])
    >>> row["name"], row["value"], row["unit"], row["bound"]
    ('地区生产总值', 5, '%', 'approx')
    >>> [len(lines(report, what)) for what in WHATS]
    [1, 0, 0, 1]
    """
    template = _TEMPLATES[table]
    return [template % row for row in _ROWS[table](report)]


Row = tuple[str, ...]


def _text(value: str | None) -> str:
    return "null" if value is None else encode_basestring(value)


def _whole(value: int | None) -> str:
    return "null" if value is None else str(value)


def _real(value: Decimal | None) -> str:
    return "null" if value is None else digits(value)


def _template(columns: Mapping[str, str]) -> str:
    return "{" + ",".join(f'"{column}":%s' for column in columns) + "}\n"


def _source(report: Report | Reading) -> str:
    """The path as JSON; bytes of a file name that are no UTF-8 are escaped."""
    return _text(report.source.path.encode("utf-8", "backslashreplace").decode())


def _whose(report: Report | Reading) -> Row:
    """Which report it is; what the table says that the text stood in goes before what the text says."""
    head, source = report.head, report.source
    year = head.year if source.year is None else source.year
    return _source(report), _text(source.region or head.region), _text(head.level), _whole(year)


def _headings(report: Report | Reading) -> dict[int | None, str]:
    """The path of titles of each section as JSON."""
    by_id: dict[int, Section] = {s.id: s for s in report.sections}
    paths = {s.id: _text(" / ".join(p.title for p in path_to(s.id, by_id))) for s in report.sections}
    return {None: '""'} | paths


def _evidence(i: Indicator) -> Span:
    """The sentence, or of what is too long for one the neighbourhood of the quantity."""
    start, end = i.sentence
    if end - start <= _LONGEST:
        return i.sentence
    return Span(max(start, i.start - _LONGEST // 2), min(end, i.end + _LONGEST // 2))


def _indicators(report: Report | Reading) -> Iterator[Row]:
    whose, headings, text = _whose(report), _headings(report), report.text
    spoken: Span | None = None
    sentence = ""
    for i in report.indicators:
        if (around := _evidence(i)) != spoken:
            spoken, sentence = around, _text(around.of(text))
        yield (
            *whose,
            _whole(i.section),
            headings[i.section],
            _text(i.name),
            _text(i.indicator),
            _text(i.action),
            _text(i.measure),
            _real(i.value),
            _real(i.value_max),
            _text(i.unit),
            _text(i.bound),
            _text(i.status),
            _text(i.period),
            _text(i.basis),
            _text(i.scope),
            _text(i.text),
            sentence,
            str(i.start),
            str(i.end),
        )


def _sections(report: Report | Reading) -> Iterator[Row]:
    whose, headings = _whose(report), _headings(report)
    for s in report.sections:
        yield (
            *whose,
            *(_whole(s.id), _whole(s.parent), _whole(s.level), _text(s.label), _text(s.title)),
            *(headings[s.id], _text(s.role), "true" if s.run_in else "false"),
            *(_whole(s.end - s.start), _whole(s.start), _whole(s.end)),
        )


def _terms(report: Report | Reading) -> Iterator[Row]:
    whose = _whose(report)
    for t in report.terms:
        first = t.mentions[0] if t.mentions else None
        yield (
            *whose,
            *(_text(t.term), _text(t.number), _text(t.definition), _text(t.origin), _whole(len(t.mentions))),
            *((_whole(first.start), _whole(first.end)) if first else ("null", "null")),
        )


def _reports(report: Report | Reading) -> Iterator[Row]:
    head, source = report.head, report.source
    texts = (head.title, head.review, head.plan, head.meeting, head.date, head.speaker)
    found = (report.sections, report.indicators, report.terms, report.notices)
    yield (
        *_whose(report),
        *map(_text, texts),
        *map(_text, (source.media_type, source.encoding, source.sha256)),
        _whole(source.chars),
        *(_whole(len(things)) for things in found),
        *map(_whole, head.body),
    )


def _notices(report: Report | Reading) -> Iterator[Row]:
    source = _source(report)
    for n in report.notices:
        yield source, _text(n.code), _text(n.message), _whole(n.start), _whole(n.end)


_ROWS: Mapping[str, Callable[[Report | Reading], Iterator[Row]]] = {
    "indicators": _indicators,
    "sections": _sections,
    "terms": _terms,
    "reports": _reports,
    "notices": _notices,
}
_TEMPLATES = {table: _template(columns) for table, columns in COLUMNS.items()}
