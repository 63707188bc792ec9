"""Named places where a test may end the whole run as kill -9 does; nothing happens without GOVREPORT_FAULT."""

from __future__ import annotations

import os
import signal
from collections import Counter

POINTS = (
    "document-read",
    "rows-written",
    "shard-written",
    "shard-kept",
    "output-written",
    "output-kept",
    "failures-kept",
)

_times: Counter[str] = Counter()


def reach(point: str) -> None:
    """Kill this process and all of its group where GOVREPORT_FAULT is ``point:n`` and this is the n-th time.

    >>> reach("shard-written")
    """
    asked = os.environ.get("GOVREPORT_FAULT")
    if asked is None:
        return
    _times[point] += 1
    if asked == f"{point}:{_times[point]}":
        os.killpg(0, signal.SIGKILL)
