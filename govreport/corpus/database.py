"""The only door to DuckDB: copying rows to Parquet and CSV, and questions in SQL over the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from govreport.corpus.tables import COLUMNS, WHATS
from govreport.errors import CorpusError

# What a spreadsheet would take for the beginning of a formula, full-width forms included; an apostrophe before
# it makes it text (OWASP, "CSV Injection").
_FORMULA = r"^\s*[=+\-@＝＋－＠]|^[\t\r]"
_BOM = "\ufeff"  # by which Excel knows UTF-8; DuckDB has no option for it, the first column's name carries it

_MEMORY = "512MB"
# How our CSV is written is said, not guessed: the guess fails on quotation marks at a cell's beginning.
_DIALECT = """header = true, delim = ',', quote = '"', escape = '"'"""


def copy(files: Sequence[str], table: str, target: str, format: str, spill: str) -> None:
    """Copy rows of a table from files of JSON lines, in their order, to one file of Parquet or CSV.

    ``spill`` is a folder for what does not fit into memory.
    """
    columns = dict(COLUMNS[table])
    if format == "csv":  # numbers with the digits that stand in the rows
        columns = {column: "VARCHAR" if kind == "DOUBLE" else kind for column, kind in columns.items()}
    with duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": spill}) as connection:
        rows = _rows(list(files), columns)
        if format == "csv":
            query = f"SELECT {_for_excel(COLUMNS[table])} FROM {rows}"
            connection.execute(f"COPY ({query}) TO {_quoted(target)} (FORMAT csv, HEADER)")
        else:
            connection.execute(
                f"COPY (SELECT * FROM {rows}) TO {_quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
            )


def query(sql: str, tables: Path) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The columns and rows that a question in SQL has for its answer.

    ``tables`` is the folder of a corpus, or a file with one of its tables; each is a view under its name
    (indicators, reports, sections, terms). CorpusError says what is wrong with a question.
    """
    with duckdb.connect() as connection:
        try:
            for name, source in _views(connection, tables).items():
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {source}")
        except duckdb.Error as error:
            first = str(error).split("\n")[0]  # the others advise on options that we set
            raise CorpusError(
                f"{tables}：读不了，不是 govreport corpus 写出的表，或已损坏（{first}）"
            ) from error
        try:
            if not connection.extract_statements(sql):
                raise CorpusError("SQL 是空的；例如 SELECT region, year, value FROM indicators")
            answer = connection.execute(sql)
            return [column[0] for column in answer.description or ()], answer.fetchall()
        except duckdb.Error as error:
            raise CorpusError(f"SQL 有误：{error}") from error


def _views(connection: duckdb.DuckDBPyConnection, tables: Path) -> Mapping[str, str]:
    """What each view reads."""
    if tables.is_dir():
        found: dict[str, str] = {what: source for what in WHATS if (source := _parquet(tables, what))}
        if not found:
            raise CorpusError(
                f"{tables}：文件夹里没有 {'、'.join(f'{what}.parquet' for what in WHATS)}；先用 govreport corpus 生成"
            )
        return found
    if not tables.exists():
        raise CorpusError(f"{tables}：没有这个文件，请检查路径；先用 govreport corpus 生成")
    readers = {".parquet": "read_parquet", ".csv": "read_csv", ".jsonl": "read_json"}
    reader = readers.get(tables.suffix.lower())
    if reader is None:
        raise CorpusError(f"{tables}：只能查询文件夹或 {' '.join(readers)} 文件，请另存为其中一种")
    path = _quoted(str(tables))
    how = f", {_DIALECT}" if reader == "read_csv" else ""
    described = connection.execute(f"DESCRIBE SELECT * FROM {reader}({path}{how})").fetchall()
    columns = [row[0] for row in described]
    what = next((what for what in WHATS if list(COLUMNS[what]) == columns), None)
    if what is None:
        raise CorpusError(f"{tables}：不是 govreport corpus 写出的表（列名不符）")
    if reader == "read_csv":
        kinds = _struct(COLUMNS[what])
        return {what: f"read_csv({path}, {_DIALECT}, columns = {kinds})"}
    return {what: _rows([str(tables)], COLUMNS[what]) if reader == "read_json" else f"{reader}({path})"}


def _parquet(folder: Path, what: str) -> str | None:
    """A table of a folder: one file, or a folder of parts as written by a cluster."""
    if (folder / f"{what}.parquet").is_file():
        return f"read_parquet({_quoted(str(folder / f'{what}.parquet'))})"
    if any((folder / what).glob("*.parquet")):
        return f"read_parquet({_quoted(str(folder / what / '*.parquet'))})"
    return None


def _rows(files: Sequence[str], columns: Mapping[str, str]) -> str:
    """Rows in files of JSON lines; without a file there are none."""
    if not files:
        empty = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in columns.items())
        return f"(SELECT {empty} WHERE false)"
    listed = ", ".join(map(_quoted, files))
    return f"read_json([{listed}], format = 'newline_delimited', columns = {_struct(columns)})"


def _struct(columns: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items()) + "}"


def _for_excel(columns: Mapping[str, str]) -> str:
    def cell(column: str, kind: str) -> str:
        if kind != "VARCHAR":
            return f'"{column}"'
        formula = f"regexp_matches(\"{column}\", '{_FORMULA}')"
        return f"CASE WHEN {formula} THEN '''' || \"{column}\" ELSE \"{column}\" END"

    names = [_BOM * (at == 0) + column for at, column in enumerate(columns)]
    cells = (cell(column, kind) for column, kind in columns.items())
    return ", ".join(f'{cell} AS "{name}"' for cell, name in zip(cells, names, strict=True))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
