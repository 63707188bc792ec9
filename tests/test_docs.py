"""What the README promises exists: every command and every make target is in it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from govreport.cli.app import COMMANDS

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text("utf-8")


def test_every_command_is_shown() -> None:
    shown = set(re.findall(r"(?:^|\| )(?:\$ )?govreport ([a-z]+) ?", README, re.MULTILINE))
    assert shown == set(COMMANDS)


def test_every_make_target_it_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE))
    assert named <= targets
    assert {"demo", "test", "bench"} <= named
