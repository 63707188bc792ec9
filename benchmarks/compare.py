"""Records of the whole corpus that changed since another revision: ``make compare REF=HEAD~3``.

The other revision is checked out into a folder of its own and run over the same texts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("GOVREPORT_SHARED", ROOT.parent / "shared"))
READ = """
import json, sys
from pathlib import Path
import govreport
for path in sorted(Path(sys.argv[1]).rglob("*.txt")):
    report = govreport.parse(govreport.read(path))
    records = {
        str(i.start): [i.name, i.measure, str(i.value), str(i.value_max), i.unit, i.bound, i.status, i.period, i.text]
        for i in report.indicators
    }
    print(json.dumps([str(path.relative_to(sys.argv[1])), records], ensure_ascii=False))
"""


def records(tree: Path) -> dict[str, dict[str, list[str]]]:
    """The records of every text of the corpus as the code in that tree reads them."""
    run = subprocess.run(
        [sys.executable, "-c", READ, str(SHARED / "corpus")],
        env={**os.environ, "PYTHONPATH": str(tree)},
        cwd=tree,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(json.loads(line) for line in run.stdout.splitlines())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ref", nargs="?", default="HEAD")
    ref = parser.parse_args().ref
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run(
            ["git", "worktree", "add", "--detach", "--quiet", str(tree), ref], cwd=ROOT, check=True
        )
        try:
            before = records(tree)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
    after = records(ROOT)
    lost = gained = changed = 0
    for path, now in after.items():
        was = before.get(path, {})
        for start in sorted({*was, *now}, key=int):
            a, b = was.get(start), now.get(start)
            if a == b:
                continue
            lost, gained, changed = (
                lost + (b is None),
                gained + (a is None),
                changed + (a is not None and b is not None),
            )
            print(
                f"{path}@{start}\n  - {' | '.join(map(str, a)) if a else ''}\n  + {' | '.join(map(str, b)) if b else ''}"
            )
    total = sum(map(len, after.values()))
    print(f"{total} records: {gained} gained, {lost} lost, {changed} changed since {ref}")


if __name__ == "__main__":
    main()
