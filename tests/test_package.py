"""What users install: the wheel, in an empty environment outside the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import SAMPLE
from shared import FOLDER

import govreport
from govreport import Glossary

CHECKOUT = Path(__file__).parents[1]


# Prints where the hot path was loaded from, and the JSON of each text on a line.
READ = """
import json, sys
import govreport, govreport.names
print(govreport.names.__file__)
for path in sys.argv[1:]:
    print(json.dumps(govreport.parse(govreport.read(path)).to_dict()))
"""


def run(call: Sequence[str | Path], cwd: Path, **variables: str) -> str:
    """A call outside the checkout that must succeed; its output."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(call, cwd=cwd, env=env | variables, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist as the package index would get it."""
    out = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", out, CHECKOUT], out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an empty environment with the wheel in it."""
    home = tmp_path_factory.mktemp("elsewhere")
    run([sys.executable, "-m", "venv", home / "venv"], home)
    programs = home / "venv" / "bin"
    pip: list[str | Path] = [programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run([*pip, "install", wheel], home)
    return programs


def test_the_wheel_holds_knowledge_and_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    rules = {f"govreport/rules/{p.name}" for p in (CHECKOUT / "govreport/rules").glob("*.yaml")}
    assert names >= rules | {"govreport/glossary.yaml", "govreport/schema.json", "govreport/py.typed"}
    assert {name.split("/")[0] for name in names} == {"govreport", f"govreport-{govreport.__version__}.dist-info"}


def test_the_installed_command_knows_its_terms(installed: Path, tmp_path: Path) -> None:
    assert "通水" in run([installed / "govreport", "glossary", "三通一平"], tmp_path)
    listed = json.loads(run([installed / "govreport", "glossary", "--list", "--format", "json"], tmp_path))
    assert [entry["term"] for entry in listed] == [e.term for e in Glossary.shipped().entries]


def test_the_installed_command_extracts_the_same(installed: Path, tmp_path: Path) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(SAMPLE, encoding="utf-8")
    found = json.loads(run([installed / "govreport", "extract", report.name, "--format", "json"], tmp_path))
    here = govreport.parse(govreport.read(report)).to_dict()
    assert {k: v for k, v in found.items() if k != "source"} == {k: v for k, v in here.items() if k != "source"}


def test_the_installed_package_lies_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    where = Path(run([installed / "python", "-c", "import govreport; print(govreport.__file__)"], tmp_path).strip())
    assert CHECKOUT not in where.parents


@pytest.mark.thorough
def test_the_compiled_wheel_reads_the_same(tmp_path: Path) -> None:
    out, site = tmp_path / "dist", tmp_path / "site"
    run([sys.executable, "-m", "build", "--outdir", out, CHECKOUT], tmp_path, HATCH_BUILD_HOOKS_ENABLE="1")
    (built,) = out.glob("*.whl")
    run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", site, built], tmp_path)
    assert not list(CHECKOUT.glob("govreport/*.so")), "compiled files shadow the sources"

    texts = [*CHECKOUT.glob("data/*.txt"), *(FOLDER / "corpus").glob("**/*.txt")]
    call: list[str | Path] = [sys.executable, "-c", READ, *texts]
    compiled, *theirs = run(call, tmp_path, PYTHONPATH=str(site)).splitlines()
    pure, *ours = run(call, tmp_path).splitlines()
    assert compiled.startswith(str(site))
    assert not compiled.endswith(".py")
    assert pure.endswith(".py")
    # The files alone: a comparison of the lines would print the texts.
    assert [p for p, a, b in zip(texts, theirs, ours, strict=True) if a != b] == []


def test_the_editable_install_reads_the_glossary_of_the_checkout() -> None:
    """One loader for both: what a contributor edits is what the command knows."""
    from govreport.glossary import parse_glossary

    top = parse_glossary((CHECKOUT / "glossary.yaml").read_text("utf-8"), "glossary.yaml")
    assert Glossary.shipped().entries == top.entries
