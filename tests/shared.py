"""Where the shared corpus and gold lie: GOVREPORT_SHARED, else ../shared beside the checkout.

They are not part of the project. Tests that need them are skipped where they are absent, and the run says
how many (``conftest.py``).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

import govreport

FOLDER = Path(os.environ.get("GOVREPORT_SHARED") or Path(__file__).parents[2] / "shared")
REASON = f"needs the shared corpus and gold, absent at {FOLDER} (set GOVREPORT_SHARED)"

needs_shared = pytest.mark.skipif(not (FOLDER / "corpus").is_dir(), reason=REASON)

_REPORTS = sorted((FOLDER / "corpus").glob("**/*.txt"))

# Runs a test for each report of the corpus; the argument is its path.
each_report = pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=str(path.relative_to(FOLDER / "corpus"))) for path in _REPORTS]
    or [pytest.param(None, marks=needs_shared, id="no corpus")],
)


@cache
def parsed(path: Path) -> govreport.Report:
    """A report of the corpus, parsed once a run."""
    return govreport.parse(govreport.read(path))
