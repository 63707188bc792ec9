"""Two reports of one place side by side: what was promised and what became of it, and what else changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from govreport import promises, vocabulary
from govreport.errors import GovReportError
from govreport.panel import Cell, panel
from govreport.records import Indicator, Report, number
from govreport.verdicts import TOLERANCE, Amount, gap, judge

# met, missed and exceeded are judged (verdicts.py); unclear: an outcome is there, but not enough to judge by it;
# not_reported: a series of the vocabulary that the new report is silent on; unmatched: a promise that only its
# name tells, not surely found again; pending: due after the years that the new report reviews.
Verdict = Literal["missed", "met", "exceeded", "unclear", "not_reported", "unmatched", "pending"]
VERDICTS: tuple[Verdict, ...] = (
    "missed",
    "met",
    "exceeded",
    "unclear",
    "not_reported",
    "unmatched",
    "pending",
)

_DIGITS = re.compile(r"[\d０-９一二三四五六七八九十〇○]+|[\s，。、；：“”《》（）()]")


class CompareError(GovReportError):
    """Reports that can't be compared."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A target of the old report and the outcome the new one reports.

    ``gap`` is in the target's unit, ``stretch`` the further aim named beside the target (力争), ``instead``
    what a new report that does not report the outcome says of the series (five years' sum, the amount
    without its growth).
    """

    target: Indicator
    verdict: Verdict
    series: str | None = None
    outcome: Indicator | None = None
    gap: Decimal | None = None
    stretch: Decimal | None = None
    instead: Indicator | None = None
    note: str | None = None

    @property
    def label(self) -> str:
        """The name of the series, else the target's own with what is to be done."""
        if self.series:
            return vocabulary.SERIES[self.series].zh
        target = self.target
        done = promises.deed(target.action, target.name)
        shown = target.action if target.measure == "level" and done not in (None, "stock") else None
        return f"{shown or ''}{target.name}"


@dataclass(frozen=True, slots=True)
class Change:
    """An outcome of the year before beside that of the year; ``difference`` is in the unit of ``before``."""

    series: str
    before: Indicator
    after: Indicator
    difference: Decimal

    @property
    def label(self) -> str:
        return vocabulary.SERIES[self.series].zh


@dataclass(frozen=True, slots=True)
class Turnover:
    """What stands only in the new report and what only in the old one."""

    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that two reports of one place say about each other."""

    old: Report
    new: Report
    promises: tuple[Promise, ...]
    changes: tuple[Change, ...]
    terms: Turnover
    headings: Turnover

    def to_dict(self) -> dict[str, Any]:
        """A JSON object; amounts in base units, sentences with their offsets in each report's text."""
        return {
            "old": _report(self.old),
            "new": _report(self.new),
            "promises": [_promise(p, self.old, self.new) for p in self.promises],
            "changes": [_change(c, self.old, self.new) for c in self.changes],
            "terms": {"new": list(self.terms.new), "gone": list(self.terms.gone)},
            "headings": {"new": list(self.headings.new), "gone": list(self.headings.gone)},
        }


def compare(old: Report, new: Report, *, tolerance: Decimal = TOLERANCE) -> Comparison:
    """The targets of ``old`` beside the outcomes of ``new``, and what changed between the two.

    ``tolerance`` is in percent of a target that is itself approximate (左右, 约).

    >>> from govreport import parse
    >>> old = parse("2024年工作安排\\n2024年，全市生产总值增长6%左右。")
    >>> new = parse("2024年工作回顾\\n2024年，全市生产总值增长6.1%。")
    >>> [(p.label, p.verdict, p.gap) for p in compare(old, new).promises]
    [('地区生产总值', 'met', Decimal('0.1'))]
    """
    return Comparison(
        old,
        new,
        promises=tuple(_promises(old, new, tolerance)),
        changes=tuple(_changes(old, new)),
        terms=_terms(old, new),
        headings=_headings(old, new),
    )


