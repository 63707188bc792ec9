"""Tables for a terminal, with rich: they fit the width they are given, and long cells wrap."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from govreport.render.tables import Table

_WIDEST = 22  # of a column beside the wide one; at 80 columns the names keep at least 25


def render(tables: Iterable[Table], width: int) -> RenderableType:
    """One renderable for all tables, laid out for ``width`` cells.

    >>> from rich.console import Console
    >>> Console(width=20).print(render([Table("指标", ("名称", "数值"), ())], 20))
    指标 ───────────────
    名称            数值
    <BLANKLINE>
    """
    return Group(*(part for table in tables for part in _table(table, width)))


def _table(table: Table, width: int) -> Iterable[RenderableType]:
    widths = _widths(table, width)
    yield Rule(Text(table.title, style="bold"), style="dim", align="left")
    if any(table.columns):
        head = _grid(table, widths)
        head.add_row(*(Text(column, style="dim") for column in table.columns))
        yield head
    for group in table.groups:
        if group.title:
            yield Text(group.title, style="bold cyan")
        grid = _grid(table, widths)
        for row in group.rows:
            grid.add_row(*(_cell(cell) for cell in row))
        yield grid
    yield Text()


def _widths(table: Table, width: int) -> list[int]:
    """What each column needs, at most ``_WIDEST``; the wide one takes the rest (one cell between two)."""
    count = len(table.columns)
    rows = (table.columns, *table.rows)
    widths = [min(_WIDEST, max(cell_len(row[at]) for row in rows)) for at in range(count)]
    others = sum(widths) - widths[table.wide]
    widths[table.wide] = max(10, width - (count - 1) - others)
    return widths


def _grid(table: Table, widths: list[int]) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    for at, cells in enumerate(widths):
        grid.add_column(width=cells, justify="right" if at in table.right else "left", overflow="fold")
    return grid


def _cell(cell: str) -> RenderableType:
    """Leading spaces indent the whole cell, wrapped lines too."""
    indent = len(cell) - len(cell.lstrip(" "))
    text = Text(cell.lstrip(" "))
    return Padding(text, (0, 0, 0, indent)) if indent else text
