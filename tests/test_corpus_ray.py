"""The Ray engine on a local cluster of two workers: the rows of the local engine."""

from __future__ import annotations

import csv
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


def test_a_cluster_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    done = run("corpus", folder, "-o", tmp_path / "a", "--engine", "ray", "--address", "127.0.0.1:1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--address" in done.stderr
