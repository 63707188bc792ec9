"""The same work on a Ray cluster: Ray Data hands out the files, each task writes its own parts of the tables.

The parts are Parquet, ``OUT/<table>/part-00000016.parquet``, named after the place of their first file among
the inputs: a task that Ray runs again overwrites what it wrote before, and read by name the parts hold the
rows in the order of the local engine. Until all are there they lie in ``OUT/.parts``, where no query finds
them. Inputs and output are paths that every node sees, or URIs (s3://, gs://, hdfs://, …) that pyarrow opens.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import socket
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import quote

from govreport.corpus import inputs, tables
from govreport.corpus.document import Document, Done, Failure, documents, failure, process
from govreport.corpus.outputs import FAILURES
from govreport.corpus.run import Summary
from govreport.errors import CorpusError, ReadError, why
from govreport.readers import is_table, read_many

_FILES = 16  # of a task; a third of a second of work

_IN_URIS = "%/:?#[]@!$&'()*+,;=~"

_KEYS = re.compile("://[^/]*@")  # s3://key:secret@bucket: no part of a report's name
_UNFINISHED = ".parts"  # hidden, as what is no input

_ANSWER = 10.0  # seconds that a cluster has to answer, and to take leave

_PROCESSES = multiprocessing.get_context("spawn")

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
    if find_spec("ray") is None:
        raise CorpusError("--engine ray 需要 Ray，请先安装：pip install 'govreport[ray]'")
    files = _expand(paths, out)
    if address is not None:
        _reach(address)
    place = out if is_uri(out) else os.path.abspath(out)
    summary = Summary()
    settled = 0
    _prepare(place)
    try:
        for task in _finished(files, place, text_column, address, processes):
            summary.done += task["done"]
            summary.rows.update(json.loads(task["rows"]))
            summary.failures += [Failure(*fields) for fields in json.loads(task["failures"])]
            settled += task["files"]
            tell(settled, len(files))
        summary.failures.sort()
        _publish(place, summary.failures)
    finally:
        with suppress(OSError):  # what is left there counts for nothing
            system, path = _filesystem(place)
            system.delete_dir(f"{path}/{_UNFINISHED}")
    return summary


def _reach(address: str) -> None:
    """CorpusError where nobody answers at ``host:port``: Ray itself would go on trying for minutes."""
    if address.startswith("ray://"):  # Ray Client, with which Ray Data fails
        raise CorpusError(
            f"{address}：不支持 ray:// 地址；请在集群的节点上运行，--address 写 host:port 或 auto"
        )
    host, _, port = address.rpartition(":")
    if not port.isdecimal():  # auto, local
        return
    try:
        socket.create_connection((host, int(port)), timeout=_ANSWER).close()
    except OSError as error:
        raise CorpusError(f"连不上 Ray 集群 {address}（{why(error)}），请检查 --address") from error


def _finished(
    files: Sequence[str], place: str, text_column: str | None, address: str | None, processes: int | None
) -> Iterator[dict[str, Any]]:
    """What each task came to, as they finish.

    The one who talks to Ray is a process of its own: Ray ends it without a word where the cluster goes away.
    """
    line, far = _PROCESSES.Pipe(duplex=False)
    driver = _PROCESSES.Process(
        target=_drive, args=(far, files, place, text_column, address, processes), daemon=True
    )
    driver.start()
    far.close()
    try:
        while (told := line.recv()) is not None:
            if isinstance(told, CorpusError):
                raise told
            yield told
    except EOFError:
        raise CorpusError(
            "Ray 集群中断了，表没有写成；请看集群日志，再次运行会从头开始；设 GOVREPORT_DEBUG=1 可看详情"
        ) from None
    finally:
        line.close()
        driver.terminate()
        driver.join(_ANSWER)
        driver.kill()


def _drive(
    line: Connection,
    files: Sequence[str],
    place: str,
    text_column: str | None,
    address: str | None,
    processes: int | None,
) -> None:
    """Say what each task came to, then None, or the error that ended it."""
    # Ray reports on itself, partly from C++; what of that counts is ours to tell.
    if not os.environ.get("GOVREPORT_DEBUG"):
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
    if address is not None:
        # How often Ray tries a port at which somebody answers who isn't Ray, a minute each time, or who wants a token.
        os.environ.setdefault("RAY_NUM_REDIS_GET_RETRIES", "1")
    import ray

    end: CorpusError | None = None
    try:
        _start(ray, address, processes)
        for task in _tasks(ray, files, place, text_column):
            line.send(task)
    except CorpusError as error:
        end = error
    except Exception as error:  # not all that Ray raises is a RayError
        end = CorpusError(f"Ray 运行失败（{_reason(error)}），表没有写成；设 GOVREPORT_DEBUG=1 可看详情")
    finally:
        ray.shutdown()
    line.send(end)


def _start(ray: Any, address: str | None, processes: int | None) -> None:
    try:
        ray.init(
            address=address or "local",
            num_cpus=None if address else processes,
            log_to_driver=False,
            include_dashboard=False if address is None else None,
        )
    except Exception as error:  # of many types: no connection, no token, another version of Ray or Python
        if address is None:
            raise CorpusError(f"Ray 启动不了（{_reason(error)}）") from error
        raise CorpusError(
            f"连不上 Ray 集群 {address}（{_reason(error)}），请检查 --address；"
            "集群若要令牌，请设 RAY_AUTH_MODE=token 和 RAY_AUTH_TOKEN"
        ) from error
    ray.data.DataContext.get_current().enable_progress_bars = False


def _reason(error: Exception) -> str:
    """How an error begins; of one in a task, what was raised there."""
    cause = getattr(error, "cause", None) or error
    first, *_ = str(cause).strip().splitlines() or [type(cause).__name__]
    return first.split(". ")[0]


def _tasks(ray: Any, files: Sequence[str], place: str, text_column: str | None) -> Iterator[dict[str, Any]]:
    for_all = not any(is_table(_bare(file)) for file in files)  # as in a local run
    items = [
        {"at": at, "path": path, "is_table": for_all or is_table(_bare(path))}
        for at, path in enumerate(files)
    ]
    blocks = -(-len(items) // _FILES)
    arguments = {"place": place, "text_column": text_column, "within": os.getcwd()}
    found: Iterator[dict[str, Any]] = (
        ray.data.from_items(items, override_num_blocks=blocks)
        .map_batches(_task, batch_size=_FILES, fn_kwargs=arguments)
        .iter_rows()
    )
    return found


def _task(batch: Batch, place: str, text_column: str | None, within: str) -> Batch:
    """Do some files and write their rows; runs on a node of the cluster."""
    # Relative paths, which are names of reports too, begin where the user stands, not where the node was started;
    # a node that hasn't got that folder may still see absolute ones.
    with suppress(OSError):
        os.chdir(within)
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
        _write_part(place, f"part-{batch['at'][0]:08}.parquet", what, lines)
    return {
        "files": [len(batch["path"])],
        "done": [done],
        "rows": [json.dumps(counts)],
        "failures": [json.dumps(failures)],
    }


def _documents(path: str, column: str | None) -> Iterable[Document | Failure]:
    """The reports of a file; one behind a URI is fetched first, and keeps its name."""
    return _fetched(path, column) if is_uri(path) else documents(path, column)


def _fetched(uri: str, column: str | None) -> Iterator[Document | Failure]:
    shown = _KEYS.sub("://", _bare(uri))
    try:
        system, path = _filesystem(uri)
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder, os.path.basename(path))
            with system.open_input_stream(path) as stream:
                here.write_bytes(stream.read())
            for source in read_many(here, column):
                name = shown + source.path.removeprefix(str(here))
                yield Document(name, replace(source, path=name))
    except OSError as error:
        yield failure(shown, ReadError(shown, f"取不到（{why(error)}）"))
    except Exception as error:
        yield failure(shown, error)


def _expand(paths: Sequence[str], out: str) -> list[str]:
    """The files that the paths name; a folder behind a URI with all it holds."""
    here = [path for path in paths if not is_uri(path)]
    found = inputs.expand(here, leave_out=() if is_uri(out) else (Path(out),))
    for uri in filter(is_uri, paths):
        found += _behind(uri, out)
    if not found:
        raise CorpusError(f"{'、'.join(paths)}：里面没有文件")
    return found


def _behind(uri: str, out: str) -> list[str]:
    """The files behind a URI; of a folder, as here, no hidden ones, no .json and not our own output."""
    from pyarrow import fs

    system, path = _filesystem(uri)
    bare = _bare(uri)
    options = uri.removeprefix(bare)
    try:
        found = system.get_file_info(path)
        if found.type == fs.FileType.File:
            return [uri]
        if found.type == fs.FileType.NotFound:
            raise ReadError(uri, "没有这样的文件，请检查地址；地址里不能用通配符")
        listed = system.get_file_info(fs.FileSelector(path, recursive=True))
    except OSError as error:
        raise CorpusError(f"{uri}：打不开（{why(error)}），请检查地址和权限") from error
    ours = f"{_bare(out).rstrip('/')}/"
    names = []
    for info in listed:
        within = info.path.removeprefix(path).strip("/")
        name = f"{bare.rstrip('/')}/{within}"
        hidden = any(part.startswith(".") for part in within.split("/"))
        if info.type == fs.FileType.File and not (hidden or name.endswith(".json") or name.startswith(ours)):
            names.append(name + options)
    return sorted(names)


def _write_part(place: str, name: str, table: str, lines: bytes) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    kinds = {"VARCHAR": pa.string(), "INTEGER": pa.int32(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_()}
    schema = pa.schema([(column, kinds[kind]) for column, kind in tables.COLUMNS[table].items()])
    numbers = [column for column, kind in tables.COLUMNS[table].items() if kind == "DOUBLE"]
    objects = [json.loads(line) for line in lines.split(b"\n") if line]
    for row in objects:
        row.update({column: float(row[column]) for column in numbers if row[column] is not None})
    system, path = _filesystem(place)
    folder = f"{path}/{_UNFINISHED}/{table}"
    system.create_dir(folder, recursive=True)
    written = pa.Table.from_pylist(objects, schema=schema)
    parquet.write_table(written, f"{folder}/{name}", filesystem=system, compression="zstd")


def _prepare(place: str) -> None:
    """An empty folder for the parts: a place that can't be written to is told before any work."""
    system, path = _filesystem(place)
    try:
        system.create_dir(f"{path}/{_UNFINISHED}", recursive=True)
        system.delete_dir_contents(f"{path}/{_UNFINISHED}")
    except OSError as error:
        raise CorpusError(f"{place}：写不了（{why(error)}），请检查地址和权限") from error


