"""The tables of a corpus as files: one of a format, or a folder with all of them as Parquet.

Rows come out in the order of the inputs, whatever the number of workers and however often the run was
interrupted: the same inputs give the same bytes. Each file appears whole or not at all.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from govreport.corpus import faults
from govreport.corpus.document import Failure
from govreport.corpus.shards import Kept
from govreport.corpus.tables import WHATS, What
from govreport.errors import CorpusError, why

FAILURES = "failures.jsonl"

_NEEDS = {".jsonl": None, ".csv": "duckdb", ".parquet": "duckdb", ".xlsx": "xlsxwriter", "": "duckdb"}
_CHUNK = 1 << 20
_PROCESSES = multiprocessing.get_context("spawn")


def check(out: Path) -> None:
    """CorpusError where the output can't be written, before any work is done."""
    suffix = out.suffix.lower()
    if suffix not in _NEEDS:
        known = " ".join(filter(None, _NEEDS))
        raise CorpusError(f"{out}：不认得后缀 {out.suffix}；可用 {known}，或不写后缀，得到含全部表的文件夹")
    needed = _NEEDS[suffix]
    if needed and find_spec(needed) is None:
        raise CorpusError(
            f"写 {suffix or 'Parquet'} 需要 {needed}，请先安装：pip install 'govreport[data]'（.jsonl 不需要）"
        )
    if suffix and out.is_dir():
        raise CorpusError(f"{out}：是文件夹，请给出文件名，或不带后缀的名字")
    if not suffix and out.exists() and not out.is_dir():
        raise CorpusError(f"{out}：是文件，不能作为文件夹；请换一个名字，或写明后缀")
    if not out.parent.is_dir():
        raise CorpusError(f"{out}：没有文件夹 {out.parent}，请先建立")
    if not os.access(out if out.is_dir() else out.parent, os.W_OK):
        raise CorpusError(f"{out}：没有写入权限，请换一个位置")


def tables_for(out: Path, what: What) -> tuple[str, ...]:
    """The tables that an output is made of; a workbook has a sheet of notices.

    >>> tables_for(Path("a.csv"), "terms"), tables_for(Path("a.xlsx"), "terms"), len(tables_for(Path("a"), "terms"))
    (('terms',), ('terms', 'notices'), 4)
    """
    if not out.suffix:
        return WHATS
    return (what, "notices") if out.suffix.lower() == ".xlsx" else (what,)


def failures_beside(out: Path) -> Path:
    """Where the failures of a run are listed: inside a folder, beside a file."""
    return out.with_name(FAILURES) if out.suffix else out / FAILURES


def write(out: Path, what: What, shards: Path, live: Sequence[Kept], failures: Sequence[Failure]) -> None:
    """Write the rows of the documents ``live``, in their order, and the list of failures if there are any."""
    with _scratch(shards) as scratch:
        match out.suffix.lower():
            case ".jsonl":
                with _replacing(out, scratch) as part, part.open("wb") as stream:
                    stream.writelines(pieces(shards, live, what))
            case ".xlsx":
                from govreport.corpus.workbook import write_workbook

                with _replacing(out, scratch) as part:
                    write_workbook(part, what, lambda table: rows(shards, live, table), failures)
            case "":
                for table in WHATS:
                    with _replacing(out / f"{table}.parquet", scratch) as part:
                        _with_duckdb(part, "parquet", table, shards, live)
            case suffix:
                with _replacing(out, scratch) as part:
                    _with_duckdb(part, suffix.removeprefix("."), what, shards, live)
        _write_failures(failures_beside(out), scratch, failures)


def _write_failures(place: Path, scratch: Path, failures: Sequence[Failure]) -> None:
    """A JSON object a line; without failures there is no such file."""
    if not failures:
        place.unlink(missing_ok=True)
    else:
        with (
            _replacing(place, scratch) as part,
            part.open("w", encoding="utf-8", errors="backslashreplace") as stream,
        ):
            stream.writelines(json.dumps(f._asdict(), ensure_ascii=False) + "\n" for f in failures)
    faults.reach("failures-kept")


