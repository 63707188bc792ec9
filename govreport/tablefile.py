"""A table as a file: CSV, JSON Lines, a workbook or Parquet, whichever the suffix asks for.

Rows are mappings from column to value, None where there is nothing. The two binary forms need the extra
``data``; ``corpus`` writes its own, larger tables from its shards.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Literal, TextIO, cast

from govreport.errors import GovReportError
from govreport.records import number

Kind = Literal["text", "whole", "number"]
Row = Mapping[str, object]
Columns = Mapping[str, Kind]
Sheets = Mapping[str, tuple[Columns, Iterable[Row]]]

# What a spreadsheet would take for the beginning of a formula (OWASP, "CSV Injection").
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_SQL = {"text": "VARCHAR", "whole": "BIGINT", "number": "DOUBLE"}
_WIDE = {"sentence": 60, "target_sentence": 60, "outcome_sentence": 60, "label": 24, "source": 28}


def write(stream: IO[str], suffix: str, columns: Columns, rows: Iterable[Row], *, file: bool = True) -> None:
    """Write the table as the suffix says, to a stream of text (its ``buffer`` takes the binary forms).

    ``file`` says that a spreadsheet may open it: text that it would run as a formula gets an apostrophe.

    >>> import sys
    >>> write(sys.stdout, ".csv", {"id": "text", "value": "number"}, [{"id": "gdp", "value": None}])
    id,value
    gdp,
    """
    if suffix == ".csv":
        _csv(stream, columns, rows, guard=file)
    elif suffix == ".jsonl":
        _jsonl(stream, columns, rows)
    else:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"table{suffix}"
            _BINARY[suffix](path, columns, rows)
            cast(TextIO, stream).buffer.write(path.read_bytes())


def write_workbook(stream: IO[str], sheets: Sheets) -> None:
    """Write a workbook of several tables, each on the sheet of its name, to a stream with a ``buffer``."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        _workbook(path, sheets)
        cast(TextIO, stream).buffer.write(path.read_bytes())


def _csv(stream: IO[str], columns: Columns, rows: Iterable[Row], *, guard: bool) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name), guard) for name in columns])


def _jsonl(stream: IO[str], columns: Columns, rows: Iterable[Row]) -> None:
    for row in rows:
        made = {name: _json(row.get(name)) for name in columns}
        stream.write(json.dumps(made, ensure_ascii=False) + "\n")


def _xlsx(path: Path, columns: Columns, rows: Iterable[Row]) -> None:
    _workbook(path, {"data": (columns, rows)})


def _workbook(path: Path, sheets: Sheets) -> None:
    """Sheets with a frozen header and number formats; text is never a formula."""
    try:
        import xlsxwriter
    except ImportError:
        raise GovReportError(_missing(".xlsx", "XlsxWriter")) from None
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        formats = {"whole": book.add_format({"num_format": "0"}), "number": book.add_format()}
        formats["number"].set_num_format("#,##0.######")
        plain = book.add_format({"num_format": "#,##0"})
        for sheet, (columns, rows) in sheets.items():
            page = book.add_worksheet(sheet)
            page.freeze_panes(1, 0)
            for at, name in enumerate(columns):
                page.set_column(at, at, _WIDE.get(name, max(10, len(name) + 2)))
                page.write_string(0, at, name, bold)
            last = 0
            for last, row in enumerate(rows, 1):
                for at, (name, kind) in enumerate(columns.items()):
                    value = _json(row.get(name))
                    if isinstance(value, int | float):
                        integral = kind == "number" and value == int(value)
                        page.write_number(last, at, value, plain if integral else formats.get(kind))
                    elif value is not None:
                        page.write_string(last, at, str(value)[:32_767])
            page.autofilter(0, 0, last, len(columns) - 1)


def _parquet(path: Path, columns: Columns, rows: Iterable[Row]) -> None:
    """A Parquet file, by DuckDB; numbers are doubles."""
    try:
        import duckdb
    except ImportError:
        raise GovReportError(_missing(".parquet", "duckdb")) from None
    with TemporaryDirectory() as folder:
        lines = Path(folder) / "rows.jsonl"
        with lines.open("w", encoding="utf-8") as stream:
            _jsonl(stream, columns, rows)
        kinds = ", ".join(f"'{name}': '{_SQL[kind]}'" for name, kind in columns.items())
        source = f"read_json('{lines}', format = 'newline_delimited', columns = {{{kinds}}})"
        target = str(path).replace("'", "''")
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT * FROM {source}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            )


_BINARY: Mapping[str, Callable[[Path, Columns, Iterable[Row]], None]] = {".xlsx": _xlsx, ".parquet": _parquet}
SUFFIXES: Sequence[str] = (".csv", ".jsonl", *_BINARY)


def _cell(value: object, guard: bool) -> object:
    if isinstance(value, Decimal):
        return number(value)
    if guard and isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value


def _json(value: object) -> object:
    return number(value) if isinstance(value, Decimal) else value


def _missing(suffix: str, library: str) -> str:
    return f"写 {suffix} 需要 {library}，请先运行 pip install 'govreport[data]'"