def _publish(place: str, failures: Sequence[Failure]) -> None:
    """All parts are written: they take the place of the tables of an earlier run."""
    from pyarrow import fs

    system, path = _filesystem(place)
    try:
        _clear(place)
        for what in tables.WHATS:
            system.create_dir(f"{path}/{what}")
            # One by one: what is behind s3:// has no folders to be moved.
            for part in system.get_file_info(fs.FileSelector(f"{path}/{_UNFINISHED}/{what}")):
                system.move(part.path, f"{path}/{what}/{part.base_name}")
        if failures:
            lines = "".join(json.dumps(failure._asdict(), ensure_ascii=False) + "\n" for failure in failures)
            with system.open_output_stream(f"{path}/{FAILURES}") as stream:
                stream.write(lines.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise CorpusError(f"{place}：写不了（{why(error)}），请检查空间和权限") from error


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


def is_uri(path: str) -> bool:
    return "://" in path


def _bare(path: str) -> str:
    """A URI without its options (``?region=…``), which are for pyarrow and no part of a name.

    >>> _bare("s3://b/a.csv?region=x"), _bare("真的吗?.txt")
    ('s3://b/a.csv', '真的吗?.txt')
    """
    return path.partition("?")[0] if is_uri(path) else path


def _filesystem(path: str) -> tuple[Any, str]:
    """The file system that a path or URI lies in, and the path within it."""
    from pyarrow import fs

    # Outside ASCII a URI holds escapes; users write it as they see it.
    address = quote(path, safe=_IN_URIS) if is_uri(path) else os.path.abspath(path)
    try:
        found: tuple[Any, str] = fs.FileSystem.from_uri(address)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path}：打不开（{error}），请检查地址和权限") from error
    return found
