"""Which documents a corpus is: files, folders with all they hold, globs, and tables of texts."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from govreport.errors import ReadError


def expand(paths: Iterable[str], *, leave_out: Collection[Path] = ()) -> list[str]:
    """The files that the paths name, each once: in the order given, within a folder or glob by name.

    Hidden files, .json (what ``extract`` writes beside a report) and whatever lies at or under ``leave_out``
    (our own output) are no inputs unless named themselves. ReadError where a path names nothing.

    >>> expand(["nowhere/*.txt"])
    Traceback (most recent call last):
      ...
    govreport.errors.ReadError: nowhere/*.txt：没有这样的文件，请检查路径和通配符
    """
    ours = {path.resolve() for path in leave_out}
    found = dict.fromkeys(os.path.normpath(file) for path in paths for file in _named_by(path, ours))
    return list(found)


def _named_by(path: str, ours: Collection[Path]) -> Iterator[str]:
    if os.path.isdir(path):
        yield from _inside(path, ours)
    elif os.path.lexists(path):
        yield path
    else:
        yield from _matching(path, ours)


def _matching(pattern: str, ours: Collection[Path]) -> Iterator[str]:
    matches = sorted(glob.iglob(pattern, recursive=True))
    if not matches:
        raise ReadError(pattern or '""', "没有这样的文件，请检查路径和通配符")
    for match in matches:
        if os.path.isdir(match):
            yield from _inside(match, ours)
        elif not _is_ours(match, ours):
            yield match


def _inside(folder: str, ours: Collection[Path]) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(parent, name)
            if not name.startswith(".") and not name.endswith(".json") and not _is_ours(path, ours):
                yield path


def _is_ours(path: str, ours: Collection[Path]) -> bool:
    if not ours:
        return False
    resolved = Path(path).resolve()
    return resolved in ours or any(mine in resolved.parents for mine in ours)
