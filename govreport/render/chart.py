"""A chart drawn in characters: a bar for the outcome, a mark for the target."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from govreport.render.tables import Group, Table

if TYPE_CHECKING:
    from govreport.charts import Chart, Point

_WIDTH = 30  # cells of the longest bar; with names and two figures it fits into 80


def table(chart: Chart) -> Table:
    """A row a year of a place, or a row a place of a year; ┃ is the target.

    >>> from govreport import parse
    >>> from govreport.charts import chart
    >>> from govreport.panel import panel
    >>> text = "2025年工作回顾\\n全市生产总值增长4%。\\n2026年工作安排\\n生产总值增长5%。"
    >>> for row in table(chart(panel([parse(text)]), "gdp")).rows:
    ...     print(*row)
    2025 4%  ████████████████████████
    2026  5%                               ┃
    """
    at = {(p.region, p.year, p.status): p for p in chart.points}
    ends = [v for p in chart.points for v in (p.value, p.value_max) if v is not None]
    low, high = min(Decimal(0), *ends), max(Decimal(0), *ends)

    def row(named: str, region: str, year: int) -> tuple[str, ...]:
        actual, target = at.get((region, year, "actual")), at.get((region, year, "target"))
        shown = [p.shown if p else "" for p in (actual, target)]
        return (named, *shown, bar(actual, target, low, high))

    columns = ("年份", "实际", "目标", "█ 实际　┃ 目标")
    groups: tuple[Group, ...]
    if len(chart.years) == 1 and len(chart.regions) > 1:
        year = chart.years[0]
        order = sorted(chart.regions, key=lambda r: _known(at.get((r, year, "actual"))), reverse=True)
        groups = (Group("", tuple(row(region, region, year) for region in order)),)
        columns = ("地区", *columns[1:])
    else:
        several = len(chart.regions) > 1
        groups = tuple(
            Group(
                region if several else "",
                tuple(
                    row(str(year), region, year)
                    for year in chart.years
                    if (region, year, "actual") in at or (region, year, "target") in at
                ),
            )
            for region in chart.regions
        )
    return Table(chart.title, columns, groups, wide=3, right=(1, 2))


def bar(actual: Point | None, target: Point | None, low: Decimal, high: Decimal) -> str:
    """The outcome from zero to its value and the target's mark, on a scale from ``low`` to ``high``.

    >>> bar(None, None, Decimal(0), Decimal(1))
    ''
    """
    reach = high - low or Decimal(1)

    def cell(value: Decimal) -> int:
        return round((value - low) / reach * _WIDTH)

    cells = [" "] * (_WIDTH + 1)
    if actual:
        first, last = sorted((cell(Decimal(0)), cell(actual.value)))
        cells[first:last] = "█" * (last - first)
    if target:
        for value in {target.value, target.value if target.value_max is None else target.value_max}:
            cells[cell(value)] = "┃"
    return "".join(cells).rstrip()


def _known(point: Point | None) -> tuple[bool, Decimal]:
    return point is not None, point.value if point else Decimal(0)
