"""What is done for one document, by whatever engine: read it, parse it, write its rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from govreport.corpus import faults, tables
from govreport.errors import GovReportError
from govreport.readers import is_table, read, read_many
from govreport.records import Source

_KIND = re.compile(r"[^，；：。（(]+")


class Document(NamedTuple):
    """One report to be done: a file, or the row of a table that ``source`` already holds.

    ``done`` is the content hash under which an earlier run did it.
    """

    name: str
    source: Source | None = None
    done: str | None = None


class Failure(NamedTuple):
    """A document that could not be done, and why; failures of one ``kind`` are counted together."""

    source: str
    kind: str
    reason: str


class Done(NamedTuple):
    """A document that is done: the hash of its content and its rows as bytes of JSON lines, by table."""

    source: str
    digest: str
    rows: dict[str, bytes]
    counts: dict[str, int]


class Unchanged(NamedTuple):
    """A document that an earlier run has done, and whose content is still the same."""

    source: str


Outcome = Done | Failure | Unchanged


def documents(path: str, text_column: str | None = None) -> Iterator[Document | Failure]:
    """The reports of a file: the file itself, or one for each row of a table of texts.

    >>> list(documents("报告.txt"))
    [Document(name='报告.txt', source=None, done=None)]
    """
    if text_column is None and not is_table(path):
        yield Document(path)
        return
    try:
        yield from (Document(source.path, source) for source in read_many(path, text_column))
    except Exception as error:
        yield failure(path, error)


def process(document: Document, wanted: Sequence[str]) -> Outcome:
    """The rows of a document in the tables ``wanted``; it never raises: what goes wrong is a Failure.

    >>> done = process(Document("甲.txt", Source("生产总值增长5%。", "甲.txt")), ["indicators", "reports"])
    >>> done.counts, list(done.rows)
    ({'indicators': 1, 'reports': 1}, ['indicators', 'reports'])
    >>> process(Document("无.txt"), ["reports"]).kind
    '没有这个文件'
    """
    from govreport.report import Reading  # the parent of a run never parses, and holds no dictionaries

    try:
        if document.done is not None and _digest_now(document) == document.done:
            return Unchanged(document.name)
        source = document.source or read(document.name)
        faults.reach("document-read")
        reading = Reading(source)
        rows = {table: tables.lines(reading, table) for table in wanted}
        return Done(
            document.name,
            digest(source),
            {table: "".join(lines).encode() for table, lines in rows.items()},
            {table: len(lines) for table, lines in rows.items()},
        )
    except Exception as error:
        return failure(document.name, error)


def digest(source: Source) -> str:
    """What tells one content from another: the hash of the raw bytes, and what a table says beside a text."""
    beside = "" if source.region is None and source.year is None else f" {source.region} {source.year}"
    return f"{source.sha256 or hashlib.sha256(source.text.encode()).hexdigest()}{beside}"


def failure(name: str, error: Exception) -> Failure:
    """An error as data; the first words of a message on purpose are its kind, else the type.

    >>> from govreport.errors import ReadError
    >>> failure("a.txt", ReadError("a.txt", "是空的，没有可读的文字")).kind
    '是空的'
    """
    if not isinstance(error, GovReportError):
        kind = type(error).__name__
        return Failure(name, f"内部错误 {kind}", f"{kind}: {error}")
    reason = getattr(error, "reason", str(error))
    first = _KIND.match(reason)
    return Failure(name, first[0] if first else reason, reason)


def _digest_now(document: Document) -> str:
    if document.source is not None:
        return digest(document.source)
    with Path(document.name).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
