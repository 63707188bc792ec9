"""A corpus of reports to JSON lines against jieba.lcut over the same texts, all in one run.

The marks: 1,000 reports of 20,000 characters, reading and writing included, in at most 0.35 of the time that
cutting them into words takes on one core; two workers in at most 0.6 of one worker's time; the parent below
150 MB at 10,000 reports, and not growing. Give a smaller number of reports for a quick look. Needs Linux.
"""

from __future__ import annotations

import logging
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import jieba
import texts

CHARS = 20_000
SAMPLE = 20  # texts that jieba cuts; the time for all follows
MARKS = "marks: 0.35, 0.60, 150 MB"

# Runs the command and prints the peak memory of the parent alone, in kilobytes. From /proc: what getrusage says
# begins with the memory of the process that started this one.
MEASURED = """
import re, sys
from pathlib import Path
from govreport.cli import main
try:
    main()
finally:
    print(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1], file=sys.stderr)
"""


def corpus(folder: Path, reports: int) -> list[str]:
    """Files of so many reports, no two alike; the texts that jieba is to cut."""
    text = texts.of_length(CHARS)
    folder.mkdir()
    written: list[str] = []
    for number in range(reports):
        own = text[number % CHARS :] + text[: number % CHARS]
        (folder / f"{number:06}.txt").write_text(own, encoding="utf-8")
        if len(written) < SAMPLE:
            written.append(own)
    return written


def run(folder: Path, out: Path, workers: int) -> tuple[float, float]:
    """Seconds that a run takes, and megabytes that its parent holds at its peak."""
    # -P: with the python of .venv-compiled, the package installed there is measured and not the checkout.
    call = [sys.executable, "-P", "-c", MEASURED]
    call += ["corpus", str(folder), "-o", str(out), "--workers", str(workers)]
    start = time.perf_counter()
    done = subprocess.run(call, stderr=subprocess.PIPE, text=True, check=True)
    return time.perf_counter() - start, int(done.stderr.splitlines()[-1]) / 1024


def cut(sample: list[str]) -> float:
    """Seconds that jieba takes for a text."""
    start = time.perf_counter()
    for text in sample:
        jieba.lcut(text)
    return (time.perf_counter() - start) / len(sample)


def main() -> None:
    few = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    print(f"{platform.machine()}, Python {platform.python_version()}, {few:,} and {10 * few:,} reports")
    with tempfile.TemporaryDirectory() as temporary:
        here = Path(temporary)
        sample = corpus(here / "few", few)
        before = cut(sample)
        one, small = run(here / "few", here / "one.jsonl", 1)
        theirs = (before + cut(sample)) / 2 * few
        two, _ = run(here / "few", here / "two.jsonl", 2)
        assert (here / "one.jsonl").read_bytes() == (here / "two.jsonl").read_bytes()
        print(f"jieba.lcut   {theirs:7.1f} s")
        print(f"one worker   {one:7.1f} s   ratio to jieba      {one / theirs:5.2f}")
        print(f"two workers  {two:7.1f} s   ratio to one worker {two / one:5.2f}")
        print(f"parent at {few:6,} reports {small:6.0f} MB")
        corpus(here / "many", 10 * few)
        _, large = run(here / "many", here / "many.jsonl", 2)
        print(f"parent at {10 * few:6,} reports {large:6.0f} MB   ({MARKS})")


if __name__ == "__main__":
    main()
