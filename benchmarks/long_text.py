"""Time per character of a 50 MB text against a 1 MB text. The mark: at most 1.3 times as much.

Sizes are of the UTF-8 file, as users see them: a Chinese character takes three bytes. Each measurement has a
process of its own, so that none pays for what another left in memory.
"""

from __future__ import annotations

import io
import platform
import resource
import statistics
import subprocess
import sys
import time

import texts

MEGABYTE = 1_000_000


def measure(size: int) -> None:
    """Print the nanoseconds a character, from bytes to report, and the peak memory in megabytes."""
    import govreport

    data = texts.of_length(size // 3).encode()
    govreport.parse(texts.of_length(20_000))  # loads what is loaded once
    start = time.perf_counter()
    report = govreport.parse(govreport.read(io.BytesIO(data)))
    nanoseconds = (time.perf_counter() - start) * 1e9 / report.source.chars
    print(nanoseconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measured(size: int, times: int) -> float:
    """The median nanoseconds a character of several processes."""
    runs = []
    for _ in range(times):
        call = [sys.executable, __file__, str(size)]
        done = subprocess.run(call, capture_output=True, text=True, check=True)
        runs.append([float(number) for number in done.stdout.split()])
    nanoseconds = statistics.median(run[0] for run in runs)
    print(
        f"{size // MEGABYTE:2d} MB {nanoseconds:8.0f} ns a character, {max(run[1] for run in runs):6,.0f} MB of memory"
    )
    return nanoseconds


def main() -> None:
    print(f"{platform.machine()}, Python {platform.python_version()}")
    short, long = measured(MEGABYTE, 5), measured(50 * MEGABYTE, 1)
    print(f"ratio {long / short:.2f}   (mark: 1.30)")


if __name__ == "__main__":
    measure(int(sys.argv[1])) if len(sys.argv) > 1 else main()
