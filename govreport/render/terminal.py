"""Tables for a terminal, with rich: they fit the width they are given, and long cells wrap."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from govreport.render.tables import Table

_WIDEST = 22  # of a column beside the wide one; at 80 columns the names keep at least 25
_READABLE = 24  # of a column whose text wraps
# What stays on one line: a word, a number or a span of numbers, a Chinese character, with the brackets and
# quotation marks before it and the punctuation behind it.
_UNBROKEN = re.compile(
    r"[（《“‘【〔]* (?: [\x21-\x7e]+ (?:[—–～][\x21-\x7e]+)* | . ) [，。、；：！？）》”’】〕％…]*",
    re.DOTALL | re.VERBOSE,
)


def render(tables: Iterable[Table], width: int) -> RenderableType:
    """One renderable for all tables, laid out for ``width`` cells.

    >>> from rich.console import Console
    >>> Console(width=20).print(render([Table("指标", ("名称", "数值"), ())], 20))
    指标 ───────────────
    名称 数值
    <BLANKLINE>
    """
    return Group(*(part for table in tables for part in _table(table, width)))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells: no word of Latin letters or digits is broken that fits on a line,
    none begins with closing punctuation, none ends with an opening bracket.

    >>> wrapped("全市R&D经费投入增长8.5%，居全省第一。", 12)
    ['全市R&D经费', '投入增长', '8.5%，居全省', '第一。']
    >>> wrapped("只有18049人（2016—2020）", 16)
    ['只有18049人', '（2016—2020）']
    """
    lines = [""]
    for unit in _UNBROKEN.findall(text):
        if lines[-1] and cell_len(lines[-1]) + cell_len(unit) > width:
            lines.append("")
        while cell_len(unit) > width:
            head = set_cell_size(unit, width).rstrip()
            lines[-1:] = [head, ""]
            unit = unit[len(head) :]
        lines[-1] += unit.lstrip() if not lines[-1] else unit
    return lines


def narrowest(table: Table) -> int:
    """The cells that a table needs to be readable: the wide column may wrap, no other.

    >>> from govreport.render.tables import Group as Rows
    >>> narrowest(Table("", ("id", "sentence"), (Rows("", (("gdp", "字" * 90),)),), wide=1))
    29
    """
    rows = (table.columns, *table.rows)
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    widths[table.wide] = min(widths[table.wide], _READABLE)
    return sum(widths) + len(widths)


def _table(table: Table, width: int) -> Iterable[RenderableType]:
    widths = _widths(table, width - table.indent)

    def grid(rows: Iterable[tuple[str, ...]], style: str = "") -> RenderableType:
        made = Grid.grid(padding=(0, 1, 0, 0))
        for at, cells in enumerate(widths):
            made.add_column(width=cells, justify="right" if at in table.right else "left", style=style)
        for row in rows:
            made.add_row(*map(_cell, row, widths))
        return Padding(made, (0, 0, 0, table.indent))

    yield Rule(Text(table.title, style="bold"), style="dim", align="left")
    if any(table.columns):
        yield grid([table.columns], style="dim")
    for group in table.groups:
        if group.title:
            yield Text("\n".join(wrapped(group.title, width)), style=group.style)
        yield grid(group.rows)
    yield Text()


def _widths(table: Table, width: int) -> list[int]:
    """What each column needs, at most ``_WIDEST``; the wide one takes of the rest what it needs."""
    rows = (table.columns, *table.rows)
    widest = _WIDEST if len(table.columns) > 2 else width // 2
    widths = [min(widest, max(map(cell_len, column))) for column in zip(*rows, strict=True)]
    others = sum(widths) - widths[table.wide]
    needed = max(cell_len(row[table.wide]) for row in rows)
    widths[table.wide] = min(needed, max(10, width - len(widths) - others))  # one cell between two
    return widths


def _cell(cell: str, width: int) -> RenderableType:
    """Leading spaces indent the whole cell, wrapped lines too."""
    text = cell.lstrip(" ")
    indent = min(len(cell) - len(text), width // 2)
    lines = Text("\n".join(wrapped(text, width - indent)))
    return Padding(lines, (0, 0, 0, indent)) if indent else lines
