"""Explaining: why a number got its name, measure, period and status.

The stages tell a trace what they did; nothing is computed twice and no result depends on being watched.
"""

from __future__ import annotations

from typing import NamedTuple

from govreport.binding import Trace
from govreport.records import Indicator, Source
from govreport.report import parse


class Step(NamedTuple):
    """One thing a rule did: the rule's name and what it said."""

    rule: str
    said: str


class Explanation(NamedTuple):
    """An indicator, the sentence it stands in, and the steps that led to it, in order."""

    indicator: Indicator
    sentence: str
    steps: tuple[Step, ...]


def explain(document: str | Source, at: int | None = None) -> tuple[Explanation, ...]:
    """How each indicator was read; with ``at``, only the one that holds or is nearest behind that offset.

    >>> [found] = explain("全年引进超亿元项目39个。")
    >>> found.indicator.name, [step.rule for step in found.steps][:3]
    ('超亿元项目', ['小句', '并列', '左侧词'])
    """
    trace = Trace()
    report = parse(document, trace=trace)
    text, found = report.text, report.indicators
    steps: dict[int, list[Step]] = {}
    for start, rule, said in trace.notes:
        steps.setdefault(start, []).append(Step(rule, said))
    if at is not None:
        found = tuple([i for i in found if at < i.end][:1])
    return tuple(
        Explanation(i, text[i.sentence.start : i.sentence.end].strip(), tuple(steps.get(i.start, ())))
        for i in found
    )
