"""parse() against jieba.lcut on the same 20,000 characters: a ratio measured in one run, both warm.

The mark: a report is read in at most a fifth of the time that cutting it into words takes.
With .venv-compiled/bin/python, after make compiled, it measures the compiled wheel.
"""

from __future__ import annotations

import logging
import platform
import statistics
import time
from collections.abc import Callable

import jieba
import texts

import govreport
from govreport import names

ROUNDS = 30


def seconds(call: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    call(text)
    return time.perf_counter() - start


def main() -> None:
    jieba.setLogLevel(logging.ERROR)
    text = texts.of_length(20_000)
    for call in (govreport.parse, jieba.lcut):  # dictionaries and expressions are loaded on first use
        call(text)
    pairs = [(seconds(govreport.parse, text), seconds(jieba.lcut, text)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    build = "pure Python" if names.__file__.endswith(".py") else "compiled"
    print(f"{platform.machine()}, Python {platform.python_version()}, {build}, median of {ROUNDS} rounds")
    print(f"govreport.parse {ours * 1000:6.1f} ms")
    print(f"jieba.lcut      {theirs * 1000:6.1f} ms")
    print(f"ratio           {ours / theirs:6.2f}   (mark: 0.20)")


if __name__ == "__main__":
    main()
