"""A table as an Excel workbook: a frozen header, number formats, and a sheet of notices behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

import xlsxwriter

from govreport.corpus.document import Failure
from govreport.corpus.tables import COLUMNS, What

_ROWS = 1_048_575  # of a sheet, below its header
_CELL = 32_767  # characters
_WIDTHS = {
    "source": 28,
    "heading": 32,
    "name": 28,
    "sentence": 60,
    "title": 32,
    "definition": 60,
    "message": 60,
}

Rows = Iterable[Mapping[str, object]]


def write_workbook(
    path: Path, what: What, rows_of: Callable[[str], Rows], failures: Sequence[Failure]
) -> None:
    """Write one table and, on a sheet of their own, the notices: of the reports, and of what failed.

    A table longer than a sheet goes on on the next; a text longer than a cell is cut, and a notice says so.
    Text is written as text: nothing can become a formula or a link.
    """
    cut: list[dict[str, object]] = []
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "in_memory": False}) as book:
        _write(book, what, COLUMNS[what], rows_of(what), cut)
        failed = ({"source": f.source, "code": "failed", "message": f.reason} for f in failures)
        _write(book, "notices", COLUMNS["notices"], chain(failed, rows_of("notices"), cut), [])


def _write(
    book: xlsxwriter.Workbook,
    name: str,
    columns: Mapping[str, str],
    rows: Rows,
    cut: list[dict[str, object]],
) -> None:
    """The rows on as many sheets as they take; cells that were cut are added to ``cut``."""
    bold = book.add_format({"bold": True})
    formats = {
        "INTEGER": book.add_format({"num_format": "0"}),
        "DOUBLE": book.add_format({"num_format": "#,##0.######"}),
    }
    whole = book.add_format({"num_format": "#,##0"})
    left, number = iter(rows), 1
    while (first := next(left, None)) is not None or number == 1:
        sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _WIDTHS.get(column, 11))
            sheet.write_string(0, at, column, bold)
        these = islice(chain([] if first is None else [first], left), _ROWS)
        count = 0
        for count, row in enumerate(these, 1):
            for at, (column, kind) in enumerate(columns.items()):
                value = row.get(column)
                if value is None:
                    continue
                if isinstance(value, str):
                    if len(value) > _CELL:
                        cut.append(_too_long(row, column))
                    sheet.write_string(count, at, value[:_CELL])
                elif isinstance(value, bool):
                    sheet.write_boolean(count, at, value)
                elif isinstance(value, int | float):
                    is_whole = kind == "DOUBLE" and value == int(value)
                    sheet.write_number(count, at, value, whole if is_whole else formats[kind])
        sheet.autofilter(0, 0, count, len(columns) - 1)
        number += 1


def _too_long(row: Mapping[str, object], column: str) -> dict[str, object]:
    message = f"{column} 超过 Excel 单元格的 {_CELL} 字，已截断；全文见 CSV 或 Parquet"
    return {"source": row["source"], "code": "cell-cut", "message": message, "start": row.get("start")}
