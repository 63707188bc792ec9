"""The panel: one figure of the whole place a key, and the traps that make others look like it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared import FOLDER, needs_shared
from test_cli import on_terminal

import govreport
from govreport.panel import FIELDS, Cell, panel, wide
from govreport.records import Report
from govreport.render.panel import panel_table, value
from govreport.vocabulary import SERIES

HEAD = "临海省政府工作报告\n——2025年1月20日在临海省第十三届人民代表大会第三次会议上\n"
REVIEW = "一、2024年工作回顾\n"
PLAN = "二、2025年工作安排\n"


def report(review: str = "", plan: str = "") -> Report:
    return govreport.parse(f"{HEAD}{REVIEW}{review}\n{PLAN}{plan}\n")


def found(review: str = "", plan: str = "") -> dict[tuple[str, str, str], Cell]:
    cells = panel([report(review, plan)])
    by_key: dict[tuple[str, str, str], Cell] = {(c.indicator, c.measure, c.status): c for c in cells}
    assert len(by_key) == len(cells)
    return by_key


def figures(review: str = "", plan: str = "") -> dict[tuple[str, str, str], str]:
    return {key: str(cell.value.normalize()) for key, cell in found(review, plan).items()}


GOALS = "今年主要预期目标是："


@pytest.mark.parametrize(
    ("review", "plan", "expected"),
    [
        pytest.param(
            "全省生产总值增长5.1%。",
            f"{GOALS}全省生产总值增长5%左右。",
            {("gdp", "growth", "actual"): "5.1", ("gdp", "growth", "target"): "5"},
            id="outcome and target",
        ),
        pytest.param(
            "过去五年，生产总值年均增长6.3%。去年，生产总值增长5.1%。",
            "",
            {("gdp", "growth", "actual"): "5.1"},
            id="the five-year average is not the year",
        ),
        pytest.param(
            "",
            f"“十五五”时期，生产总值年均增长5.5%以上。\n{GOALS}生产总值增长6%。",
            {("gdp", "growth", "target"): "6"},
            id="the plan's average is not the year's target",
        ),
        pytest.param(
            "",
            f"{GOALS}居民收入增长与经济增长同步；城镇新增就业60万人以上。",
            {("jobs_urban", "level", "target"): "6E+5"},
            id="同步 has no number",
        ),
        pytest.param(
            "固定资产投资增长3%，其中制造业投资增长8.2%。",
            "",
            {("fixed_investment", "growth", "actual"): "3", ("manufacturing_inv", "growth", "actual"): "8.2"},
            id="a part of the thing",
        ),
        pytest.param("高新区规模以上工业增加值增长15%。", "", {}, id="a part of the place"),
        pytest.param("全国生产总值增长5%。", "", {}, id="a larger place"),
        pytest.param("上半年生产总值增长4.9%。", "", {}, id="a part of the year"),
        pytest.param(
            "城镇调查失业率5.2%，居民消费价格上涨0.4%，粮食产量844.2亿斤。",
            "",
            {
                ("unemployment", "share", "actual"): "5.2",
                ("cpi", "growth", "actual"): "0.4",
                ("grain", "level", "actual"): "8.442E+10",
            },
            id="each in its measure",
        ),
        pytest.param("粮食产量增长2.1%。", "", {}, id="grain is a level"),
        pytest.param(
            "城乡居民人均可支配收入分别增长4.5%、6.1%。",
            "",
            {("income_urban", "growth", "actual"): "4.5", ("income_rural", "growth", "actual"): "6.1"},
            id="shared out",
        ),
        pytest.param(
            "财政总收入900亿元，一般公共预算收入510亿元。",
            "",
            {
                ("fiscal_revenue_total", "level", "actual"): "9E+10",
                ("fiscal_revenue", "level", "actual"): "5.1E+10",
            },
            id="total revenue is not budget revenue",
        ),
        pytest.param(
            "全省生产总值比2019年增长32%。",
            "",
            {},
            id="growth from an earlier year",
        ),
    ],
)
def test_what_is_a_cell(review: str, plan: str, expected: dict[tuple[str, str, str], str]) -> None:
    assert figures(review, plan) == expected


def test_a_range_keeps_both_ends() -> None:
    cell = found(plan=f"{GOALS}生产总值增长4.5%—5%。")["gdp", "growth", "target"]
    assert (cell.value, cell.value_max, cell.bound) == (Decimal("4.5"), Decimal(5), "exact")


@pytest.mark.parametrize(
    "goals",
    ["生产总值增长8%，力争达到8.5%。", "生产总值力争增长8.5%，确保增长8%。"],
    ids=["behind", "in front"],
)
def test_the_further_aim_stands_beside_the_target(goals: str) -> None:
    cell = found(plan=GOALS + goals)["gdp", "growth", "target"]
    assert (cell.value, cell.stretch) == (Decimal(8), Decimal("8.5"))


def test_an_aim_alone_is_the_target() -> None:
    cell = found(plan="力争社会消费品零售总额增长8%。")["retail_sales", "growth", "target"]
    assert (cell.value, cell.stretch, cell.wording) == (Decimal(8), None, "力争")


@pytest.mark.parametrize(
    ("goals", "wording", "shown"),
    [
        ("居民消费价格涨幅控制在3%左右。", "控制在…左右", "控制在3%左右"),
        ("居民消费价格涨幅3%以内。", "以内", "3%以内"),
        ("居民消费价格涨幅3%。", "", "3%"),
    ],
)
def test_the_words_that_qualify(goals: str, wording: str, shown: str) -> None:
    cell = found(plan=GOALS + goals)["cpi", "growth", "target"]
    assert cell.wording == wording
    assert value(cell) == shown


def test_the_list_of_goals_outweighs_a_task() -> None:
    tasks = (
        f"{GOALS}进出口总额增长5%，固定资产投资增长3%，生产总值增长5%。\n一是扩大开放。力争进出口总额增长9%。"
    )
    assert figures(plan=tasks)["foreign_trade", "growth", "target"] == "5"


def test_of_one_sentence_the_figure_outweighs_the_threshold() -> None:
    review = "全省生产总值突破3万亿元、达到3.6万亿元。"
    assert figures(review)["gdp", "level", "actual"] == "3.6E+12"


def test_a_cell_points_into_the_text() -> None:
    read = report("全省生产总值增长5.1%。")
    (cell,) = panel([read])
    assert read.text[cell.start : cell.end] == "5.1%"
    assert cell.sentence == "全省生产总值增长5.1%。"
    assert (cell.region, cell.level, cell.year, cell.period) == ("临海省", "province", 2025, "2024")
    assert cell.label == SERIES["gdp"].zh
    assert list(cell.to_dict()) == list(FIELDS)


def test_the_filters_keep_what_is_asked_for() -> None:
    read = report("生产总值5万亿元，增长5.1%。", f"{GOALS}生产总值增长5%，进出口总额增长3%。")
    assert {c.indicator for c in panel([read], indicators=["gdp"])} == {"gdp"}
    assert {c.measure for c in panel([read], measure="level")} == {"level"}
    assert {c.status for c in panel([read], status="target")} == {"target"}
    assert panel([read], indicators=[]) == []


def test_wide_leaves_a_gap_where_nothing_is_said() -> None:
    read = report("生产总值增长5.1%。外贸出口32亿美元，粮食产量10亿斤。", f"{GOALS}生产总值增长4.5%—5%。")
    other = report("财政支出增长2%。")
    columns, rows = wide([*panel([read]), *(c for c in panel([other]))])
    assert rows[0]["gdp_growth"] == 5.1
    assert (rows[0]["gdp_growth_t"], rows[0]["gdp_growth_tu"]) == (4.5, 5)
    assert rows[0]["exports_usd_level"] == 3200000000
    assert rows[0]["grain_level"] == 500000
    assert "cpi_growth" not in columns
    assert 0 not in rows[0].values()


def test_the_table_has_outcome_and_target_side_by_side() -> None:
    table = panel_table(panel([report("生产总值增长5.1%。", f"{GOALS}生产总值增长5%左右。")]))
    assert list(table.rows) == [("地区生产总值", "增速", "5.1%", "5%左右")]


NUMBERS = st.integers(1, 99).map(lambda n: n / 10)


@settings(max_examples=40, deadline=None)
@given(NUMBERS, NUMBERS, st.sampled_from(["左右", "以上", "以内", ""]))
def test_last_year_never_becomes_the_target(outcome: float, target: float, tail: str) -> None:
    cells = found(
        f"生产总值增长{outcome}%。", f"去年生产总值增长{outcome}%。{GOALS}生产总值增长{target}%{tail}。"
    )
    assert float(cells["gdp", "growth", "actual"].value) == outcome
    assert float(cells["gdp", "growth", "target"].value) == target


@given(st.text(alphabet="生产总值增长5%左右，。\n一、今年目标2024去", max_size=80))
def test_a_key_occurs_once_in_any_text(text: str) -> None:
    cells = panel([govreport.parse(text)])
    keys = [(c.indicator, c.measure, c.status) for c in cells]
    assert len(keys) == len(set(keys))
    assert all(text[c.start : c.end] for c in cells)


# ---- the command


def run(*args: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "govreport", "panel", *args],
        capture_output=True, text=True, encoding="utf-8", check=False, input=stdin,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, growth in (("a", "5.1"), ("b", "6")):
        text = f"{HEAD}{REVIEW}生产总值增长{growth}%。\n{PLAN}{GOALS}生产总值增长5%左右。\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_jsonl(folder: Path) -> None:
    done = run(str(folder), "--indicator", "gdp", "--status", "actual", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [row["value"] for row in rows] == [5.1, 6]
    assert all(list(row) == list(FIELDS) for row in rows)


def test_csv_and_wide(folder: Path) -> None:
    done = run(str(folder / "a.txt"), "--wide", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["gdp_growth"], row["gdp_growth_t"]) == ("5.1", "5")
    assert not done.stdout.startswith("\ufeff")


def test_a_pipe_is_read() -> None:
    done = run("-", stdin=f"{HEAD}{REVIEW}生产总值增长5.1%。\n")
    assert done.returncode == 0
    assert "5.1%" in done.stdout


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx", "parquet"])
def test_each_file_has_the_same_cells(folder: Path, suffix: str) -> None:
    if suffix in ("xlsx", "parquet"):
        pytest.importorskip("duckdb" if suffix == "parquet" else "xlsxwriter")
    out = folder / f"out.{suffix}"
    done = run(str(folder / "a.txt"), "-o", str(out))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    if suffix == "csv":
        values = [row["value"] for row in csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))]
    elif suffix == "jsonl":
        values = [str(json.loads(line)["value"]) for line in out.read_text("utf-8").splitlines()]
    elif suffix == "parquet":
        import duckdb

        with duckdb.connect() as connection:
            answer = connection.execute(f"SELECT value FROM '{out}'").fetchall()
        values = [f"{number:g}" for (number,) in answer]
    else:
        sheet = zipfile.ZipFile(io.BytesIO(out.read_bytes())).read("xl/worksheets/sheet1.xml").decode()
        column = chr(ord("A") + FIELDS.index("value"))
        values = re.findall(rf'<c r="{column}\d+" s="\d+"><v>([^<]*)</v>', sheet)
    assert values == ["5.1", "5"]


@pytest.mark.parametrize(("columns", "upright"), [(40, True), (240, False)])
def test_a_wide_panel_stands_upright_where_the_terminal_is_narrow(folder: Path, columns: int, upright: bool) -> None:
    shown = re.sub(r"\x1b\[[\d;]*m", "", on_terminal("panel", folder / "a.txt", "--wide", columns=columns))
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert ("第 1 行" in lines, "gdp_growth 5.1" in lines) == (upright, upright)
    assert any(line.startswith("region level year source") for line in lines) != upright


def test_names_do_for_ids_and_a_wrong_one_is_2(folder: Path) -> None:
    assert run(str(folder), "--indicator", "生产总值", "--format", "jsonl").stdout
    wrong = run(str(folder), "--indicator", "gpd")
    assert wrong.returncode == 2
    assert "gdp" in wrong.stderr


def test_what_no_report_says_is_1(folder: Path) -> None:
    done = run(str(folder), "--indicator", "cpi", "--format", "jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert "cpi" in done.stderr


def test_an_unknown_suffix_is_2(folder: Path) -> None:
    assert run(str(folder), "-o", str(folder / "x.doc")).returncode == 2


# ---- against the hand-made table

FLOOR = 0.99  # 0.996 when written; the one miss is a slip of the table (state-2020, grain)


@needs_shared
def test_targets_score() -> None:
    gold = json.loads((FOLDER / "gold" / "targets-dev.json").read_text("utf-8"))
    known = {g["indicator"] for g in gold}
    right = wanted = given_ = gdp = gdp_right = 0
    for doc in sorted({g["doc"] for g in gold}):
        cells = {
            (c.indicator, c.measure, c.status): c
            for c in panel([govreport.parse(govreport.read(FOLDER / "corpus" / doc))], indicators=known)
        }
        for g in (g for g in gold if g["doc"] == doc):
            key = (g["indicator"], g["measure"], g["status"])
            cell = cells.pop(key, None)
            if g.get("optional"):
                continue
            wanted += 1
            given_ += cell is not None
            ok = cell is not None and _same(cell, g)
            right += ok
            if key == ("gdp", "growth", "target"):
                gdp += 1
                gdp_right += ok
        given_ += len(cells)
    assert 2 * right / (wanted + given_) >= FLOOR
    assert gdp_right == gdp == 17


def _same(cell: Cell, gold: dict[str, object]) -> bool:
    top = None if cell.value_max is None else float(cell.value_max)
    return (float(cell.value), top, cell.unit, cell.bound) == (
        gold["value"], gold["value_max"], gold["unit"], gold["bound"],
    )  # fmt: skip
