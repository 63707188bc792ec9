"""Worker processes: each takes batches of documents, does them and keeps the rows in shards of its own.

A worker tells the parent before it begins a document and when a shard is kept, so a worker that dies costs
only the document it was at: the others of its batch that were not kept yet go to a new worker. A worker that
finds no one listening keeps what it has done and leaves.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple

from govreport.corpus.document import Document, Done, Failure, Outcome, Unchanged, process
from govreport.corpus.shards import Kept, Shard
from govreport.errors import CorpusError, why

Work = Callable[[Document, Sequence[str]], Outcome]

BATCH = 16  # documents at most; a third of a second of work
_AT_MOST = 1.0  # seconds until what is done is kept, be the batch done or not
_PATIENCE = 30.0  # seconds for workers to keep what they have done when they are told to stop

# Spawned, not forked: the parent runs a thread that draws the progress bar.
_PROCESSES = multiprocessing.get_context("spawn")


class Finished(NamedTuple):
    """Documents that are settled: kept in a shard, unchanged since an earlier run, or failed."""

    kept: dict[str, Kept]
    unchanged: list[str]
    failures: list[Failure]

    @property
    def documents(self) -> int:
        return len(self.kept) + len(self.unchanged) + len(self.failures)


class _Worker:
    """A process, its line to the parent, and what it was given."""

    def __init__(self, folder: Path, tables: Sequence[str], work: Work) -> None:
        self.line, far = _PROCESSES.Pipe()
        self.process: BaseProcess = _PROCESSES.Process(
            target=_serve, args=(far, folder, tables, work), daemon=True
        )
        self.process.start()
        far.close()
        self.batch: list[Document] = []
        self.settled = 0  # of the batch
        self.at = 0  # the document of the batch that it is at

    def give(self, name: str, batch: list[Document]) -> None:
        self.batch, self.settled, self.at = batch, 0, 0
        with suppress(ConnectionError):  # it has died just now: the line says so when it is read
            self.line.send((name, batch))


def run(
    documents: Iterator[Document],
    folder: Path,
    tables: Sequence[str],
    *,
    first: str,
    workers: int,
    batch_size: int = BATCH,
    work: Work = process,
) -> Iterator[Finished]:
    """Do the documents; yields what is settled as it is settled. ``first`` begins the names of the shards.

    Closing the iterator (Ctrl-C too) stops the workers, who keep what they have done.
    """
    names = (f"{first}-{number:06}" for number in count(1))
    left_over: list[Document] = []
    crew: list[_Worker] = []

    def batch() -> list[Document]:
        taken, left_over[:] = left_over[:batch_size], left_over[batch_size:]
        while len(taken) < batch_size and (document := next(documents, None)) is not None:
            taken.append(document)
        return taken

    def employ() -> None:
        if given := batch():
            crew.append(_Worker(folder, tables, work))
            crew[-1].give(next(names), given)

    try:
        for _ in range(workers):
            employ()
        while crew:
            ready = wait([worker.line for worker in crew])
            for worker in [w for w in crew if w.line in ready]:
                try:
                    message = worker.line.recv()
                except (EOFError, ConnectionError):
                    crew.remove(worker)
                    worker.process.join()
                    failed = worker.batch[worker.at]
                    left_over += worker.batch[worker.settled : worker.at] + worker.batch[worker.at + 1 :]
                    yield Finished({}, [], [_died(failed, worker.process.exitcode)])
                    employ()
                    continue
                match message:
                    case int():
                        worker.at = message
                    case str():
                        raise CorpusError(message)
                    case Finished():
                        worker.settled += message.documents
                        yield message
                        if worker.settled == len(worker.batch):
                            if given := batch():
                                worker.give(next(names), given)
                            else:
                                crew.remove(worker)
                                worker.line.close()
                                worker.process.join()
    finally:
        for worker in crew:
            worker.line.close()
        for worker in crew:
            worker.process.join(_PATIENCE)


def _died(document: Document, exit_code: int | None) -> Failure:
    return Failure(
        document.name, "进程中断", f"处理这份文件的进程意外结束（{exit_code}），可单独用 extract 试读"
    )


def _serve(line: Connection, folder: Path, tables: Sequence[str], work: Work) -> None:
    """The life of a worker: until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent decides
    try:
        while True:
            name, batch = line.recv()
            _do(batch, line, folder, name, tables, work)
    except (EOFError, ConnectionError, FileNotFoundError):
        return  # the parent is gone, or has been replaced by one that cleared our unfinished shard away
    except OSError as error:
        line.send(f"中间结果写不了（{why(error)}），请检查磁盘空间；已完成的部分保留，再次运行即可继续")
    except Exception as error:
        line.send(f"内部错误：{type(error).__name__}: {error}")


def _do(
    batch: Sequence[Document], line: Connection, folder: Path, name: str, tables: Sequence[str], work: Work
) -> None:
    """Do a batch, in one shard or, where documents are slow, in several."""
    parts = (f"{name}-{part}" for part in count(1))
    shard, settled, since = Shard(folder, next(parts), tables), Finished({}, [], []), time.monotonic()
    try:
        for at, document in enumerate(batch):
            line.send(at)
            match work(document, tables):
                case Done() as done:
                    shard.add(done)
                case Unchanged(source):
                    settled.unchanged.append(source)
                case Failure() as failure:
                    settled.failures.append(failure)
            if time.monotonic() - since > _AT_MOST and at < len(batch) - 1:
                shard.keep()
                line.send(settled._replace(kept=shard.kept))
                shard, settled, since = (
                    Shard(folder, next(parts), tables),
                    Finished({}, [], []),
                    time.monotonic(),
                )
    except OSError:  # the parent is gone, or the disk is full
        shard.keep()
        raise
    shard.keep()
    line.send(settled._replace(kept=shard.kept))