def pieces(shards: Path, live: Sequence[Kept], table: str) -> Iterator[bytes]:
    """The JSON lines of the documents in order, in chunks; neighbours in a shard are read in one go."""
    for shard, entries in groupby(live, key=lambda entry: entry.shard):
        with (shards / shard / f"{table}.jsonl").open("rb") as file:
            for start, end in _joined((e.rows[table][0], e.rows[table][1]) for e in entries):
                file.seek(start)
                while start < end:
                    piece = file.read(min(_CHUNK, end - start))
                    if not piece:
                        raise CorpusError(f"{file.name}：中间结果不完整，请删除 {shards.parent} 后重新运行")
                    yield piece
                    start += len(piece)


def rows(shards: Path, live: Sequence[Kept], table: str) -> Iterator[dict[str, object]]:
    """The rows of the documents in order, as objects."""
    rest = b""
    for piece in pieces(shards, live, table):
        *lines, rest = (rest + piece).split(b"\n")
        yield from map(json.loads, lines)


def _joined(stretches: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches that touch as one."""
    start, end = next(stretches)
    for further, last in stretches:
        if further != end:
            yield start, end
            start = further
        end = last
    yield start, end


def _with_duckdb(part: Path, format: str, table: str, shards: Path, live: Sequence[Kept]) -> None:
    """Have DuckDB copy a table, in a process of its own: its memory goes with it."""
    mended = part.with_name("mended")
    shutil.rmtree(mended, ignore_errors=True)
    mended.mkdir()
    files = [str(file) for file in _files(shards, live, table, mended)]
    line, far = _PROCESSES.Pipe(duplex=False)
    arguments = (far, files, table, str(part), format, str(mended))
    process = _PROCESSES.Process(target=_copy, args=arguments, daemon=True)
    process.start()
    far.close()
    try:
        error = line.recv()
    except EOFError:
        error = "写表的进程意外结束，可能是内存不足"
    process.join()
    if error is not None:
        raise CorpusError(f"{part.name}：写不了（{error}）；再次运行即可继续")


def _copy(line: Connection, *arguments: Any) -> None:
    """Copy with DuckDB, and say what went wrong, or None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    from govreport.corpus import database

    error = None
    try:
        database.copy(*arguments)
    except Exception as problem:
        error = str(problem)
    with suppress(ConnectionError):  # the parent is gone
        line.send(error)


def _files(shards: Path, live: Sequence[Kept], table: str, mended: Path) -> Iterator[Path]:
    """Files that together hold the rows in order: the shards themselves, and where not all of one counts or
    its documents belong apart, what counts of it, copied to the folder ``mended``."""
    for number, (shard, entries) in enumerate(groupby(live, key=lambda entry: entry.shard)):
        file, together = shards / shard / f"{table}.jsonl", list(entries)
        stretches = list(_joined((e.rows[table][0], e.rows[table][1]) for e in together))
        if stretches == [(0, file.stat().st_size)]:
            yield file
            continue
        copied = mended / f"{number:08}.jsonl"
        with copied.open("wb") as stream:
            stream.writelines(pieces(shards, together, table))
        yield copied


@contextmanager
def _scratch(shards: Path) -> Iterator[Path]:
    """A folder for outputs being written, of this run alone: of one that was killed a process may still write."""
    for left in shards.parent.glob("output-*"):
        shutil.rmtree(left, ignore_errors=True)
    scratch = shards.with_name(f"output-{os.getpid()}")
    scratch.mkdir()
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def _replacing(target: Path, scratch: Path) -> Iterator[Path]:
    """A name to write to that takes the place of the target when all went well."""
    part = scratch / target.name
    try:
        yield part
        faults.reach("output-written")
        os.replace(part, target)
    except OSError as error:
        raise CorpusError(
            f"{target}：写不了（{why(error)}），请检查磁盘空间和权限；再次运行即可继续"
        ) from error
    faults.reach("output-kept")
