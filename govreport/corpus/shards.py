"""Where finished documents are kept: shards, folders that appear whole or not at all.

A shard holds a file of JSON lines for each table and ``done.jsonl``, which says for each document the hash of
its content and which bytes of the tables are its rows. It is written under a name ending in ``.part`` and
renamed when complete, so a run that is killed leaves finished shards and parts, never half a shard. Shards are
numbered by run and within it; of a document that is in two, the later one counts.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

from govreport.corpus import faults
from govreport.corpus.document import Done

_PART = ".part"
_INDEX = "done.jsonl"


class Kept(NamedTuple):
    """A document in a shard: where its rows are (start and end in bytes, number) in each table's file."""

    shard: str
    digest: str
    rows: Mapping[str, tuple[int, int, int]]


class Shard:
    """A shard being written. Rows of a document lie together, in the order in which documents are added."""

    def __init__(self, folder: Path, name: str, tables: Sequence[str]) -> None:
        self.name = name
        self._place = folder / name
        self._part = folder / (name + _PART)
        self._part.mkdir(parents=True)
        self._files: dict[str, IO[bytes]] = {t: (self._part / f"{t}.jsonl").open("wb") for t in tables}
        self.kept: dict[str, Kept] = {}

    def add(self, done: Done) -> None:
        rows = {}
        for table, file in self._files.items():
            start = file.tell()
            file.write(done.rows[table])
            rows[table] = (start, file.tell(), done.counts[table])
        faults.reach("rows-written")
        self.kept[done.source] = Kept(self.name, done.digest, rows)

    def keep(self) -> None:
        """Make what was added count; a shard without a document leaves nothing."""
        for file in self._files.values():
            file.close()
        if not self.kept:
            shutil.rmtree(self._part)
            return
        with (self._part / _INDEX).open("w", encoding="utf-8") as index:
            for source, (_, digest, rows) in self.kept.items():
                entry = {"source": source, "digest": digest, "rows": rows}
                index.write(json.dumps(entry) + "\n")
        faults.reach("shard-written")
        os.rename(self._part, self._place)
        faults.reach("shard-kept")


def next_run(folder: Path) -> int:
    """The number of a new run; what killed runs left unfinished is cleared away first."""
    last = 0
    for entry in _folders(folder):
        last = max(last, int(entry.name.partition("-")[0]))
        if entry.name.endswith(_PART):
            shutil.rmtree(entry, ignore_errors=True)
    return last + 1


def kept(folder: Path) -> dict[str, Kept]:
    """All documents in the finished shards of a folder, by source."""
    found: dict[str, Kept] = {}
    for shard in sorted(_folders(folder), key=lambda path: path.name):
        if shard.name.endswith(_PART):
            continue
        with (shard / _INDEX).open(encoding="utf-8") as index:
            for entry in map(json.loads, index):
                rows = {table: (first, last, count) for table, (first, last, count) in entry["rows"].items()}
                found[entry["source"]] = Kept(shard.name, entry["digest"], rows)
    return found


def prune(folder: Path, live: Iterable[Kept]) -> None:
    """Remove the shards of which no document counts any more."""
    needed = {entry.shard for entry in live}
    for shard in list(_folders(folder)):
        if shard.name not in needed:
            part = shard.with_name(shard.name.removesuffix(_PART) + _PART)
            if shard != part:
                os.rename(shard, part)  # in one step, so that it is never half there under its own name
            shutil.rmtree(part, ignore_errors=True)


def _folders(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else iter(())
