"""A comparison as tables for people and as rows for CSV and workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from govreport.records import Indicator, Report, number
from govreport.render import figures
from govreport.render.tables import Group, Table

if TYPE_CHECKING:
    from govreport.compare import Change, Comparison, Promise, Turnover, Verdict

PARTS = ("promises", "changes", "terms", "headings")

# Sign, name and colour; the signs differ in shape, so that they read without colour.
SHOWN: dict[Verdict, tuple[str, str, str]] = {
    "missed": ("✘", "未达到", "bold red"),
    "met": ("✔", "达到", "bold green"),
    "exceeded": ("▲", "超过", "bold bright_green"),
    "unclear": ("?", "无法判断", "bold yellow"),
    "not_reported": ("○", "未报告", "bold magenta"),
    "unmatched": ("·", "未能对应", "bold"),
    "pending": ("…", "未到期", "bold"),
}
# A sentence of targets may hold a dozen figures; of each its clause and those before it are quoted, in characters.
_BEFORE, _AFTER = 32, 16
_CLAUSE_END = re.compile(r"[，,；;：:。]")
_JUDGED = ("missed", "met", "exceeded", "unclear")

Kind = Literal["text", "whole", "number"]  # of a column (tablefile.py)
Row = Mapping[str, object]

COLUMNS: Mapping[str, Kind] = {
    **dict.fromkeys(("old_source", "new_source", "region"), "text"),
    **dict.fromkeys(("old_year", "new_year"), "whole"),
    **dict.fromkeys(
        ("indicator", "label", "name", "action", "measure", "period", "basis", "verdict"), "text"
    ),
    **{"gap": "number", "unit": "text", "target": "number", "target_max": "number", "target_bound": "text"},
    "stretch": "number",
    **{"outcome": "number", "outcome_max": "number", "outcome_unit": "text", "outcome_bound": "text"},
    **{"note": "text", "target_sentence": "text", "target_start": "whole", "target_end": "whole"},
    **{"outcome_sentence": "text", "outcome_start": "whole", "outcome_end": "whole"},
}
_YEARS: Mapping[str, Kind] = {"old_year": "whole", "new_year": "whole"}
_CHANGES: Mapping[str, Kind] = {
    **_YEARS,
    **dict.fromkeys(("indicator", "label", "measure"), "text"),
    **{
        "before_period": "text",
        "before": "number",
        "after_period": "text",
        "after": "number",
        "unit": "text",
    },
    **{"difference": "number", "before_sentence": "text", "before_start": "whole", "before_end": "whole"},
    **{"after_sentence": "text", "after_start": "whole", "after_end": "whole"},
}
_TURNOVER: Mapping[str, Kind] = {**_YEARS, "change": "text", "text": "text"}


def tables(comparison: Comparison, parts: Iterable[str] = PARTS) -> list[Table]:
    """The parts asked for as tables, the evidence of the verdicts behind the verdicts.

    >>> from govreport import parse
    >>> from govreport.compare import compare
    >>> old = parse("2024年工作安排\\n2024年，全市生产总值增长6%。")
    >>> new = parse("2024年工作回顾\\n2024年，全市生产总值增长6.4%。")
    >>> for table in tables(compare(old, new), ["promises"]):
    ...     print(table.title, *table.rows)
    目标与结果：超过 1 ('▲', '地区生产总值', '+6%', '+6.4%', '+0.4个百分点')
    依据 ('▲ 地区生产总值', '目标 24—26', '2024年，全市生产总值增长6%。')
         ('', '结果 24—28', '2024年，全市生产总值增长6.4%。')
    """
    made: list[Table] = []
    wanted = set(parts)
    if "promises" in wanted:
        made += [_promise_table(comparison), _evidence_table(comparison)]
    if "changes" in wanted:
        made.append(_change_table(comparison))
    if "terms" in wanted:
        made.append(_turnover_table("术语", comparison.terms))
    if "headings" in wanted:
        made.append(_turnover_table("标题", comparison.headings))
    return [table for table in made if any(group.rows for group in table.groups)]


def title(comparison: Comparison) -> str:
    """The line above a comparison: whose reports, of which years.

    >>> from govreport import parse
    >>> from govreport.compare import compare
    >>> title(compare(parse("清河县2023年政府工作报告\\n各位代表："), parse("清河县2024年政府工作报告\\n各位代表：")))
    '清河县：2023 年的目标，2024 年报告的结果'
    """
    old, new = comparison.old.head, comparison.new.head
    place = new.region or old.region
    years = f"{old.year or '某'} 年的目标，{new.year or '某'} 年报告的结果"
    return f"{place}：{years}" if place else years


def rows(comparisons: Iterable[Comparison]) -> list[Row]:
    """One row a promise, with the keys of ``COLUMNS``."""
    return [_promise_row(c, p) for c in comparisons for p in c.promises]


def sheets(comparisons: Iterable[Comparison]) -> dict[str, tuple[Mapping[str, Kind], list[Row]]]:
    """Columns and rows of each part, by its name."""
    every = list(comparisons)
    return {
        "promises": (COLUMNS, rows(every)),
        "changes": (_CHANGES, [_change_row(c, change) for c in every for change in c.changes]),
        "terms": (_TURNOVER, [row for c in every for row in _turnover_rows(c, c.terms)]),
        "headings": (_TURNOVER, [row for c in every for row in _turnover_rows(c, c.headings)]),
    }


def _promise_table(comparison: Comparison) -> Table:
    found = {v: [p for p in comparison.promises if p.verdict == v] for v in SHOWN}
    counts = "，".join(f"{SHOWN[v][1]} {len(of)}" for v, of in found.items() if of)
    groups = tuple(
        Group(f"{SHOWN[v][0]} {SHOWN[v][1]}（{len(of)}）", tuple(map(_promise_line, of)), SHOWN[v][2])
        for v, of in found.items()
        if of
    )
    if len(groups) == 1:
        groups = (replace(groups[0], title=""),)
    return Table(f"目标与结果：{counts}", ("", "指标", "目标", "结果", "差距"), groups, wide=1)


def _promise_line(promise: Promise) -> tuple[str, ...]:
    target, outcome = promise.target, promise.outcome
    when = f"（{figures.period(target)}）" if promise.verdict == "pending" else ""
    asked = _amount(target)
    if promise.stretch is not None:
        asked += f"（力争 {_amount(replace(target, value=promise.stretch, value_max=None, bound='exact'))}）"
    told = _amount(outcome) if outcome else promise.note or _instead(promise.instead)
    gap = "" if promise.gap is None else difference(target, promise.gap)
    if outcome and gap and outcome.bound in ("ge", "gt"):
        gap += "以上"
    return (SHOWN[promise.verdict][0], _line(promise.label) + when, asked, told, gap)


def _instead(figure: Indicator | None) -> str:
    """What is said where the outcome is not: — or the other figure with its years."""
    return "—" if figure is None else f"只有 {_amount(figure)}（{figures.period(figure)}）"


def _evidence_table(comparison: Comparison) -> Table:
    rows = []
    for promise in comparison.promises:
        if promise.verdict in _JUDGED:
            named = f"{SHOWN[promise.verdict][0]} {promise.label}"
            rows.append((named, *_evidence("目标", promise.target, comparison.old)))
            if promise.outcome:
                rows.append(("", *_evidence("结果", promise.outcome, comparison.new)))
    return Table("依据", ("指标", "位置", "原文"), (Group("", tuple(rows)),), wide=2)


def _evidence(what: str, figure: Indicator, report: Report) -> tuple[str, str]:
    return f"{what} {figure.start}—{figure.end}", quotation(figure, report.text)


def quotation(figure: Indicator, text: str) -> str:
    """The clauses up to that of a figure; … stands for the rest of its sentence.

    >>> from govreport import parse
    >>> text = "主要目标是：生产总值增长6%，固定资产投资增长8%，城镇新增就业3000人，城乡居民收入和经济增长同步，粮食总产量稳定在21万吨。"
    >>> for figure in parse(text).indicators:
    ...     print(quotation(figure, text))
    主要目标是：生产总值增长6%…
    主要目标是：生产总值增长6%，固定资产投资增长8%…
    主要目标是：生产总值增长6%，固定资产投资增长8%，城镇新增就业3000人…
    …城乡居民收入和经济增长同步，粮食总产量稳定在21万吨。
    """
    whole = figure.sentence
    start, end = max(whole.start, figure.start - _BEFORE), min(whole.end, figure.end + _AFTER)
    if start > whole.start and (mark := _CLAUSE_END.search(text, start - 1, figure.start)):
        start = mark.end()
    if end < whole.end and (mark := _CLAUSE_END.search(text, figure.end, end)):
        end = mark.start()
    before, after = ("…" if start > whole.start else ""), ("…" if end < whole.end else "")
    return f"{before}{_line(text[start:end])}{after}"


def _change_table(comparison: Comparison) -> Table:
    rows = tuple(
        (c.label, _amount(c.before), _amount(c.after), difference(c.before, c.difference))
        for c in comparison.changes
    )
    before, after = (c.head.year for c in (comparison.old, comparison.new))
    columns = ("指标", f"{before} 年报告", f"{after} 年报告", "变化")
    return Table(f"结果的变化（{len(rows)} 项）", columns, (Group("", rows),))


def _turnover_table(what: str, turnover: Turnover) -> Table:
    groups = (
        Group(f"+ 新出现（{len(turnover.new)}）", tuple((_line(t),) for t in turnover.new)),
        Group(f"- 不再出现（{len(turnover.gone)}）", tuple((_line(t),) for t in turnover.gone)),
    )
    return Table(f"{what}的变化", ("",), tuple(group for group in groups if group.rows))


def difference(figure: Indicator, amount: Decimal) -> str:
    """A difference in the figure's unit and scale; of percentages in percentage points.

    >>> from govreport import parse
    >>> difference(parse("生产总值达到458.51亿元。").indicators[0], Decimal(-150000000))
    '-1.5亿元'
    """
    unit = {"%": "个百分点", "‰": "个千分点"}.get(figure.unit, figure.unit)
    gap = replace(
        figure, measure="change", value=amount, value_max=None, unit=unit, bound="exact", basis=None
    )
    return figures.change(gap)


def _amount(figure: Indicator) -> str:
    return figures.change(figure) if figure.measure in ("growth", "change") else figures.value(figure)


def _line(text: str) -> str:
    return " ".join(text.split())


def _promise_row(comparison: Comparison, promise: Promise) -> Row:
    old, new, target, outcome = comparison.old, comparison.new, promise.target, promise.outcome
    row: dict[str, object] = {
        "old_source": old.source.path,
        "new_source": new.source.path,
        "region": new.head.region or old.head.region,
        **_years(comparison),
        "indicator": promise.series,
        "label": promise.label,
        "name": target.name,
        "action": target.action,
        "measure": target.measure,
        "period": target.period,
        "basis": target.basis,
        "verdict": promise.verdict,
        "gap": _number(promise.gap),
        "unit": target.unit,
        "target": _number(target.value),
        "target_max": _number(target.value_max),
        "target_bound": target.bound,
        "stretch": _number(promise.stretch),
        "note": promise.note,
        **_place("target", target, old),
    }
    if outcome:
        row |= {
            "outcome": _number(outcome.value),
            "outcome_max": _number(outcome.value_max),
            "outcome_unit": outcome.unit,
            "outcome_bound": outcome.bound,
            **_place("outcome", outcome, new),
        }
    return row


def _change_row(comparison: Comparison, change: Change) -> Row:
    before, after = change.before, change.after
    return {
        **_years(comparison),
        "indicator": change.series,
        "label": change.label,
        "measure": before.measure,
        "before_period": before.period,
        "before": _number(before.value),
        "after_period": after.period,
        "after": _number(after.value),
        "unit": before.unit,
        "difference": _number(change.difference),
        **_place("before", before, comparison.old),
        **_place("after", after, comparison.new),
    }


def _turnover_rows(comparison: Comparison, turnover: Turnover) -> Iterable[Row]:
    for change in ("new", "gone"):
        for text in getattr(turnover, change):
            yield {**_years(comparison), "change": change, "text": _line(text)}


def _years(comparison: Comparison) -> Row:
    return {"old_year": comparison.old.head.year, "new_year": comparison.new.head.year}


def _place(which: str, figure: Indicator, report: Report) -> Row:
    sentence = _line(figure.sentence.of(report.text))
    return {f"{which}_sentence": sentence, f"{which}_start": figure.start, f"{which}_end": figure.end}


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)
