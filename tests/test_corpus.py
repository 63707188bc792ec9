"""govreport corpus: which documents, what comes out, what goes wrong, and what a second run does."""

from __future__ import annotations

import csv
import json
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from conftest import SAMPLE
from test_cli import on_terminal, run

import govreport
from govreport.corpus import inputs, shards, tables, workspace
from govreport.corpus.document import Document, Outcome, process
from govreport.corpus.run import Summary
from govreport.corpus.run import run as run_corpus
from govreport.errors import CorpusError, ReadError
from govreport.render import csv as contract


def report(number: int) -> str:
    """A report of a place of its own, with a figure of its own."""
    return SAMPLE.replace("青禾县", f"{'甲乙丙丁戊己庚辛壬'[number % 9]}禾县").replace(
        "312.6亿元", f"{300 + number}.6亿元"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine reports in a folder with another below it."""
    place = tmp_path / "各县"
    (place / "北部").mkdir(parents=True)
    for number in range(9):
        (place / ("北部" if number % 3 == 0 else "") / f"{number}.txt").write_text(report(number), "utf-8")
    return place


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


def expected(files: Sequence[str], table: str) -> list[dict[str, Any]]:
    """The rows of files as one process without shards would write them."""
    reports = (govreport.parse(govreport.read(file)) for file in files)
    return [json.loads(line) for report in reports for line in tables.lines(report, table)]


# Which documents


def test_folders_globs_and_files_name_each_document_once(folder: Path) -> None:
    (folder / ".DS_Store").write_text("x")
    (folder / "1.json").write_text("{}")
    inside = inputs.expand([str(folder)])
    assert [Path(p).relative_to(folder).as_posix() for p in inside] == [
        *(f"{n}.txt" for n in (1, 2, 4, 5, 7, 8)),
        *(f"北部/{n}.txt" for n in (0, 3, 6)),
    ]
    assert inputs.expand([str(folder), f"{folder}/*.txt", f"{folder}/./1.txt"]) == inside
    assert inputs.expand([f"{folder}/**/3.txt"]) == [str(folder / "北部/3.txt")]
    assert len(inputs.expand([f"{folder}/*.txt", f"{folder}/北部"])) == 9
    assert inputs.expand([str(folder / "1.txt"), str(folder)])[:2] == [
        str(folder / "1.txt"),
        str(folder / "2.txt"),
    ]
    assert len(inputs.expand([str(folder)], leave_out=[folder / "北部", folder / "1.txt"])) == 5
    with pytest.raises(ReadError, match=r"无\.txt"):
        inputs.expand([str(folder), "无.txt"])


def test_a_row_of_a_table_is_a_report(tmp_path: Path) -> None:
    table = tmp_path / "报告.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [["地区", "年份", "说明", "正文"], ["甲县", 2019, "一", report(1)], ["", "", "", report(2)]]
        )
    out = tmp_path / "指标.jsonl"
    assert run_corpus([str(table)], out).done == 2
    rows = lines_of(out)
    assert {(r["source"], r["region"], r["year"]) for r in rows} == {
        (f"{table}#1", "甲县", 2019),
        (f"{table}#2", "丙禾县", 2023),
    }
    text = table.read_text("utf-8-sig").replace("甲县", "乙县")
    table.write_text(text, "utf-8-sig")
    again = run_corpus([str(table)], out)
    assert (again.done, again.unchanged) == (1, 1)
    assert {r["region"] for r in lines_of(out)} == {"乙县", "丙禾县"}
    other = run("corpus", table, "-o", tmp_path / "b.jsonl", "--text-column", "说明", "--what", "reports")
    assert (other.returncode, [r["chars"] for r in lines_of(tmp_path / "b.jsonl")]) == (0, [1])
    missing = run("corpus", table, "-o", tmp_path / "c.jsonl", "--text-column", "无")
    assert missing.returncode == 1
    assert "没有名为" in missing.stderr


# What comes out


@pytest.mark.parametrize("what", tables.WHATS)
def test_the_rows_are_those_of_the_reports_in_the_order_of_the_inputs(
    what: tables.What, folder: Path, tmp_path: Path
) -> None:
    files = inputs.expand([str(folder)])
    out = tmp_path / f"{what}.jsonl"
    summary = run_corpus(files, out, what=what, processes=2)
    assert lines_of(out) == expected(files, what) != []
    assert summary.rows == {what: len(lines_of(out))}


def test_rows_are_those_of_extract(report_file: Path) -> None:
    found = govreport.parse(govreport.read(report_file))
    rows = [json.loads(line) for line in tables.lines(found, "indicators")]
    header, *cells = csv.reader((contract.header() + contract.render(found)).splitlines())
    assert ["source", *header[1:]] == list(tables.COLUMNS["indicators"]) == list(rows[0])
    written = [["" if v is None else str(v) for v in row.values()] for row in rows]
    assert written == cells
    assert [row["value"] for row in rows] == [i["value"] for i in found.to_dict()["indicators"]]


def test_a_text_without_sentences_gives_the_neighbourhood() -> None:
    found = govreport.parse("生产总值5亿元，" * 1_000)
    rows = [json.loads(line) for line in tables.lines(found, "indicators")]
    assert len(rows) == 1_000
    assert max(len(row["sentence"]) for row in rows) < 2_100
    assert all(row["text"] in row["sentence"] for row in rows)


def test_lines_are_lines_whatever_the_text_holds(tmp_path: Path) -> None:
    odd = tmp_path / "odd\udcff.txt"
    odd.write_text("生产总值“甲\u2028乙\x85丙\\”增长5%，\t投资增长6%。", "utf-8")
    out = tmp_path / "a.jsonl"
    run_corpus([str(odd)], out)
    rows = lines_of(out)
    assert [row["value"] for row in rows] == [5, 6]
    assert rows[0]["sentence"].startswith("生产总值“甲\u2028乙\x85丙\\”")
    assert rows[0]["source"] == f"{tmp_path}/odd\\udcff.txt"


def test_all_tables_as_parquet(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "语料"
    files = inputs.expand([str(folder)])
    done = run("corpus", folder, "-o", out)
    assert done.returncode == 0, done.stderr
    assert "9 份报告" in done.stderr
    assert done.stdout == ""
    assert {path.name for path in out.iterdir()} == {*(f"{what}.parquet" for what in tables.WHATS), ".work"}
    for what in tables.WHATS:
        found = duckdb.sql(f"SELECT * FROM '{out}/{what}.parquet'")
        assert found is not None
        assert dict(zip(found.columns, map(str, found.types), strict=True)) == tables.COLUMNS[what]
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        assert rows == expected(files, what)


def test_csv_opens_in_excel_and_holds_no_formulas(tmp_path: Path) -> None:
    files = {"甲.txt": "=1+1，生产总值增长5%。", "乙.txt": "＋1，生产总值45851.2亿元。", "丙.txt": report(1)}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    out = tmp_path / "指标.csv"
    names = [str(tmp_path / name) for name in files]
    run_corpus(names, out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfsource,region")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [rows[0]["sentence"], rows[1]["sentence"]] == [
        "'=1+1，生产总值增长5%。",
        "'＋1，生产总值45851.2亿元。",
    ]
    assert (rows[0]["value"], rows[1]["value"], rows[0]["heading"]) == ("5", "4585120000000", "")
    assert [row["value"] for row in rows] == [str(row["value"]) for row in expected(names, "indicators")]


def test_a_workbook_has_a_frozen_header_number_formats_and_notices(folder: Path, tmp_path: Path) -> None:
    (folder / "空.txt").write_text("")
    (folder / "长.txt").write_text(report(1).replace("产业带。", "产业带" * 12_000 + "。"), "utf-8")
    (folder / "式.txt").write_text(
        report(1).replace("一园两带：", "=2+3：").replace("一园两带", "=2+3"), "utf-8"
    )
    out = tmp_path / "术语.xlsx"
    done = run("corpus", folder, "-o", out, "--what", "terms")
    assert done.returncode == 1
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["terms", "notices"]
    sheet = book["terms"]
    assert sheet.freeze_panes == "A2"
    header, *rows = sheet.iter_rows()
    assert [cell.value for cell in header] == list(tables.COLUMNS["terms"])
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}  # no formula
    notices = {(row[1], row[0]) for row in book["notices"].iter_rows(min_row=2, values_only=True)}
    assert {("failed", str(folder / "空.txt")), ("cell-cut", str(folder / "长.txt"))} <= notices
    indicators = tmp_path / "指标.xlsx"
    run("corpus", folder, "-o", indicators)
    cells = list(openpyxl.load_workbook(indicators)["indicators"].iter_rows(min_row=2))
    values = [(row[10].value, row[10].number_format) for row in cells]
    assert values[0][1] == "#,##0"
    assert values[1] == (3.1, "#,##0.######")


# What goes wrong


def test_a_bad_file_stops_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "空.txt").write_text("")
    (folder / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n...")
    (folder / "断.txt").symlink_to("nowhere")
    out = tmp_path / "指标.jsonl"
    done = run("corpus", folder, "-o", out)
    assert done.returncode == 1
    assert len({row["source"] for row in lines_of(out)}) == 9
    failures = lines_of(tmp_path / "failures.jsonl")
    assert {Path(f["source"]).name for f in failures} == {"空.txt", "图.txt", "断.txt"}
    assert all(f["kind"] and f["reason"] for f in failures)
    assert "3 份失败" in done.stderr
    assert "1 份：没有这个文件" in done.stderr
    for name in ("空.txt", "图.txt", "断.txt"):
        (folder / name).unlink()
    assert run("corpus", folder, "-o", out).returncode == 0
    assert not (tmp_path / "failures.jsonl").exists()


def dies_at_two(document: Document, wanted: Sequence[str]) -> Outcome:
    """What a document does that makes a library crash, or the kernel end the process."""
    if document.name.endswith("2.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return process(document, wanted)


def stumbles_at_two(document: Document, wanted: Sequence[str]) -> Outcome:
    if document.name.endswith("2.txt"):
        raise OSError(28, "No space left on device")
    return process(document, wanted)


def test_a_worker_that_dies_costs_one_document(folder: Path, tmp_path: Path) -> None:
    files = inputs.expand([str(folder)])
    out = tmp_path / "a.jsonl"
    summary = run_corpus(files, out, processes=1, work=dies_at_two)
    assert [(f.source, f.kind) for f in summary.failures] == [(str(folder / "2.txt"), "进程中断")]
    files.remove(str(folder / "2.txt"))
    assert lines_of(out) == expected(files, "indicators")


def test_a_full_disk_ends_the_run_and_keeps_what_is_done(folder: Path, tmp_path: Path) -> None:
    files = inputs.expand([str(folder)])
    out = tmp_path / "a.jsonl"
    with pytest.raises(CorpusError, match="磁盘已满"):
        run_corpus(files, out, work=stumbles_at_two)
    assert not out.exists()
    summary = run_corpus(files, out)
    assert (summary.unchanged, summary.done) == (1, 8)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["-o", "a.txt"], "不认得后缀 .txt"),
        (["-o", "nowhere/a.csv"], "没有文件夹"),
        (["-o", "a", "--what", "terms"], "--what"),
        (["-o", "a.csv", "--address", "auto"], "--engine ray"),
        (["-o", "a.csv", "--engine", "ray"], "后缀"),
        (["-o", "a.csv", "--workers", "0"], "--workers"),
        (["-o", ""], "文件名是空的"),
        (["1.txt", "-o", "1.txt"], "1.txt 是要读的文件，不能写在它上面"),
        (["-", "-o", "a.csv"], "不读标准输入；请给出文件或文件夹，单独一份可用 govreport extract -"),
    ],
)
def test_wrong_calls_say_what_to_do(
    call: list[str], said: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    done = run("corpus", ".", *call, env={"COLUMNS": "200"})
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert run("corpus", "北部", "-o", "b.jsonl").returncode == 0
    assert {p.name for p in folder.glob("a*")} == set()


def test_two_runs_do_not_write_one_output(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"
    with workspace.opened(workspace.beside(out), ["indicators"]):
        done = run("corpus", folder, "-o", out)
    assert done.returncode == 2
    assert "另一次运行" in done.stderr


# A second run


def test_what_changed_is_done_again_and_what_went_is_gone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.jsonl"

    def again() -> Summary:
        summary = run_corpus(inputs.expand([str(folder)]), out, processes=2)
        assert lines_of(out) == expected(inputs.expand([str(folder)]), "indicators")
        return summary

    assert (again().done, again().unchanged) == (9, 9)
    (folder / "4.txt").write_text(report(44), "utf-8")
    (folder / "7.txt").unlink()
    (folder / "3½.txt").write_text(report(35), "utf-8")
    os.utime(folder / "1.txt", (1, 1))
    changed = again()
    assert (changed.done, changed.unchanged, changed.failures) == (2, 7, [])
    (folder / "4.txt").write_text("")
    failed = run_corpus(inputs.expand([str(folder)]), out)
    assert (failed.unchanged, len(failed.failures)) == (8, 1)
    assert str(folder / "4.txt") not in {row["source"] for row in lines_of(out)}
    kept = shards.kept(workspace.beside(out) / "shards")
    assert {Path(entry.shard).name for entry in kept.values()} == {
        path.name for path in (workspace.beside(out) / "shards").iterdir()
    }


def test_the_same_bytes_in_every_format_after_a_change(folder: Path, tmp_path: Path) -> None:
    files = inputs.expand([str(folder)])
    for name in ("a.csv", "a.parquet", "a.jsonl"):
        out, fresh = tmp_path / name, tmp_path / "fresh" / name
        fresh.parent.mkdir(exist_ok=True)
        run_corpus(files[:4] + files[5:], out, processes=2)
        run_corpus(files[::-1], out)  # another order too
        run_corpus(files, out)
        run_corpus(files, fresh)
        assert out.read_bytes() == fresh.read_bytes()


def test_another_version_starts_over(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "a.jsonl"
    files = inputs.expand([str(folder)])
    assert run_corpus(files, out).done == 9
    monkeypatch.setattr(workspace, "_program", lambda: "another")
    assert run_corpus(files, out).done == 9
    assert run_corpus(files, out, what="terms").done == 9


# For people


def test_the_output_in_the_folder_is_no_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "空.txt").write_text("")
    first = run("corpus", ".", "-o", "指标.csv").stderr
    assert "9 份报告，" in first
    assert "1 份失败" in first
    assert "9 份报告（其中 9 份先前已完成）" in run("corpus", ".", "-o", "指标.csv").stderr
    assert "9 份报告，" in run("corpus", "*.txt", "北部", "-o", "语料").stderr
    assert "1 份失败" in run("corpus", "*.txt", "语料", "北部", "-o", "语料").stderr


@pytest.mark.parametrize("columns", [80, 120])
def test_a_bar_on_a_terminal(columns: int, folder: Path, tmp_path: Path) -> None:
    shown = on_terminal("corpus", folder, "-o", tmp_path / "a.jsonl", columns=columns)
    assert "9/9" in shown
    assert "9 份报告，" in shown.splitlines()[-1]
    assert "9/9" not in run("corpus", folder, "-o", tmp_path / "b.jsonl").stderr
