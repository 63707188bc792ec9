"""Renderers: pure functions from a Report to what people and programs read.

``figures`` writes one indicator as a person would; ``tables`` lays a report out as tables, which ``plain``
and ``terminal`` print; ``json`` and ``csv`` are the contract's formats. Each takes the parts asked for.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from govreport.records import Report, Status

PARTS = ("head", "outline", "indicators", "terms")
ALL: Set[str] = frozenset(PARTS)


def narrow(report: Report, *, status: Status | None = None, name: str | None = None) -> Report:
    """The report with only the indicators of this status whose name contains ``name`` (case aside).

    >>> from govreport.records import Head, Source, Span
    >>> head = Head(None, None, None, None, None, None, None, None, None, Span(0, 0))
    >>> narrow(Report(Source(""), head, (), (), (), ()), name="GDP").indicators
    ()
    """
    wanted = (name or "").casefold()
    kept = (i for i in report.indicators if status in (None, i.status) and wanted in i.name.casefold())
    return replace(report, indicators=tuple(kept))
