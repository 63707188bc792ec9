"""govreport query: SQL over what govreport corpus wrote."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from test_cli import on_terminal, run
from test_corpus import report

from govreport.corpus.run import run as run_corpus
from govreport.corpus.tables import COLUMNS, WHATS


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    place = tmp_path_factory.mktemp("各县")
    for number in range(2):
        (place / f"{number}.txt").write_text(report(number), "utf-8")
    return [str(place / "0.txt"), str(place / "1.txt")]


@pytest.fixture(scope="module")
def corpus(files: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "语料"
    run_corpus(files, out)
    return out


GDP = "SELECT region, value, unit FROM indicators WHERE name = '地区生产总值' AND measure = 'level' ORDER BY value"


def test_a_table_for_a_pipe(corpus: Path) -> None:
    done = run("query", GDP, corpus)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "2 行",
        "region        value  unit",
        "甲禾县  30060000000  元",
        "乙禾县  30160000000  元",
    ]


def test_data_for_programs(corpus: Path) -> None:
    rows = [
        {"region": "甲禾县", "value": 30060000000, "unit": "元"},
        {"region": "乙禾县", "value": 30160000000, "unit": "元"},
    ]
    assert json.loads(run("query", GDP, corpus, "--format", "json").stdout) == rows
    written = run("query", GDP, corpus, "--format", "csv").stdout
    assert written == "region,value,unit\n甲禾县,30060000000,元\n乙禾县,30160000000,元\n"
    nothing = run("query", "SELECT * FROM terms WHERE false", corpus, "--format", "json")
    assert json.loads(nothing.stdout) == []


def test_every_table_is_a_view(corpus: Path) -> None:
    for what in WHATS:
        told = json.loads(run("query", f"DESCRIBE {what}", corpus, "--format", "json").stdout)
        assert {row["column_name"]: row["column_type"] for row in told} == COLUMNS[what]
    joined = "SELECT count(*) AS n FROM indicators JOIN reports USING (source) JOIN sections USING (source, section)"
    assert json.loads(run("query", joined, corpus, "--format", "json").stdout)[0]["n"] > 0


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".jsonl"])
@pytest.mark.parametrize("what", WHATS)
def test_one_file_has_the_view_of_its_kind(what: str, suffix: str, files: list[str], tmp_path: Path) -> None:
    out = tmp_path / f"表'一{suffix}"
    run_corpus(files, out, what=what)  # type: ignore[arg-type]
    told = json.loads(run("query", f"DESCRIBE {what}", out, "--format", "json").stdout)
    assert {row["column_name"]: row["column_type"] for row in told} == COLUMNS[what]
    count = f'SELECT count(*) AS n, count("end") AS placed FROM {what}'
    (row,) = json.loads(run("query", count, out, "--format", "json").stdout)
    assert row["n"] >= row["placed"] > 0


def test_quotation_marks_far_down_in_a_table(files: list[str], tmp_path: Path) -> None:
    """DuckDB guesses from the beginning of a file how it quotes; here the first quotation mark comes late."""
    out = tmp_path / "指标.csv"
    run_corpus(files, out, what="indicators")
    head, first, *_ = csv.reader(out.read_text("utf-8-sig").splitlines())
    comma, named = [*first], [*first]
    comma[head.index("name")] = "粮食,棉花"
    named[head.index("name")] = '国家"群星奖""金奖"'
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *[comma] * 4000, named])
    told = json.loads(run("query", "SELECT name FROM indicators OFFSET 4000", out, "--format", "json").stdout)
    assert told == [{"name": '国家"群星奖""金奖"'}]


@pytest.mark.parametrize(
    ("sql", "place", "said"),
    [
        ("SELEC 1", "", "SQL 有误"),
        ("SELECT nothing FROM indicators", "", "nothing"),
        ("SELECT 1", "无.parquet", "没有这个文件"),
        ("SELECT 1", ".work", "文件夹里没有"),
        ("SELECT 1", "别.csv", "列名不符"),
        ("SELECT 1", "别.xlsx", "只能查询"),
        ("SELECT 1", "坏.parquet", "读不了"),
        ("/* 没有 */", "", "SQL 是空的"),
    ],
)
def test_a_wrong_question_says_what_is_wrong(sql: str, place: str, said: str, corpus: Path) -> None:
    (corpus / "别.csv").write_text("a,b\n1,2\n")
    (corpus / "别.xlsx").write_text("x")
    (corpus / "坏.parquet").write_text("x")
    done = run("query", sql, corpus / place)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


@pytest.mark.parametrize("columns", [80, 120])
def test_a_table_on_a_terminal_fits(columns: int, corpus: Path) -> None:
    shown = on_terminal(
        "query", "SELECT region, year, sentence FROM indicators LIMIT 3", corpus, columns=columns
    )
    assert "甲禾县" in shown
    assert "sentence" in shown.splitlines()[1]
    wide = on_terminal("query", "SELECT * FROM indicators LIMIT 2", corpus, columns=columns).splitlines()
    assert sum("第 " in line for line in wide) == 2
    assert sum("sentence" in line for line in wide) == 2  # a line for each column, none cut
