"""The records: what every stage hands to the next, and what a report is in the end.

All are frozen and hold only plain values and tuples. Offsets are half-open and count Unicode code
points of ``Source.text``; a record never carries a copy of text that its offsets could show, except
where the contract asks for it (``Indicator.text``, ``Term.definition``, …).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

Role = Literal["review", "plan", "annex", "other"]
Level = Literal["state", "province", "city", "county", "township"]
Measure = Literal["level", "share", "growth", "change", "rank"]
Bound = Literal["exact", "ge", "gt", "le", "lt", "approx"]
Status = Literal["actual", "target"]
Basis = Literal["yoy", "annual_average", "cumulative"]

SCHEMA = "govreport/1"


class Span(NamedTuple):
    """A half-open stretch of the text.

    >>> Span(2, 4).of("生产总值")
    '总值'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def to_dict(self) -> dict[str, int]:
        return {"start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the tool saw and could not settle, or thinks worth a look."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        return {"code": self.code, "message": self.message, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: its exact text and where it came from.

    ``sha256`` is of the raw bytes, ``encoding`` what they were decoded with (None for text given as
    a string or extracted from another format), ``notices`` what the reader saw on the way. ``region`` and
    ``year`` are what the table that the text stood in says beside it.
    """

    text: str
    path: str = "-"
    media_type: str = "text/plain"
    encoding: str | None = None
    sha256: str | None = None
    notices: tuple[Notice, ...] = ()
    region: str | None = None
    year: int | None = None

    @property
    def chars(self) -> int:
        return len(self.text)

    def to_dict(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "media_type": self.media_type,
            "encoding": self.encoding,
            "sha256": self.sha256,
            "chars": self.chars,
        }


@dataclass(frozen=True, slots=True)
class Head:
    """The head matter. What the text does not say is None. ``body`` is the report without page and annex."""

    title: str | None
    region: str | None
    level: Level | None
    year: int | None
    review: str | None
    plan: str | None
    meeting: str | None
    date: str | None
    speaker: str | None
    body: Span

    def to_dict(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "region": self.region,
            "level": self.level,
            "year": self.year,
            "review": self.review,
            "plan": self.plan,
            "meeting": self.meeting,
            "date": self.date,
            "speaker": self.speaker,
            "body": self.body.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all the text up to the next heading of the same or a higher level."""

    id: int
    parent: int | None
    level: int
    label: str | None
    title: str
    role: Role
    run_in: bool
    start: int
    end: int
    heading: Span

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "parent": self.parent,
            "level": self.level,
            "label": self.label,
            "title": self.title,
            "role": self.role,
            "run_in": self.run_in,
            "start": self.start,
            "end": self.end,
            "heading": self.heading.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Outline:
    """What the page was found to hold: the report's body, its sections, the annexes and attached lists.

    ``annexes`` are the stretches that define terms (名词解释), ``attached`` the 民生实事 lists or tables
    behind the end of the body; indicators are read from ``head.body`` and ``attached`` only.
    """

    head: Head
    sections: tuple[Section, ...]
    annexes: tuple[Span, ...] = ()
    attached: tuple[Span, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One definition of a report's own annex."""

    term: str
    number: str | None
    definition: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One use of a term in the body, with the footnote mark right behind it."""

    start: int
    end: int
    mark: Span | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "mark": self.mark.to_dict() if self.mark else None,
        }


@dataclass(frozen=True, slots=True)
class Term:
    """A term that the report's own annex defines, or that the glossary knows and the report uses."""

    term: str
    number: str | None
    definition: str
    origin: Literal["annex", "glossary"]
    entry: Span | None
    mentions: tuple[Mention, ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "term": self.term,
            "number": self.number,
            "definition": self.definition,
            "origin": self.origin,
            "entry": self.entry.to_dict() if self.entry else None,
            "mentions": [m.to_dict() for m in self.mentions],
        }


class Quantity(NamedTuple):
    """A number with its unit as the scanner found it, before anyone knows what it measures.

    ``value`` and ``value_max`` are unsigned; ``kind`` is amount (with a unit of measure), count (with a
    counter or none), time, percent, points (个百分点), times (倍), double (翻番), rank or ratio. ``lead``
    and ``tail`` enclose the words that bound it (超…, …以上): names are looked for outside them.
    """

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: str
    bound: Bound
    lead: int
    tail: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One quantity with what it measures. Values are exact decimals in the base unit."""

    start: int
    end: int
    text: str
    name: str
    action: str | None
    indicator: str | None
    measure: Measure
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: Bound
    status: Status
    period: str | None
    basis: Basis | None
    scope: str | None
    section: int | None
    sentence: Span

    def to_dict(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "name": self.name,
            "action": self.action,
            "indicator": self.indicator,
            "measure": self.measure,
            "value": number(self.value),
            "value_max": None if self.value_max is None else number(self.value_max),
            "unit": self.unit,
            "bound": self.bound,
            "status": self.status,
            "period": self.period,
            "basis": self.basis,
            "scope": self.scope,
            "section": self.section,
            "sentence": self.sentence.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Everything said about one text."""

    source: Source
    head: Head
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    terms: tuple[Term, ...]
    notices: tuple[Notice, ...]

    @property
    def text(self) -> str:
        return self.source.text

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of the contract (``govreport schema``)."""
        return {
            "schema": SCHEMA,
            "source": self.source.to_dict(),
            "report": self.head.to_dict(),
            "sections": [s.to_dict() for s in self.sections],
            "indicators": [i.to_dict() for i in self.indicators],
            "terms": [t.to_dict() for t in self.terms],
            "notices": [n.to_dict() for n in self.notices],
        }


def number(value: Decimal) -> int | float:
    """A JSON number: an int where the value is whole, else the nearest float.

    >>> number(Decimal("45851000000.0")), number(Decimal("-14.5"))
    (45851000000, -14.5)
    """
    whole = int(value)
    return whole if whole == value else float(value)
