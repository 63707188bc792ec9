"""parse(): the pipeline, and the only place that knows the order of the stages."""

from __future__ import annotations

from dataclasses import replace

from govreport import annex, glossary, indicators, outline, terms
from govreport.binding import Trace
from govreport.records import Head, Notice, Report, Source


def parse(
    document: str | Source, *, known: glossary.Glossary | None = None, trace: Trace | None = None
) -> Report:
    """Everything that can be said about one text. Text never raises: what is absent is empty or None.

    ``known`` is the glossary to link (default: the one shipped). Offsets count code points of the
    document's text. A ``trace`` is told what the rules did with each number; no result depends on it.

    >>> parse("全市生产总值增长5%左右。").indicators[0].bound
    'approx'
    """
    source = document if isinstance(document, Source) else Source(document)
    text = source.text
    shape = outline.read_outline(text)
    entries, entry_notices = annex.read_annex(text, shape)
    found = indicators.read_indicators(text, shape, trace)
    linked, link_notices = terms.link_terms(text, shape, entries, known or glossary.Glossary.shipped())
    head, head_notices = _as_filed(source, shape.head)
    notices = (*source.notices, *head_notices, *shape.notices, *entry_notices, *link_notices)
    return Report(source, head, shape.sections, found, linked, notices)


def _as_filed(source: Source, head: Head) -> tuple[Head, tuple[Notice, ...]]:
    """The head with the region and year that the text was filed under in its table, the keys of whoever keeps it."""
    filed = replace(head, region=source.region or head.region, year=source.year or head.year)
    differing = [
        Notice("filed-otherwise", f"表中写的是 {ours}，正文说的是 {said}；以表为准")
        for ours, said in ((filed.region, head.region), (filed.year, head.year))
        if said and said != ours
    ]
    return filed, tuple(differing)
