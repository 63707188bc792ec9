"""Panel cells laid out for people: outcomes beside targets, report by report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from govreport.render.figures import short
from govreport.render.tables import Group, Table

if TYPE_CHECKING:
    from govreport.panel import Cell

MEASURES = {"level": "数值", "share": "比率", "growth": "增速", "change": "变动", "rank": "位次"}
_SIGNS = {"exact": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "约"}
_SCALES = (("万亿", 12), ("亿", 8), ("万", 4))
_DECIMALS = 2  # a scale that needs more decimals than this reads worse than the plain number


def panel_table(cells: Sequence[Cell]) -> Table:
    """One row for each indicator and measure of a report, its outcome and its target side by side."""
    groups = tuple(
        Group(f"{place or '（地区不详）'} {year or ''}".strip(), tuple(_rows(members)))
        for (_, place, year), members in groupby(cells, key=lambda c: (c.source, c.region, c.year))
    )
    return Table(f"面板（{len(cells)} 格）", ("指标", "口径", "实际", "目标"), groups)


def wide_table(columns: Iterable[str], rows: Sequence[Mapping[str, object]]) -> Table:
    """One row a report; — where it says nothing."""
    names = tuple(columns)
    shown = tuple(tuple(_shown(row.get(name)) for name in names) for row in rows)
    figures = tuple(range(names.index("source") + 1, len(names)))
    return Table(
        f"面板（{len(rows)} 份报告）", names, (Group("", shown),), wide=names.index("source"), right=figures
    )


def _shown(value: object) -> str:
    return "—" if value is None else str(value)


def _rows(cells: Iterable[Cell]) -> Iterator[tuple[str, ...]]:
    for (label, measure), pair in groupby(cells, key=lambda c: (c.label, c.measure)):
        by_status = {cell.status: value(cell) for cell in pair}
        yield label, MEASURES[measure], by_status.get("actual", ""), by_status.get("target", "")


def value(cell: Cell) -> str:
    """The figure with the words that qualify it, as a person writes it: 控制在5.5%以内."""
    shown = amount(cell.value, cell.unit, cell.value_max)
    lead, gap, tail = cell.wording.partition("…")
    if not gap and lead[:2] in ("以上", "左右", "以内", "以下", "之内", "之间", "上下"):
        lead, tail = "", lead
    if not cell.wording:
        lead = _SIGNS[cell.bound]
    further = "" if cell.stretch is None else f"（力争{amount(cell.stretch, cell.unit)}）"
    return f"{lead}{shown}{tail}{further}"


def amount(first: Decimal, unit: str, second: Decimal | None = None) -> str:
    """A number or range with its scale and unit.

    >>> amount(Decimal(2670000000000), "元"), amount(Decimal(39545), "元"), amount(Decimal(5), "%", Decimal("5.5"))
    ('2.67万亿元', '39545元', '5—5.5%')
    """
    both = [first] if second is None else [first, second]
    scale, power = next(((s, p) for s, p in _SCALES if all(_suits(v, p) for v in both)), ("", 0))
    return "—".join(short(v.scaleb(-power)) for v in both) + scale + unit


def _suits(value: Decimal, power: int) -> bool:
    shown = value.scaleb(-power)
    return abs(shown) >= 1 and round(shown, _DECIMALS) == shown
