"""The folder beside the output in which a run keeps what is finished, and that a later run goes on from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from govreport.errors import CorpusError

try:
    import fcntl
except ModuleNotFoundError:  # Windows: two runs at once into one output are then not told apart
    fcntl = None  # type: ignore[assignment]

_PACKAGE = Path(__file__).parents[1]
_MADE_BY = "made-by.json"


def beside(out: Path) -> Path:
    """Where the workspace of an output lies: hidden beside a file, hidden inside a folder.

    >>> str(beside(Path("指标.csv"))), str(beside(Path("语料")))
    ('.指标.csv.work', '语料/.work')
    """
    return out.with_name(f".{out.name}.work") if out.suffix else out / ".work"


@contextmanager
def opened(folder: Path, tables: Sequence[str]) -> Iterator[Path]:
    """The workspace, for one run at a time; emptied where another version or other tables made it.

    Yields the folder of the shards.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shards = folder / "shards"
    with (folder / "lock").open("w") as lock:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise CorpusError(f"{folder}：另一次运行正在写同一个输出，请等它结束，或换一个 -o") from None
        made_by = folder / _MADE_BY
        ours = json.dumps({"tables": sorted(tables), "program": _program()})
        if not made_by.exists() or made_by.read_text() != ours:
            shutil.rmtree(shards, ignore_errors=True)
            made_by.write_text(ours)
        shards.mkdir(exist_ok=True)
        yield shards


def _program() -> str:
    """What tells one version of the program and its rules from another: rows of two are never mixed."""
    files = sorted(p for p in _PACKAGE.rglob("*") if p.suffix in (".py", ".yaml"))
    glossary = (_PACKAGE / "glossary.yaml", _PACKAGE.parent / "glossary.yaml")
    hashed = hashlib.sha256()
    for file in (*files, *(path for path in glossary if path.is_file())):
        hashed.update(file.name.encode() + b"\0" + file.read_bytes())
    return hashed.hexdigest()
