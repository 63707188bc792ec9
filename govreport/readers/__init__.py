"""Readers: one file a format, each from raw bytes to a Source. The kind is decided by content, not by name.

A new format is a new file with ``decode(data, path) -> Source`` and one line in ``_READERS``; it is imported
when a document of its kind is met. Tables, one report a row, are the exception: a table of texts is told by
its suffix or by the name of its text column (``read_many``).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from govreport.errors import ReadError, why
from govreport.readers import kinds
from govreport.records import Source

_READERS = {
    "text/plain": "text",
    "text/html": "html",
    "multipart/related": "mhtml",
    kinds.DOCX: "docx",
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/rtf": "doc",
}
_TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".ndjson")

Document = str | os.PathLike[str] | IO[bytes] | IO[str]


def read(document: Document) -> Source:
    """A document as its exact text and where it came from.

    ``document`` is a path, ``-`` for standard input, or an open stream of bytes or text. What can't be read
    raises ReadError, whose message names the input and the remedy.

    >>> import io
    >>> source = read(io.BytesIO("\\ufeff生产总值\\r\\n增长5%".encode()))
    >>> source.text, source.encoding, source.path
    ('生产总值\\n增长5%', 'utf-8', '-')
    """
    content: Any
    if isinstance(document, str | os.PathLike):
        path = os.fspath(document)
        content = _bytes_at(path)
    else:
        path = _name_of(document)
        content = document.read()
    source = Source(plain(content), path=path) if isinstance(content, str) else decode(content, path)
    if not source.text or source.text.isspace():
        raise ReadError(path, "是空的，没有可读的文字，请检查文件是否下载或保存完整")
    return source


def read_many(path: str | os.PathLike[str], text_column: str | None = None) -> Iterator[Source]:
    """All reports of a file: those of a table's rows, else the one that the document is.

    A table (.csv, .tsv, .xlsx, .jsonl, or any file with ``text_column`` named) is read row by row; its
    sources are called ``file.csv#3`` after the row they stand in (the first below the header is 1) and carry
    the row's region and year. Rows without text are left out. Raises ReadError like ``read``.

    >>> import tempfile
    >>> with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
    ...     print("地区,年份,正文", "青禾县,2023,生产总值增长5%", sep="\\n", file=file, flush=True)
    ...     [(s.path == f"{file.name}#1", s.region, s.year, s.text) for s in read_many(file.name)]
    [(True, '青禾县', 2023, '生产总值增长5%')]
    """
    name = os.fspath(path)
    if text_column is None and not is_table(name):
        yield read(name)
        return
    from govreport.readers import table

    yield from table.rows(name, text_column)


def is_table(path: str) -> bool:
    """Whether a file is a table of reports by its name.

    >>> is_table("各县报告.XLSX"), is_table("报告.docx")
    (True, False)
    """
    return path.lower().endswith(_TABLES)


def plain(text: str) -> str:
    """The text that offsets count in: no BOM, every line break a ``\\n``, nothing else changed.

    >>> plain("\\ufeff一\\r\\n二\\r三\\n")
    '一\\n二\\n三\\n'
    """
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _bytes_at(path: str) -> bytes:
    """The raw content of a file or of standard input, or a ReadError that says what to do."""
    if not path:
        raise ReadError('""', "文件名是空的，请检查命令中的变量")
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError:
        raise ReadError(path, "没有这个文件，请检查路径和文件名") from None
    except IsADirectoryError:
        raise ReadError(path, f"是文件夹，请给出其中的文件，如 {os.path.join(path, '*.txt')}") from None
    except PermissionError:
        raise ReadError(path, "没有读取权限，请先改权限（chmod u+r）或换用户") from None
    except OSError as error:
        raise ReadError(path, f"读不了（{why(error)}），请检查路径") from error
    except ValueError as error:  # a name that none can be
        raise ReadError(path, f"读不了（{error}），请检查路径") from error


def decode(data: bytes, path: str) -> Source:
    """The Source of raw bytes, by the reader of their kind; ``path`` is what errors call them.

    >>> decode("全年生产总值增长5%".encode("gbk"), "a.txt").encoding
    'gb18030'
    """
    kind = kinds.kind_of(data)
    if kind == "application/zip" and path.lower().endswith((".docx", ".docm", ".wps")):
        raise ReadError(path, "不是完好的 DOCX 文件，可能没有下载完整；请重新下载，或在 Word、WPS 中重新另存")
    if kind not in _READERS:
        raise ReadError(path, kinds.remedy(kind))
    try:
        reader = import_module(f"govreport.readers.{_READERS[kind]}")
    except ModuleNotFoundError as error:
        raise ReadError(path, missing(error.name)) from None
    source: Source = reader.decode(data, path)
    return source


def missing(library: str | None) -> str:
    """What to say where the library that a format needs is not installed."""
    return f"读这种文件需要 {library}，请先安装：pip install 'govreport[documents]'"


def _name_of(stream: IO[bytes] | IO[str]) -> str:
    """What to call a stream: its file name where it has one, else ``-``."""
    name = getattr(stream, "name", None)
    return name if isinstance(name, str) and name != "<stdin>" else "-"
