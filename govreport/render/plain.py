"""Tables for a pipe: aligned columns, one line a row, no colour, no boxes, nothing wrapped or cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from govreport.render.tables import Table

_GAP = "  "
_WIDEST = 60  # a longer cell is printed whole but does not push its column further to the right


def render(tables: Iterable[Table]) -> str:
    """The tables as text that ends with a newline; an empty line between two of them.

    >>> from govreport.render.tables import Group
    >>> rows = (("投资", "5亿元"), ("粮食产量", "3吨"))
    >>> print(render([Table("指标", ("名称", "数值"), (Group("一、回顾", rows),))]), end="")
    指标
      名称      数值
    一、回顾
      投资      5亿元
      粮食产量  3吨
    """
    return "\n".join(_table(table) for table in tables)


def width(text: str) -> int:
    """The number of terminal cells a text takes: two for each wide character.

    >>> width("GDP增长")
    7
    """
    return len(text) if text.isascii() else sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)


def _table(table: Table) -> str:
    head = [table.columns] if any(table.columns) else []
    widths = [
        max((w for row in (*head, *table.rows) if (w := width(row[at])) <= _WIDEST), default=0)
        for at in range(len(table.columns))
    ]

    def line(cells: tuple[str, ...]) -> str:
        padded = (
            _pad(cell, widths[at], right=at in table.right) if cell or at < len(cells) - 1 else ""
            for at, cell in enumerate(cells)
        )
        return " " * table.indent + _GAP.join(padded).rstrip()

    lines = [table.title, *map(line, head)]
    for group in table.groups:
        lines += [group.title] if group.title else []
        lines += map(line, group.rows)
    return "\n".join(lines) + "\n"


def _pad(cell: str, to: int, *, right: bool) -> str:
    space = " " * (to - width(cell))
    return space + cell if right else cell + space