def compare_years(reports: Iterable[Report], *, tolerance: Decimal = TOLERANCE) -> list[Comparison]:
    """One place's reports, each beside the next, and beside a later one that reviews what was due only then.

    Raises CompareError where a report tells no year, or two tell the same.

    >>> from govreport import parse
    >>> years = [parse(f"清河县{year}年政府工作报告\\n各位代表：") for year in (2023, 2022, 2024)]
    >>> [(c.old.head.year, c.new.head.year) for c in compare_years(years)]
    [(2022, 2023), (2023, 2024)]
    """
    ordered = _in_order(reports)
    found: list[Comparison] = []
    for at, old in enumerate(ordered[:-1]):
        found.append(compare(old, ordered[at + 1], tolerance=tolerance))
        waiting = {p.target.start for p in found[-1].promises if p.verdict == "pending"}
        for new in ordered[at + 2 :]:
            due = tuple(
                p
                for p in _promises(old, new, tolerance)
                if p.target.start in waiting and p.verdict != "pending"
            )
            if due:
                found.append(Comparison(old, new, due, (), Turnover((), ()), Turnover((), ())))
                waiting -= {p.target.start for p in due}
    return found


def _in_order(reports: Iterable[Report]) -> list[Report]:
    by_year: dict[int, Report] = {}
    for report in reports:
        year, path = report.head.year, report.source.path
        if year is None:
            raise CompareError(f"{path}：看不出是哪一年的报告；请用 govreport extract --only head 核对题头")
        if year in by_year:
            raise CompareError(f"{path} 与 {by_year[year].source.path} 同是 {year} 年的报告；请只留一份")
        by_year[year] = report
    return [by_year[year] for year in sorted(by_year)]


def reviewed(report: Report) -> tuple[int, int] | None:
    """The first and last year a report reviews; None where it doesn't say and its own year is not known."""
    if report.head.review:
        return _years(report.head.review)
    return None if report.head.year is None else (report.head.year - 1, report.head.year - 1)


def _promises(old: Report, new: Report, tolerance: Decimal) -> Iterator[Promise]:
    told = promises.outcomes(new)
    chosen = {c.start for c in panel([new], status="actual")}
    cells = panel([old], status="target")
    stretches = {(c.start, c.indicator): c.stretch for c in cells}
    for target in _targets(old, cells):
        things = promises.things(target, old.head) or (promises.Thing(None, ""),)
        for thing in things:
            kept = _kept(target, thing, told.get(thing, ()), chosen, old, new, tolerance)
            yield replace(kept, stretch=stretches.get((target.start, thing.series or "")))


def _targets(old: Report, cells: Iterable[Cell]) -> Iterator[Indicator]:
    """The report's promises, one of several that say the same; of a series' figures for the year the panel's."""
    headline = {(c.indicator, c.measure, c.period): c.start for c in cells}
    plans = {s.id for s in old.sections if s.role == "plan"}
    seen = set()
    for target in old.indicators:
        if target.status != "target" or not (target.section is None or target.section in plans):
            continue
        names = [t.series or t.name for t in promises.things(target, old.head)]
        first = {headline.get((name, target.measure, target.period), target.start) for name in names}
        if first and target.start not in first and target.basis in (None, "yoy"):
            continue  # 力争 beside the target, a part of the place, the target once more
        amount = (target.value, target.value_max, target.unit, target.period, target.basis)
        key = (*amount, *(names or (target.name, target.action)))
        if key not in seen:
            seen.add(key)
            yield target


def _kept(
    target: Indicator,
    thing: promises.Thing,
    told: Iterable[promises.Figure],
    chosen: set[int],
    old: Report,
    new: Report,
    tolerance: Decimal,
) -> Promise:
    series = thing.series
    if _is_pending(target, new):
        return Promise(target, "pending", series)
    found = promises.answers(promises.figure(target, old.text), thing, told)
    best = [o for o in found if o.start in chosen] or found
    if not best:
        verdict: Verdict = "not_reported" if series else "unmatched"
        instead = None if not series else next((t.indicator for t in told), None)
        return Promise(target, verdict, series, instead=instead, note=_not_reviewed(target, new))
    if len(best) > 1:
        return Promise(target, "unclear" if series else "unmatched", series, note="新报告有几个不同的数")
    outcome = best[0]
    asked, told_amount = Amount(target.value, target.value_max, target.bound), _amount(outcome, target.unit)
    if _beyond_belief(target, asked, told_amount):
        return Promise(target, "unclear", series, outcome, note="相差过大，请核对原文")
    ceiling = promises.ceiling(target, old.text[max(0, target.start - 6) : target.start])
    verdict = judge(asked, told_amount, ceiling=ceiling, tolerance=tolerance)
    return Promise(target, verdict, series, outcome, gap(asked, told_amount))


