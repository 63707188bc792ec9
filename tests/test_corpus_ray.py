"""The Ray engine on a local cluster of two workers, and on one that was there before: the rows of the local engine."""

from __future__ import annotations

import csv
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from test_cli import run
from test_corpus import report

from govreport.corpus.tables import WHATS

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(find_spec("ray") is None, reason="needs Ray: pip install 'govreport[ray]'"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More files than a task takes, a table of texts, and one that can't be read."""
    place = tmp_path_factory.mktemp("各县")
    for number in range(40):
        (place / f"{number:02}.txt").write_text(report(number), "utf-8")
    with (place / "表.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [["地区", "年份", "正文"], ["子县", 2019, report(1)], ["丑县", "", report(2)]]
        )
    (place / "空.txt").write_text("")
    return place


def answers(out: Path) -> list[str]:
    return [run("query", f"SELECT * FROM {what}", out, "--format", "csv").stdout for what in WHATS]


@pytest.mark.parametrize("as_uri", [False, True])
def test_rows_equal_those_of_the_local_engine(as_uri: bool, folder: Path, tmp_path: Path) -> None:
    path = f"file://{folder}" if as_uri else str(folder)
    on_ray = run("corpus", path, "-o", tmp_path / "ray", "--engine", "ray", "--workers", "2")
    assert on_ray.returncode == 1, on_ray.stderr
    assert "42 份报告" in on_ray.stderr
    assert "1 份：是空的" in on_ray.stderr
    here = run("corpus", folder, "-o", tmp_path / "here")
    assert here.returncode == 1
    assert len(list((tmp_path / "ray/indicators").iterdir())) == 3
    told = [answer.replace("file://", "") for answer in answers(tmp_path / "ray")]
    assert told == answers(tmp_path / "here")
    assert all(answer.count("\n") > 40 for answer in told)


def test_a_second_run_replaces_the_first(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for files in ([folder / "00.txt", folder / "01.txt"], [folder / "02.txt"]):
        done = run("corpus", *files, "-o", out, "--engine", "ray", "--workers", "2")
        assert done.returncode == 0, done.stderr
    sources = run("query", "SELECT source FROM reports", out, "--format", "csv").stdout.splitlines()
    assert sources == ["source", str(folder / "02.txt")]


@pytest.mark.parametrize("address", ["127.0.0.1:1", "ray://127.0.0.1:1", ""])
def test_a_cluster_that_is_not_there(address: str, folder: Path, tmp_path: Path) -> None:
    done = run("corpus", folder, "-o", tmp_path / "a", "--engine", "ray", "--address", address)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--address" in done.stderr


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a cluster that somebody else started, elsewhere, and the process that holds it."""
    monkeypatch.setenv("RAY_AUTH_MODE", "token")
    monkeypatch.setenv("RAY_AUTH_TOKEN", "of-this-test-" + "0" * 32)
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command: list[str | Path] = [
        Path(sys.executable).with_name("ray"), "start", "--head", "--block", "--port", str(port), "--num-cpus", "2",
        "--include-dashboard=false", "--object-store-memory", "200000000",
    ]  # fmt: skip
    # Not `ray stop`, which ends whatever Ray runs on this machine.
    with (tmp_path / "head.log").open("wb") as log:
        head = subprocess.Popen(command, cwd="/", stdout=log, stderr=log)
    wait_for(lambda: "Ray runtime started" in (tmp_path / "head.log").read_text())
    yield f"127.0.0.1:{port}", head
    head.terminate()
    head.wait(60)


def wait_for(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_cluster_started_elsewhere(
    cluster: tuple[str, subprocess.Popen[bytes]],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With relative paths, which begin where the user stands; and what goes wrong with a token."""
    address, _ = cluster
    monkeypatch.chdir(folder.parent)
    on_ray = run("corpus", folder.name, "-o", tmp_path / "ray", "--engine", "ray", "--address", address)
    assert on_ray.returncode == 1, on_ray.stderr
    assert re.search("[A-Z]{4}|[Pp]rogress", on_ray.stderr) is None  # what Ray says of itself
    run("corpus", folder.name, "-o", tmp_path / "here")
    assert answers(tmp_path / "ray") == answers(tmp_path / "here")
    assert sorted(os.listdir(tmp_path / "ray")) == sorted([*WHATS, "failures.jsonl"])

    monkeypatch.setenv("RAY_AUTH_TOKEN", "another")
    refused = run("corpus", folder.name, "-o", tmp_path / "ray", "--engine", "ray", "--address", address)
    assert refused.returncode == 2
    assert "RAY_AUTH_TOKEN" in refused.stderr
    assert answers(tmp_path / "ray") == answers(tmp_path / "here")


def test_a_cluster_that_goes_away(
    cluster: tuple[str, subprocess.Popen[bytes]], folder: Path, tmp_path: Path
) -> None:
    """Nothing half-written counts, and Ray's ending our process is told."""
    address, head = cluster
    for number in range(600):
        (tmp_path / "多县").mkdir(exist_ok=True)
        (tmp_path / "多县" / f"{number:03}.txt").write_text(report(number) * 20, "utf-8")
    out = tmp_path / "out"
    options = ["-o", str(out), "--engine", "ray", "--address", address]
    command = [sys.executable, "-m", "govreport", "corpus", str(tmp_path / "多县"), *options]
    at_work = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    wait_for(lambda: any((out / ".parts").glob("*/*.parquet")))
    head.terminate()
    told, _ = at_work.communicate(timeout=120)
    assert at_work.returncode == 2, told
    assert "错误：Ray" in told
    assert "Traceback" not in told
    assert not list(out.glob("*/*.parquet"))
    assert run("query", "SELECT * FROM reports", out).returncode == 2
