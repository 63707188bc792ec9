"""The pipeline, and the only place that knows the order of the stages: ``parse``, or ``Reading`` for some of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from govreport import annex, glossary, indicators, outline, terms
from govreport.binding import Trace
from govreport.records import Entry, Head, Indicator, Notice, Outline, Report, Section, Source, Term


def parse(
    document: str | Source, *, known: glossary.Glossary | None = None, trace: Trace | None = None
) -> Report:
    """Everything that can be said about one text. Text never raises: what is absent is empty or None.

    ``known`` is the glossary to link (default: the one shipped). Offsets count code points of the
    document's text. A ``trace`` is told what the rules did with each number; no result depends on it.

    >>> parse("全市生产总值增长5%左右。").indicators[0].bound
    'approx'
    """
    read = Reading(document, known=known, trace=trace)
    return Report(read.source, read.head, read.sections, read.indicators, read.terms, read.notices)


class Reading:
    """The parts of a Report, each read when it is first asked for: a corpus of figures alone links no terms.

    >>> Reading("全市生产总值增长5%左右。").indicators == parse("全市生产总值增长5%左右。").indicators
    True
    """

    def __init__(
        self, document: str | Source, *, known: glossary.Glossary | None = None, trace: Trace | None = None
    ) -> None:
        self.source = document if isinstance(document, Source) else Source(document)
        self._known = known
        self._trace = trace

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def head(self) -> Head:
        return self._filed[0]

    @property
    def sections(self) -> tuple[Section, ...]:
        return self._shape.sections

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        return indicators.read_indicators(self.text, self._shape, self._trace)

    @property
    def terms(self) -> tuple[Term, ...]:
        return self._linked[0]

    @property
    def notices(self) -> tuple[Notice, ...]:
        return (
            *self.source.notices,
            *self._filed[1],
            *self._shape.notices,
            *self._entries[1],
            *self._linked[1],
        )

    @cached_property
    def _shape(self) -> Outline:
        return outline.read_outline(self.text)

    @cached_property
    def _filed(self) -> tuple[Head, tuple[Notice, ...]]:
        return _as_filed(self.source, self._shape.head)

    @cached_property
    def _entries(self) -> tuple[tuple[Entry, ...], tuple[Notice, ...]]:
        return annex.read_annex(self.text, self._shape)

    @cached_property
    def _linked(self) -> tuple[tuple[Term, ...], tuple[Notice, ...]]:
        return terms.link_terms(
            self.text, self._shape, self._entries[0], self._known or glossary.Glossary.shipped()
        )


def _as_filed(source: Source, head: Head) -> tuple[Head, tuple[Notice, ...]]:
    """The head with the region and year that the text was filed under in its table, the keys of whoever keeps it."""
    filed = replace(head, region=source.region or head.region, year=source.year or head.year)
    differing = [
        Notice("filed-otherwise", f"表中写的是 {ours}，正文说的是 {said}；以表为准")
        for ours, said in ((filed.region, head.region), (filed.year, head.year))
        if said and said != ours
    ]
    return filed, tuple(differing)
