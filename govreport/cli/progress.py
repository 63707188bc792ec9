"""How far a long run is: a bar with rate and time left on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from govreport.cli.streams import say

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

Tell = Callable[[int, int], None]  # how many documents are settled, of how many

_EVERY = 5.0  # seconds between two plain lines


@contextmanager
def shown() -> Iterator[Tell]:
    """What to tell the progress of a run, shown on stderr."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(*_columns(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda settled, known: bar.update(task, completed=settled, total=known)


def duration(seconds: float) -> str:
    """A span of time as a person says it.

    >>> duration(0.4), duration(75), duration(7_260)
    ('1 秒', '1 分 15 秒', '2 小时 1 分')
    """
    whole = max(1, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def line(settled: int, known: int, seconds: float) -> str:
    """One line on how far it is, with rate and time left.

    >>> line(50, 200, 10)
    '50/200 份，每秒 5.0 份，约剩 30 秒'
    """
    rate = settled / seconds if seconds else 0.0
    left = f"，约剩 {duration((known - settled) / rate)}" if rate and known > settled else ""
    return f"{settled}/{known} 份，每秒 {rate:.1f} 份{left}"


def _lines() -> Tell:
    start = last = time.monotonic()

    def tell(settled: int, known: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY:
            last = now
            say(line(settled, known, now - start))

    return tell


def _columns() -> tuple[ProgressColumn, ...]:
    from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task
    from rich.text import Text

    class Rate(ProgressColumn):
        """The rate and the time left, in words."""

        def render(self, task: Task) -> Text:
            if not task.speed:
                return Text()
            left = task.time_remaining
            return Text(f"每秒 {task.speed:.1f} 份" + (f"，约剩 {duration(left)}" if left else ""))

    return BarColumn(bar_width=30), MofNCompleteColumn(), Rate()
