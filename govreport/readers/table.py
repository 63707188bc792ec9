"""Tables of reports: CSV, XLSX and JSON lines, one report a row, its text in one column.

Rows come one by one, so that a table of any size is read in the memory of a row. The columns that say which
report it is, its region and its year, are carried along with the text.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from govreport.errors import ReadError, why
from govreport.readers import missing, plain
from govreport.records import Notice, Source

Row = Mapping[str, Any]

# Names under which tables keep a report's text, its place and its year; compared without case.
_TEXTS = ("text", "fulltext", "full_text", "content", "body", "正文", "全文", "文本", "内容", "报告", "报告正文", "报告全文",
          "报告内容", "报告文本", "政府工作报告")  # fmt: skip
_REGIONS = ("region", "place", "area", "地区", "区域", "行政区", "行政区划", "地名", "城市", "地市", "省份", "省市", "县区",
            "区县", "县", "市", "省", "city", "county", "province")  # fmt: skip
_YEARS = ("year", "年份", "年度", "年", "报告年份")

_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CELL = 32_767  # what an Excel cell holds; Excel cuts longer texts without a word
_CHUNK = 1 << 20
_FIELD = 1 << 30  # the csv module refuses cells above 131,072 characters unless told otherwise
_YEAR = re.compile(r"(?:19|20)\d\d")


def rows(path: str, text_column: str | None = None) -> Iterator[Source]:
    """The reports of a table in order, those of empty cells left out.

    Without ``text_column`` the column is known by its name (正文, 全文, text, …). Raises ReadError where the
    file can't be read or has no such column.
    """
    media_type, found = _open(path)
    column = ""
    for number, row in enumerate(found, 1):
        if column not in row:  # at first, and in JSON lines each of which may have other keys
            column = _text_column(path, row, text_column)
        text = plain(_written(row[column]))
        if not text.strip():
            continue
        cut = media_type == _XLSX and len(text) >= _CELL
        yield Source(
            text,
            path=f"{path}#{number}",
            media_type=media_type,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            notices=(Notice("cell-full", f"单元格已满 {_CELL} 字，Excel 可能截去了后文"),) if cut else (),
            region=_first(row, _REGIONS),
            year=year_in(_first(row, _YEARS)),
        )


def year_in(cell: str | None) -> int | None:
    """The year that a cell names.

    >>> year_in("2023年"), year_in("2023-01-10 00:00:00"), year_in("第三次"), year_in(None)
    (2023, 2023, None, None)
    """
    found = _YEAR.search(cell or "")
    return int(found[0]) if found else None


def _open(path: str) -> tuple[str, Iterator[Row]]:
    """The media type of a table and its rows, by its suffix; a ZIP archive is a workbook whatever its name."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(4)
    except OSError as error:
        raise ReadError(path, f"读不了（{why(error)}），请检查路径和权限") from error
    suffix = Path(path).suffix.lower()
    if head == b"PK\x03\x04":
        return _XLSX, _of_workbook(path)
    media_type = _MEDIA_TYPES.get(suffix, "text/csv")
    lines = _lines(path)
    return media_type, _of_json(path, lines) if media_type.endswith("jsonl") else _of_csv(path, lines)


def _of_csv(path: str, lines: Iterator[str]) -> Iterator[Row]:
    header = next(lines, "")
    delimiter = max(",\t;，", key=header.count)
    csv.field_size_limit(_FIELD)
    names = next(csv.reader([header], delimiter=delimiter), [])
    try:
        yield from csv.DictReader(lines, _unique(names), delimiter=delimiter, restkey="", restval="")
    except csv.Error as error:
        raise ReadError(path, f"不是完好的 CSV（{error}），请在 Excel 中另存为“CSV UTF-8”") from error


def _of_json(path: str, lines: Iterator[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ReadError(path, f"第 {number} 行不是 JSON（{error}）；JSONL 一行写一个对象") from None
        if not isinstance(row, dict):
            raise ReadError(path, f'第 {number} 行不是 JSON 对象；JSONL 一行写一个对象，如 {{"正文": "…"}}')
        yield row


def _of_workbook(path: str) -> Iterator[Row]:
    """The rows of the first sheet that has any."""
    try:
        import openpyxl
    except ModuleNotFoundError as error:
        raise ReadError(path, missing(error.name)) from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            cells = sheet.iter_rows(values_only=True)
            header = next(cells, None)
            if header is None or not any(header):
                continue
            names = _unique([_written(name) for name in header])
            for row in cells:
                yield dict(zip(names, row, strict=False))
            break
        book.close()
    except (ValueError, KeyError, TypeError, OSError, SyntaxError, zipfile.BadZipFile, zlib.error) as error:
        raise ReadError(path, f"不是完好的 Excel 表格（{error}），请重新另存为 XLSX") from error


def _lines(path: str) -> Iterator[str]:
    """The lines of a table in UTF-8, UTF-16 with a BOM or GB18030, decided from the whole file."""
    with open(path, encoding=_encoding(path), newline="") as file:
        yield from file


def _encoding(path: str) -> str:
    with Path(path).open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        with Path(path).open("rb") as file:
            try:
                for chunk in iter(lambda: file.read(_CHUNK), b""):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    raise ReadError(path, "认不出文字编码，文件可能已损坏；请在 Excel 中另存为“CSV UTF-8”")


def _text_column(path: str, row: Row, wanted: str | None) -> str:
    """The column that holds the texts: the one asked for, else the first with a name that says so."""
    if wanted is not None:
        if wanted in row:
            return wanted
        raise ReadError(path, f"没有名为“{wanted}”的列；有：{'、'.join(row)}")
    known = {name.strip().lower(): name for name in row}
    column = next((known[name] for name in _TEXTS if name in known), None)
    if column is None:
        raise ReadError(path, f"看不出报告正文在哪一列，请用 --text-column 指明；有：{'、'.join(row)}")
    return column


def _first(row: Row, names: Iterable[str]) -> str | None:
    """The first of the columns that the row has and that says something."""
    known = {name.strip().lower(): name for name in row}
    cells = (_written(row[known[name]]).strip() for name in names if name in known)
    return next((cell for cell in cells if cell), None)


def _unique(names: list[str]) -> list[str]:
    """Column names as a reader asks for them; a second column of one name is told by its place."""
    stripped = [name.strip().removeprefix("\ufeff") for name in names]
    return [f"{name}_{at}" if name in stripped[:at] else name for at, name in enumerate(stripped)]


def _written(cell: object) -> str:
    """A cell as text; absence is the empty text."""
    if isinstance(cell, str):
        return cell
    return "" if cell is None else str(cell)
