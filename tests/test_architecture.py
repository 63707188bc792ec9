"""The directions of imports: the shape of the house, as a test."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "govreport"
FILES = {
    ".".join(p.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): p
    for p in PACKAGE.rglob("*.py")
}
STAGES = {"outline", "annex", "indicators", "terms"}
HEAVY = {"jieba", "rjieba", "rich", "typer", "ahocorasick_rs", "selectolax", "docx", "pypdfium2", "openpyxl"}


def imports_of(module: str) -> set[str]:
    """What a file imports when it runs, outside ``if TYPE_CHECKING``: dotted names, ours without govreport."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            of_package = {name for name in inner if name.removeprefix("govreport.") in FILES}
            found |= of_package or {node.module}
    return {name.removeprefix("govreport.") for name in found}


IMPORTS = {module: imports_of(module) for module in FILES}
OURS = {module: {name for name in names if name in FILES} for module, names in IMPORTS.items()}


def who_imports(target: str) -> set[str]:
    return {module for module, names in IMPORTS.items() if any(n.split(".")[0] == target for n in names)}


def test_the_stages_are_there() -> None:
    assert set(FILES) >= STAGES | {"records", "errors", "report", "readers", "render", "cli"}


@pytest.mark.parametrize("stage", sorted(STAGES))
def test_only_the_pipeline_imports_a_stage(stage: str) -> None:
    importers = {module for module, names in OURS.items() if stage in names}
    assert importers == {"report"}


def test_nobody_inside_knows_the_pipeline() -> None:
    within = {m for m in FILES if m.split(".")[0] not in ("cli", "corpus", "explain", "__main__", "__init__", "")}
    assert {m for m in within if OURS[m] & {"report", "cli", "__main__"}} == set()


def test_records_and_errors_stand_alone() -> None:
    assert OURS["records"] == set()
    assert OURS["errors"] == set()
    assert OURS["rules"] == {"errors"}


def test_readers_and_renderers_know_no_stage() -> None:
    readers = set().union(*(OURS[m] for m in FILES if m.split(".")[0] == "readers"))
    assert {name for name in readers if name.split(".")[0] != "readers"} == {"errors", "records"}
    render = set().union(*(OURS[m] for m in FILES if m.split(".")[0] == "render"))
    assert {name for name in render if name.split(".")[0] != "render"} == {"glossary", "records", "panel", "compare", "charts"}


def test_one_door_to_each_heavy_library() -> None:
    assert who_imports("rjieba") | who_imports("jieba") == {"words"}
    assert who_imports("rich") == {"render.terminal", "cli.streams", "cli.progress"}
    assert {m.split(".")[0] for m in who_imports("typer")} == {"cli"}
    assert who_imports("yaml") == {"rules"}
    assert who_imports("selectolax") == {"readers.html"}
    assert who_imports("pypdfium2") == {"readers.pdf"}
    assert who_imports("openpyxl") == {"readers.table"}
    assert who_imports("duckdb") == {"corpus.database", "tablefile"}
    assert who_imports("xlsxwriter") == {"corpus.workbook", "tablefile"}


def test_no_circles() -> None:
    # Importing anything of a package runs the package's own file first, which is why readers.text may import it.
    graph = {module: names - {module.rpartition(".")[0]} for module, names in OURS.items()}
    assert len(list(TopologicalSorter(graph).static_order())) >= len(FILES)


def loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after a statement."""
    code = f"import sys; {statement}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in run.stdout.split()}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert loaded_by("import govreport") & (HEAVY | {"yaml"}) == set()
    assert "govreport.report" not in loaded_by("import govreport")


def test_parsing_loads_no_terminal_library() -> None:
    loaded = loaded_by("import govreport; govreport.parse('生产总值增长5%。')")
    assert loaded & {"jieba", "rich", "typer"} == set()
    assert "govreport" in loaded


def test_reading_loads_no_other_reader() -> None:
    loaded = loaded_by("import io, govreport; govreport.read(io.BytesIO('增长'.encode()))")
    assert loaded & HEAVY == set()
