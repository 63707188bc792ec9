"""Where results go: standard output, or a file that appears whole or not at all. Messages go to stderr."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer

from govreport.errors import GovReportError, ReadError, why
from govreport.records import Notice, Report
from govreport.render.tables import Table

_NOT_REPORTS = frozenset({".tmx", ".tsv", ".py", ".md", ".yaml", ".png", ".svg"})


class WriteError(GovReportError):
    """An output that can't be written."""


def say(message: str) -> None:
    """A message for people, on stderr."""
    sys.stdout.flush()  # where both go to one place, they stay in order
    print(message, file=sys.stderr)


def say_notices(report: Report) -> None:
    """The notices of a report, for people: one of each kind, with their number; the JSON holds them all."""
    kinds: dict[str, list[Notice]] = {}
    for notice in report.notices:
        kinds.setdefault(notice.code, []).append(notice)
    for alike in kinds.values():
        place = "" if alike[0].start is None else f"（第 {alike[0].start} 字）"
        more = f"；这样的共 {len(alike)} 处，见 extract --format json 的 notices" if len(alike) > 1 else ""
        say(f"提示：{report.source.path}：{alike[0].message}{place}{more}")


def reports_in(paths: Sequence[str]) -> list[str]:
    """The files that paths, folders and globs name, ``-`` among them; ReadError where there are none.

    What a folder holds beside its reports, to tell by the suffix, is left out. What names nothing stays: who
    reads it is told so, and the others are read.
    """
    from govreport.corpus.inputs import expand

    def files(path: str) -> list[str]:
        try:
            return [path] if path == "-" else expand([path])
        except ReadError:
            return [path]

    named = {"-", *paths, *map(os.path.normpath, paths)}
    every = [file for path in paths for file in files(path)]
    found = [f for f in dict.fromkeys(every) if f in named or Path(f).suffix.lower() not in _NOT_REPORTS]
    if not found:
        raise ReadError("、".join(paths), "里面没有报告，请检查路径")
    return found


def parse_or_say(file: str) -> Report | None:
    """The report in a file; where it can't be read, say so and return None."""
    from govreport.readers import read
    from govreport.report import parse

    try:
        return parse(read(file))
    except ReadError as error:
        say(f"错误：{error}")
        return None


def tables(laid_out: Iterable[Table], *, to_terminal: bool) -> str:
    """Tables as text: with colour and fitted to the width of a terminal, or plain for a pipe."""
    if not to_terminal:
        from govreport.render import plain

        return plain.render(laid_out)
    from rich.console import Console

    from govreport.render import terminal

    console = Console(highlight=False)
    with console.capture() as captured:
        console.print(terminal.render(laid_out, console.width))
    return captured.get()


def records(table: Table, *, to_terminal: bool) -> str:
    """A table of any number of columns as text; where a terminal is too narrow, its rows stand upright."""
    if to_terminal:
        from govreport.render.terminal import narrowest

        if narrowest(table) > shutil.get_terminal_size().columns:
            table = table.upright()
    return tables([table], to_terminal=to_terminal)


def spare(out: Path | None, read: Iterable[str]) -> None:
    """A wrong call where the output would take the place of something that is read."""
    if out is not None and out.is_file() and os.path.realpath(out) in map(os.path.realpath, read):
        raise typer.BadParameter(f"{out} 是要读的文件，不能写在它上面；请换一个名字", param_hint="--output")


def form(out: Path | None, format: str | None, suffixes: Sequence[str], read: Iterable[str]) -> str:
    """What to write, as a suffix: what the file is called, and ``--format`` may say it too; "" is for people.

    What is ``read`` is not written over.

    >>> form(Path("a.CSV"), None, [".csv"], []), form(None, "csv", [".csv"], []), form(Path("a.txt"), "table", [], [])
    ('.csv', '.csv', '')
    """
    spare(out, read)
    asked = "" if format in (None, "table") else f".{format}"
    suffix = "" if out is None or str(out) == "-" else out.suffix.lower()
    if suffix in ("", ".txt"):
        return asked
    if suffix not in suffixes:
        raise typer.BadParameter(f"{out}：后缀须为 {' '.join((*suffixes, '.txt'))}", param_hint="--output")
    if format is not None and asked != suffix:
        raise typer.BadParameter(
            f"{out} 的后缀是 {suffix}，--format 却是 {format}；请去掉 --format，或改后缀"
        )
    return suffix


@contextmanager
def output(path: Path | None, *, bom: bool = False) -> Iterator[IO[str]]:
    """A stream of text to standard output or into a file; WriteError says why a file can't be written.

    ``bom`` opens a file, never standard output, with a byte order mark.
    """
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    encoding = "utf-8-sig" if bom else "utf-8"
    target = Path(os.path.realpath(path))
    try:
        # A device or a named pipe is written to; only a file can be replaced.
        special = target.exists() and not target.is_file()
        with _open(target, encoding) if special else _replacing(target, encoding) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        raise WriteError(f"{path}：没有文件夹 {target.parent}，请先建立") from None
    except IsADirectoryError:
        raise WriteError(f"{path}：是文件夹，-o 后请给出文件名") from None
    except PermissionError:
        raise WriteError(f"{path}：没有写入权限，请换一个位置") from None
    except OSError as error:
        raise WriteError(f"{path}：写不了（{why(error)}），请检查路径和磁盘空间") from error


@contextmanager
def _replacing(target: Path, encoding: str) -> Iterator[IO[str]]:
    """Write beside the place and rename: nobody sees half a file, and a failure leaves what was there."""
    descriptor, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with _open(descriptor, encoding) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, _mode(target))
        os.replace(beside, target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _open(target: Path | int, encoding: str) -> IO[str]:
    return open(target, "w", encoding=encoding, errors="backslashreplace", newline="")


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, else those of a new one (mkstemp's are private)."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
