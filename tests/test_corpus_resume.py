"""A run that is killed is gone on with: nothing done twice, no row twice, none lost."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_corpus import report

from govreport.corpus import faults, shards, workspace

REPORTS = 9
MANY = 80


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("各县")
    for number in range(REPORTS):
        (place / f"{number}.txt").write_text(report(number), "utf-8")
    return place


def call(folder: Path, out: Path, fault: str = "", workers: int = 2) -> subprocess.Popen[bytes]:
    """The command in a process group of its own, which is what a fault kills."""
    return subprocess.Popen(
        [sys.executable, "-m", "govreport", "corpus", str(folder), "-o", str(out), "--workers", str(workers)],
        env=os.environ | ({"GOVREPORT_FAULT": fault} if fault else {}),
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A shell that runs the suite in the background has its children ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, said = process.communicate()
    return process.returncode, said.decode()


def content(out: Path) -> dict[str, bytes]:
    """What a user sees of an output: the file, or the files of the folder."""
    files = [out] if out.suffix else sorted(path for path in out.iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files}


def kept(out: Path) -> set[str]:
    return set(shards.kept(workspace.beside(out) / "shards"))


def goes_on(folder: Path, out: Path, reports: int = REPORTS) -> None:
    """A run that is not disturbed does what was not kept, and no more."""
    before = kept(out)
    code, said = finish(call(folder, out))
    assert code == 0, said
    assert f"{reports} 份报告" in said
    earlier = re.search(r"其中 (\d+) 份先前已完成", said)
    assert int(earlier[1] if earlier else 0) == len(before)
    beside = workspace.beside(out)
    assert {path.name for path in beside.iterdir()} == {"lock", "made-by.json", "shards"}
    assert not list(beside.glob("shards/*.part"))


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """What comes out of runs that nothing happens to."""
    place = tmp_path_factory.mktemp("undisturbed")
    outs = {suffix: place / f"out{suffix}" for suffix in (".jsonl", ".csv", "")}
    assert {finish(call(folder, out))[0] for out in outs.values()} == {0}
    return {suffix: content(out) for suffix, out in outs.items()}


@pytest.mark.parametrize(
    ("fault", "suffix"),
    [
        ("document-read:3", ""),
        ("rows-written:2", ".jsonl"),
        ("shard-written:2", ".csv"),
        ("shard-kept:3", ".jsonl"),
        ("output-written:3", ""),
        ("output-kept:1", ".jsonl"),
        ("output-kept:4", ""),
        ("failures-kept:1", ".csv"),
    ],
)
def test_killed_at_a_named_place(
    fault: str, suffix: str, folder: Path, tmp_path: Path, undisturbed: dict[str, dict[str, bytes]]
) -> None:
    out = tmp_path / f"out{suffix}"
    code, _ = finish(call(folder, out, fault))
    assert code == -signal.SIGKILL
    if suffix and not fault.startswith(("output-kept", "failures-kept")):
        assert not out.exists()
    goes_on(folder, out)
    assert content(out) == undisturbed[suffix]


def test_every_place_is_tried() -> None:
    (marks,) = (m for m in test_killed_at_a_named_place.pytestmark if m.name == "parametrize")  # type: ignore[attr-defined]
    assert {fault.split(":")[0] for fault, _ in marks.args[1]} == set(faults.POINTS)


def test_killed_again_and_again(
    folder: Path, tmp_path: Path, undisturbed: dict[str, dict[str, bytes]]
) -> None:
    out = tmp_path / "out.jsonl"
    for times in range(1, 4):  # each run keeps one shard of two documents
        assert finish(call(folder, out, "shard-kept:1", workers=1))[0] == -signal.SIGKILL
        assert len(kept(out)) == 2 * times
    goes_on(folder, out)
    assert content(out) == undisturbed[".jsonl"]


def test_control_c_keeps_what_is_done(tmp_path: Path) -> None:
    folder, out, whole = tmp_path / "many", tmp_path / "out.jsonl", tmp_path / "whole.jsonl"
    folder.mkdir()
    for number in range(MANY):  # so long that the run is at work for a second or more when it is stopped
        (folder / f"{number:02}.txt").write_text(report(number) * 40, "utf-8")
    process = call(folder, out, workers=1)
    while not kept(out) and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    code, said = finish(process)
    assert (code, said.splitlines()[-1]) == (130, "已停止，做完的部分已保存；再次运行同一命令即可继续")
    goes_on(folder, out, MANY)
    assert finish(call(folder, whole))[0] == 0
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(100))
def test_killed_at_any_moment(
    seed: int, folder: Path, tmp_path: Path, undisturbed: dict[str, dict[str, bytes]]
) -> None:
    """All of the run or its parent alone (workers must leave by themselves) is killed, up to three times."""
    chance = random.Random(seed)
    suffix = chance.choice([".jsonl", ".csv", ""])
    out = tmp_path / f"out{suffix}"
    for _ in range(chance.randint(1, 3)):
        process = call(folder, out)
        time.sleep(chance.uniform(0.2, 2.5))
        if chance.random() < 0.5:
            process.kill()
        elif process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    code, said = finish(call(folder, out))
    assert code == 0, said
    assert content(out) == undisturbed[suffix]
