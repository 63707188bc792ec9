"""Readers: one file a format, each from raw bytes to a Source. The kind is decided by content, not by name.

A new format is a new file with ``decode(data, path) -> Source`` and one line in ``_READERS``; it is imported
when a document of its kind is met.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from govreport.errors import ReadError
from govreport.readers import kinds
from govreport.records import Source

_READERS = {"text/plain": "text"}

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
    source = Source(plain(content), path=path) if isinstance(content, str) else _decode(content, path)
    if not source.text or source.text.isspace():
        raise ReadError(path, "是空的，没有可读的文字，请检查文件是否下载或保存完整")
    return source


def plain(text: str) -> str:
    """The text that offsets count in: no BOM, every line break a ``\\n``, nothing else changed.

    >>> plain("\\ufeff一\\r\\n二\\r三\\n")
    '一\\n二\\n三\\n'
    """
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _bytes_at(path: str) -> bytes:
    """The raw content of a file or of standard input, or a ReadError that says what to do."""
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except FileNotFoundError:
        raise ReadError(path, "没有这个文件，请检查路径和文件名") from None
    except IsADirectoryError:
        raise ReadError(path, f"是文件夹，请给出其中的文件，如 {os.path.join(path, '*.txt')}") from None
    except PermissionError:
        raise ReadError(path, "没有读取权限，请先改权限（chmod u+r）或换用户") from None
    except (OSError, ValueError) as error:
        raise ReadError(path, f"读不了（{error}），请检查路径") from error


def _decode(data: bytes, path: str) -> Source:
    """Hand the bytes to the reader of their kind."""
    kind = kinds.kind_of(data)
    if kind not in _READERS:
        raise ReadError(path, kinds.remedy(kind))
    reader = import_module(f"govreport.readers.{_READERS[kind]}")
    source: Source = reader.decode(data, path)
    return source


def _name_of(stream: IO[bytes] | IO[str]) -> str:
    """What to call a stream: its file name where it has one, else ``-``."""
    name = getattr(stream, "name", None)
    return name if isinstance(name, str) and name != "<stdin>" else "-"
