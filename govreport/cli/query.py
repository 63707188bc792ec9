"""govreport query: questions in SQL over the tables of a corpus."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from govreport.cli import streams
from govreport.errors import CorpusError
from govreport.render.tables import Group, Table

Format = Literal["csv", "json"]


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="DuckDB 的 SQL。", show_default=False)],
    tables: Annotated[
        Path,
        typer.Argument(
            metavar="OUT",
            help="govreport corpus 写出的文件夹，或一个 .parquet .csv .jsonl 文件。",
            show_default=False,
        ),
    ],
    format: Annotated[
        Format | None, typer.Option(metavar="csv|json", help="数据格式；不写则为表格。")
    ] = None,
) -> None:
    """用 SQL 查询语料的表：indicators、reports、sections、terms。

    文件夹有全部四张表；单个文件只有它自己的那张，表名不变。列名见 DESCRIBE indicators。

    \b
    例：
      govreport query "SELECT region, year, value FROM indicators WHERE name = '地区生产总值'" 语料
      govreport query "SELECT unit, count(*) AS n FROM indicators GROUP BY unit ORDER BY n DESC" 指标.parquet
      govreport query "DESCRIBE indicators" 语料 --format json
    """
    try:
        from govreport.corpus import database
    except ModuleNotFoundError as error:
        raise CorpusError(f"查询需要 {error.name}，请先安装：pip install 'govreport[data]'") from None
    columns, answer = database.query(sql, tables)
    rows = [tuple(map(_shorter, row)) for row in answer]
    sys.stdout.write(_written(columns, rows, format))


def _written(columns: Sequence[str], rows: Sequence[Sequence[Any]], format: Format | None) -> str:
    if format == "json":
        objects = [dict(zip(columns, row, strict=True)) for row in rows]
        return json.dumps(objects, ensure_ascii=False, indent=2, default=str) + "\n"
    if format == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])
        return out.getvalue()
    return streams.records(_table(columns, rows), to_terminal=sys.stdout.isatty())


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    cells = tuple(tuple(_cell(value) for value in row) for row in rows)
    numbers = tuple(
        at
        for at in range(len(columns))
        if any(row[at] is not None for row in rows)
        and all(row[at] is None or _is_number(row[at]) for row in rows)
    )
    widest = max(range(len(columns)), key=lambda at: max((len(row[at]) for row in cells), default=0))
    return Table(f"{len(rows)} 行", tuple(columns), (Group("", cells),), wide=widest, right=numbers)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shorter(value: object) -> object:
    """A whole number as such, like in the JSON of a report."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _cell(value: object) -> str:
    """A value on one line."""
    return "" if value is None else " ".join(str(value).split())
