"""The same work on a Ray cluster: Ray Data hands out the files, each task writes its own parts of the tables.

The parts are Parquet, ``OUT/<table>/part-00000016.parquet``, named after the place of their first file among
the inputs: a task that Ray runs again overwrites what it wrote before, and read by name the parts hold the
rows in the order of the local engine. Inputs and output are paths that every node sees, or URIs (s3://,
gs://, hdfs://, …) that pyarrow opens.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from govreport.corpus import inputs, tables
from govreport.corpus.document import Document, Done, Failure, documents, failure, process
from govreport.corpus.outputs import FAILURES
from govreport.corpus.run import Summary
from govreport.errors import CorpusError, why
from govreport.readers import is_table, read_many

_FILES = 16  # of a task; a third of a second of work

_IN_URIS = "%/:?#[]@!$&'()*+,;=~"

_ANSWER = 10.0  # seconds that a cluster has to answer

Batch = dict[str, Any]  # columns as arrays


def run(
    paths: Sequence[str],
    out: str,
    *,
    text_column: str | None = None,
    address: str | None = None,
    processes: int | None = None,
    tell: Callable[[int, int], None] = lambda settled, known: None,
) -> Summary:
    """Do all reports that the paths name on a cluster, and write all tables to the folder ``out``.

    Without ``address`` Ray is started on this machine, with so many ``processes`` (default: all cores).
    CorpusError where Ray is missing or can't be reached.
    """
    try:
        import ray
    except ModuleNotFoundError:
        raise CorpusError("--engine ray 需要 Ray，请先安装：pip install 'govreport[ray]'") from None
    files = _expand(paths, out)
    place = out if _is_uri(out) else os.path.abspath(out)
    summary = Summary()
    settled = 0
    _start(ray, address, processes)
    try:
        _clear(place)
        for task in _tasks(ray, files, place, text_column):
            summary.done += task["done"]
            summary.rows.update(json.loads(task["rows"]))
            summary.failures += [Failure(*fields) for fields in json.loads(task["failures"])]
            settled += task["files"]
            tell(settled, len(files))
    except ray.exceptions.RayError as error:
        raise CorpusError(f"Ray 运行失败（{str(error).strip().splitlines()[-1]}）；请看集群日志") from error
    finally:
        ray.shutdown()
    summary.failures.sort()
    _write_failures(place, summary.failures)
    return summary


def _reach(address: str) -> None:
    """CorpusError where nobody answers at ``host:port``: Ray itself would go on trying for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdecimal():  # auto, local
        return
    try:
        socket.create_connection((host, int(port)), timeout=_ANSWER).close()
    except OSError as error:
        raise CorpusError(f"连不上 Ray 集群 {address}（{why(error)}），请检查 --address") from error


def _start(ray: Any, address: str | None, processes: int | None) -> None:
    if address is not None:
        _reach(address)
    logging.getLogger("ray.data").setLevel(logging.ERROR)  # its progress is ours to tell
    try:
        ray.init(
            address=address or "local",
            num_cpus=None if address else processes,
            log_to_driver=False,
            logging_level="ERROR",
            include_dashboard=False if address is None else None,
        )
    except (ConnectionError, ValueError) as error:
        raise CorpusError(f"连不上 Ray 集群 {address}（{error}），请检查 --address") from error
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False


