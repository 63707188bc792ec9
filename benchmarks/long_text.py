"""Time per character of a 50 MB text against a 1 MB text. The mark: at most 1.3 times as much.

Sizes are of the UTF-8 file, as users see them: a Chinese character takes three bytes.
"""

from __future__ import annotations

import io
import platform
import resource
import time

import texts

import govreport

MEGABYTE = 1_000_000


def per_character(size: int) -> float:
    """Nanoseconds a character, from bytes to report."""
    data = texts.of_length(size // 3 + 1).encode()[:size]
    data = data.decode(errors="ignore").encode()
    start = time.perf_counter()
    report = govreport.parse(govreport.read(io.BytesIO(data)))
    nanoseconds = (time.perf_counter() - start) * 1e9 / report.source.chars
    print(f"{size / MEGABYTE:4.1f} MB: {nanoseconds:7.0f} ns a character")
    return nanoseconds


def main() -> None:
    per_character(MEGABYTE // 10)  # loads what is loaded once
    short = min(per_character(MEGABYTE) for _ in range(3))
    ratio = per_character(50 * MEGABYTE) / short
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{platform.machine()}, Python {platform.python_version()}, peak memory {memory:,.0f} MB")
    print(f"ratio {ratio:.2f}   (mark: 1.30)")


if __name__ == "__main__":
    main()
