"""A run over a corpus on this machine: what is not done yet is done, then the output is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govreport.corpus import outputs, shards, workers, workspace
from govreport.corpus.document import Document, Failure, documents, process
from govreport.corpus.shards import Kept
from govreport.corpus.tables import What
from govreport.readers import is_table


@dataclass(slots=True)
class Summary:
    """What a run came to: how many reports were done, how many an earlier run had done, what failed.

    ``rows`` counts the rows of each table written.
    """

    done: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)

    @property
    def reports(self) -> int:
        return self.done + self.unchanged


def run(
    files: Sequence[str],
    out: Path,
    *,
    what: What = "indicators",
    text_column: str | None = None,
    processes: int = 1,
    tell: Callable[[int, int], None] = lambda settled, known: None,
    work: workers.Work = process,
) -> Summary:
    """Do all reports in the files and write the tables of ``out``; GovReportError where that can't be.

    ``tell`` is called with the number of documents settled and the number known so far. A run that is
    interrupted is gone on with by calling it again.
    """
    outputs.check(out)
    tables = outputs.tables_for(out, what)
    summary = Summary()
    with workspace.opened(workspace.beside(out), tables) as folder:
        run_number = shards.next_run(folder)
        earlier = shards.kept(folder)
        listed = _Listing(files, text_column, earlier)
        kept: dict[str, Kept] = {}
        settled = 0
        at_work = workers.run(
            iter(listed),
            folder,
            tables,
            first=f"{run_number:04}",
            workers=processes,
            batch_size=_batch_size(files, processes),
            work=work,
        )
        for finished in at_work:
            kept |= finished.kept
            summary.unchanged += len(finished.unchanged)
            summary.failures += finished.failures
            settled += finished.documents
            tell(settled, listed.known)
        summary.done = len(kept)
        summary.failures += listed.failures
        failed = {failure.source for failure in summary.failures}
        live = [
            entry
            for source in listed.names
            if source not in failed and (entry := kept.get(source) or earlier.get(source))
        ]
        for entry in live:
            summary.rows.update({table: count for table, (_, _, count) in entry.rows.items()})
        outputs.write(out, what, folder, live, summary.failures)
        shards.prune(folder, live)
    return summary


def _batch_size(files: Sequence[str], processes: int) -> int:
    """Few files are handed out singly, so that all workers have some; how many rows a table has isn't known."""
    if any(map(is_table, files)):
        return workers.BATCH
    return min(workers.BATCH, max(1, len(files) // (4 * processes)))


class _Listing:
    """The documents of the files as they are come to: each once, with the hash under which it was done."""

    def __init__(self, files: Sequence[str], text_column: str | None, earlier: dict[str, Kept]) -> None:
        self.names: dict[str, None] = {}  # in order
        self.failures: list[Failure] = []
        self._files = files
        self._earlier = earlier
        # A column name is for the tables among the files; where none is one by its suffix, for all.
        self._column = text_column
        self._for_all = not any(map(is_table, files))
        self.known = len(files)

    def __iter__(self) -> Iterator[Document]:
        for file in self._files:
            rows = 0
            for rows, found in enumerate(self._of(file), 1):
                if isinstance(found, Failure):
                    self.failures.append(found)
                elif found.name not in self.names:
                    self.names[found.name] = None
                    before = self._earlier.get(found.name)
                    yield found._replace(done=before.digest) if before else found
                self.known += rows > 1

    def _of(self, file: str) -> Iterable[Document | Failure]:
        return documents(file, self._column if self._for_all or is_table(file) else None)