def _tasks(ray: Any, files: Sequence[str], place: str, text_column: str | None) -> Iterator[dict[str, Any]]:
    """What each task came to, as they finish."""
    for_all = not any(map(is_table, files))  # as in a local run
    items = [{"at": at, "path": path, "is_table": for_all or is_table(path)} for at, path in enumerate(files)]
    blocks = -(-len(items) // _FILES)
    found: Iterator[dict[str, Any]] = (
        ray.data.from_items(items, override_num_blocks=blocks)
        .map_batches(_task, batch_size=_FILES, fn_kwargs={"place": place, "text_column": text_column})
        .iter_rows()
    )
    return found


def _task(batch: Batch, place: str, text_column: str | None) -> Batch:
    """Do some files and write their rows; runs on a node of the cluster."""
    rows = dict.fromkeys(tables.WHATS, b"")
    failures: list[Failure] = []
    counts: Counter[str] = Counter()
    done = 0
    for path, of_texts in zip(batch["path"], batch["is_table"], strict=True):
        for document in _documents(str(path), text_column if of_texts else None):
            outcome = document if isinstance(document, Failure) else process(document, tables.WHATS)
            match outcome:
                case Done():
                    done += 1
                    counts.update(outcome.counts)
                    rows = {what: rows[what] + outcome.rows[what] for what in rows}
                case Failure():
                    failures.append(outcome)
    for what, lines in rows.items():
        _write_part(f"{place}/{what}", f"part-{batch['at'][0]:08}.parquet", what, lines)
    return {
        "files": [len(batch["path"])],
        "done": [done],
        "rows": [json.dumps(counts)],
        "failures": [json.dumps(failures)],
    }


def _documents(path: str, column: str | None) -> Iterable[Document | Failure]:
    """The reports of a file; one behind a URI is fetched first, and keeps its name."""
    return _fetched(path, column) if _is_uri(path) else documents(path, column)


def _fetched(uri: str, column: str | None) -> Iterator[Document | Failure]:
    try:
        system, path = _filesystem(uri)
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder, os.path.basename(path))
            with system.open_input_stream(path) as stream:
                here.write_bytes(stream.read())
            for source in read_many(here, column):
                name = uri + source.path.removeprefix(str(here))
                yield Document(name, replace(source, path=name))
    except Exception as error:
        yield failure(uri, error)


def _expand(paths: Sequence[str], out: str) -> list[str]:
    """The files that the paths name; a folder behind a URI with all it holds."""
    here = [path for path in paths if not _is_uri(path)]
    found = inputs.expand(here, leave_out=() if _is_uri(out) else (Path(out),))
    for uri in filter(_is_uri, paths):
        found += _behind(uri)
    if not found:
        raise CorpusError(f"{'、'.join(paths)}：里面没有文件")
    return found


def _behind(uri: str) -> list[str]:
    from pyarrow import fs

    system, path = _filesystem(uri)
    if system.get_file_info(path).type != fs.FileType.Directory:
        return [uri]
    scheme = uri.removesuffix(path) if uri.endswith(path) else uri[: uri.index("://") + 3]
    listed = system.get_file_info(fs.FileSelector(path, recursive=True))
    return sorted(scheme + info.path for info in listed if info.type == fs.FileType.File)


def _write_part(folder: str, name: str, table: str, lines: bytes) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"VARCHAR": pa.string(), "INTEGER": pa.int32(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_()}
    schema = pa.schema([(column, kinds[kind]) for column, kind in tables.COLUMNS[table].items()])
    numbers = [column for column, kind in tables.COLUMNS[table].items() if kind == "DOUBLE"]
    objects = [json.loads(line) for line in lines.split(b"\n") if line]
    for row in objects:
        row.update({column: float(row[column]) for column in numbers if row[column] is not None})
    system, path = _filesystem(folder)
    system.create_dir(path, recursive=True)
    written = pa.Table.from_pylist(objects, schema=schema)
    parquet.write_table(written, f"{path}/{name}", filesystem=system, compression="zstd")


def _clear(place: str) -> None:
    """Remove the tables of an earlier run."""
    system, path = _filesystem(place)
    from pyarrow import fs

    for what in tables.WHATS:
        if system.get_file_info(f"{path}/{what}").type == fs.FileType.Directory:
            system.delete_dir(f"{path}/{what}")
    for name in (*(f"{what}.parquet" for what in tables.WHATS), FAILURES):
        if system.get_file_info(f"{path}/{name}").type == fs.FileType.File:
            system.delete_file(f"{path}/{name}")


def _write_failures(place: str, failures: Sequence[Failure]) -> None:
    if not failures:
        return
    system, path = _filesystem(place)
    system.create_dir(path, recursive=True)
    lines = "".join(json.dumps(failure._asdict(), ensure_ascii=False) + "\n" for failure in failures)
    with system.open_output_stream(f"{path}/{FAILURES}") as stream:
        stream.write(lines.encode("utf-8", "backslashreplace"))


def _is_uri(path: str) -> bool:
    return "://" in path


def _filesystem(path: str) -> tuple[Any, str]:
    """The file system that a path or URI lies in, and the path within it."""
    from pyarrow import fs

    # Outside ASCII a URI holds escapes; users write it as they see it.
    address = quote(path, safe=_IN_URIS) if _is_uri(path) else os.path.abspath(path)
    try:
        found: tuple[Any, str] = fs.FileSystem.from_uri(address)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}：打不开（{error}），请检查地址和权限") from error
    return found
