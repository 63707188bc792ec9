"""parse(): the pipeline, and the only place that knows the order of the stages."""

from __future__ import annotations

from govreport import annex, glossary, indicators, outline, terms
from govreport.records import Report, Source


def parse(document: str | Source, *, known: glossary.Glossary | None = None) -> Report:
    """Everything that can be said about one text. Text never raises: what is absent is empty or None.

    ``known`` is the glossary to link (default: the one shipped). Offsets count code points of the
    document's text.

    >>> parse("全市生产总值增长5%左右。").indicators[0].bound
    'approx'
    """
    source = document if isinstance(document, Source) else Source(document)
    text = source.text
    shape = outline.read_outline(text)
    entries, entry_notices = annex.read_annex(text, shape)
    found = indicators.read_indicators(text, shape)
    linked, link_notices = terms.link_terms(text, shape, entries, known or glossary.Glossary.shipped())
    notices = (*source.notices, *shape.notices, *entry_notices, *link_notices)
    return Report(source, shape.head, shape.sections, found, linked, notices)