def _beyond_belief(target: Indicator, asked: Amount, told: Amount) -> bool:
    """A rate of growth that is thrice the target's and 30 points more was of several years in 5 of 6 read."""
    return target.measure == "growth" and told.value > asked.value * 3 and told.value - asked.value > 30


def _is_pending(target: Indicator, new: Report) -> bool:
    """Due later than what the new report reviews; an average over years can't be told before they are over."""
    span = reviewed(new)
    if span is None or target.period is None:
        return False
    return _years(target.period)[1] > span[1]


def _not_reviewed(target: Indicator, new: Report) -> str | None:
    """Says so where the new report does not look back to the target's year at all."""
    span = reviewed(new)
    if span is None or target.period is None or _years(target.period)[1] >= span[0]:
        return None
    return f"新报告回顾的是 {new.head.review or span[1]} 年".replace("/", "—")


def _amount(outcome: Indicator, unit: str) -> Amount:
    converted = promises.in_unit(outcome, unit)
    value, second = converted or (outcome.value, outcome.value_max)
    return Amount(value, second, outcome.bound)


def _changes(old: Report, new: Report) -> Iterator[Change]:
    """The outcomes both reports give, in the order of the new one."""
    before = {(c.indicator, c.measure): c.start for c in panel([old], status="actual")}
    earlier = {i.start: i for i in old.indicators}
    later = {i.start: i for i in new.indicators}
    cells = sorted(panel([new], status="actual"), key=lambda c: c.start)
    for cell in cells:
        key = (cell.indicator, cell.measure)
        one, other = earlier.get(before.get(key, -1)), later.get(cell.start)
        if one is None or other is None or one.period == other.period or one.basis != other.basis:
            continue
        if (amount := promises.in_unit(other, one.unit)) is not None:
            yield Change(cell.indicator, one, other, amount[0] - one.value)


def _terms(old: Report, new: Report) -> Turnover:
    """Terms that one report uses or defines and the other neither has nor says."""
    before, after = ({t.term for t in report.terms} for report in (old, new))
    return Turnover(
        new=tuple(t.term for t in new.terms if t.term not in before and t.term not in old.text),
        gone=tuple(t.term for t in old.terms if t.term not in after and t.term not in new.text),
    )


def _headings(old: Report, new: Report) -> Turnover:
    """Headings of the two upper levels; years and numbers in them make no difference."""
    before, after = _titles(old), _titles(new)
    return Turnover(
        new=tuple(title for bare, title in after.items() if bare not in before),
        gone=tuple(title for bare, title in before.items() if bare not in after),
    )


def _titles(report: Report) -> dict[str, str]:
    shown = (s for s in report.sections if s.level <= 2 and s.role in ("review", "plan"))
    return {_DIGITS.sub("", s.title): s.title for s in shown}


def _years(period: str) -> tuple[int, int]:
    first, _, last = period.partition("/")
    return int(first), int(last or first)


def _report(report: Report) -> dict[str, Any]:
    head = report.head
    return {"path": report.source.path, "region": head.region, "level": head.level, "year": head.year}


def _promise(promise: Promise, old: Report, new: Report) -> dict[str, Any]:
    return {
        "indicator": promise.series,
        "label": promise.label,
        "verdict": promise.verdict,
        "gap": None if promise.gap is None else number(promise.gap),
        "stretch": None if promise.stretch is None else number(promise.stretch),
        "note": promise.note,
        "target": _figure(promise.target, old),
        "outcome": None if promise.outcome is None else _figure(promise.outcome, new),
        "instead": None if promise.instead is None else _figure(promise.instead, new),
    }


def _change(change: Change, old: Report, new: Report) -> dict[str, Any]:
    return {
        "indicator": change.series,
        "label": change.label,
        "difference": number(change.difference),
        "before": _figure(change.before, old),
        "after": _figure(change.after, new),
    }


def _figure(figure: Indicator, report: Report) -> dict[str, Any]:
    """The indicator as in the contract, with its sentence's text."""
    return figure.to_dict() | {"evidence": figure.sentence.of(report.text)}
