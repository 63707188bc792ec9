"""Texts to measure on: a report of the shared corpus where it is there, else the sample that ships."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("GOVREPORT_SHARED") or CHECKOUT.parent / "shared")
REPORT = SHARED / "corpus/city/zhumadian-2018.txt"
SAMPLE = CHECKOUT / "data/qinghe-2023.txt"


def of_length(chars: int) -> str:
    """So many characters of a report, repeated where it is shorter."""
    text = (REPORT if REPORT.is_file() else SAMPLE).read_text(encoding="utf-8")
    return (text * (chars // len(text) + 1))[:chars]
