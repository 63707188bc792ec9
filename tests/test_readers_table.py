"""Tables of reports: one report a row, its text in one column, its region and year beside it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from conftest import SAMPLE
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport.errors import ReadError
from govreport.readers import read_many
from govreport.readers.table import year_in

Rows = Sequence[dict[str, object]]
ROWS: Rows = [
    {"地区": "青禾县", "年份": 2023, "正文": SAMPLE},
    {"地区": "", "年份": None, "正文": ""},
    {"地区": "白石县", "年份": "2022年", "正文": "全县生产总值增长5%。\r\n粮食丰收，“三夏”平稳"},
]


def as_csv(rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_jsonl(rows: Rows) -> str:
    return "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"


def as_xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    book.create_sheet("空表", 0)
    sheet = book["Sheet"]
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TABLES = [
    pytest.param("a.csv", as_csv(ROWS).encode("utf-8-sig"), id="csv as Excel writes it"),
    pytest.param("a.csv", as_csv(ROWS).encode(), id="csv"),
    pytest.param("a.csv", as_csv(ROWS).encode("gbk"), id="csv in gbk"),
    pytest.param("a.csv", as_csv(ROWS).encode("utf-16"), id="csv in utf-16"),
    pytest.param("a.csv", as_csv(ROWS, ";").encode(), id="csv with semicolons"),
    pytest.param("A.TSV", as_csv(ROWS, "\t").encode(), id="tsv"),
    pytest.param("a.jsonl", as_jsonl(ROWS).encode(), id="jsonl"),
    pytest.param("a.xlsx", as_xlsx(ROWS), id="xlsx"),
]


@pytest.mark.parametrize(("name", "data"), TABLES)
@pytest.mark.parametrize("column", [None, "正文"])
def test_each_row_is_a_report(name: str, data: bytes, column: str | None, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    first, second = read_many(path, column)
    assert (first.text, first.path, first.region, first.year) == (SAMPLE, f"{path}#1", "青禾县", 2023)
    assert second.text == "全县生产总值增长5%。\n粮食丰收，“三夏”平稳"
    assert (second.path, second.region, second.year) == (f"{path}#3", "白石县", 2022)
    assert first.sha256 != second.sha256


def test_a_table_by_another_name_needs_its_column_named(tmp_path: Path) -> None:
    path = tmp_path / "reports.txt"
    path.write_text(as_csv([{"id": 1, "报告原文": "生产总值增长5%"}]), encoding="utf-8")
    (whole,) = read_many(path)
    assert whole.text.startswith("id,报告原文")
    (row,) = read_many(path, "报告原文")
    assert (row.text, row.region, row.year) == ("生产总值增长5%", None, None)


def test_a_document_is_one_report(report_file: Path) -> None:
    (source,) = read_many(report_file)
    assert source == govreport.read(report_file)


def test_the_table_says_what_the_report_is_filed_under(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(as_csv([{"region": "青禾县（旧）", "year": 2022, "text": SAMPLE}]), encoding="utf-8")
    (source,) = read_many(path)
    report = govreport.parse(source)
    assert (report.head.region, report.head.year) == ("青禾县（旧）", 2022)
    differing = [notice.message for notice in report.notices if notice.code == "filed-otherwise"]
    assert [message.split("；")[0] for message in differing] == [
        "表中写的是 青禾县（旧），正文说的是 青禾县",
        "表中写的是 2022，正文说的是 2023",
    ]
    assert {i.period for i in report.indicators} == {i.period for i in govreport.parse(SAMPLE).indicators}


def test_a_cell_that_excel_has_filled_gets_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(as_xlsx([{"正文": "长" * 32_767}, {"正文": "长" * 32_766}]))
    full, other = read_many(path)
    assert [notice.code for notice in full.notices] == ["cell-full"]
    assert other.notices == ()


def test_json_lines_may_have_different_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "一", "year": 2020}\n{"正文": "二", "city": "青禾市"}\n', encoding="utf-8")
    assert [(s.text, s.region, s.year) for s in read_many(path)] == [
        ("一", None, 2020),
        ("二", "青禾市", None),
    ]


@pytest.mark.parametrize(
    ("name", "data", "column", "why"),
    [
        ("a.csv", "地区,年份\n青禾县,2023\n".encode(), None, "请用 --text-column 指明；有：地区、年份"),
        ("a.csv", "地区,正文\n青禾县,一\n".encode(), "全文", "没有名为“全文”的列；有：地区、正文"),
        ("a.jsonl", '{"正文": "一"}\n[1]\n'.encode(), None, "第 2 行不是 JSON 对象"),
        ("a.jsonl", '{"正文": "一"\n'.encode(), None, "第 1 行不是 JSON"),
        ("a.xlsx", b"PK\x03\x04 xl/workbook.xml", None, "不是完好的 Excel"),
        ("a.csv", b"\xff\xff\xff", None, "认不出文字编码"),
        ("a.csv", None, None, "读不了"),
    ],
)
def test_what_cannot_be_read(
    name: str, data: bytes | None, column: str | None, why: str, tmp_path: Path
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=why):
        list(read_many(tmp_path / name, column))


def test_an_empty_table_holds_no_reports(tmp_path: Path) -> None:
    for name, data in (
        ("a.csv", b""),
        ("a.csv", "正文\n".encode()),
        ("a.jsonl", b"\n"),
        ("a.xlsx", as_xlsx([{"正文": ""}])),
    ):
        (tmp_path / name).write_bytes(data)
        assert list(read_many(tmp_path / name)) == []


@pytest.mark.parametrize(
    ("cell", "year"),
    [("2023", 2023), ("2023.0", 2023), ("2023年度", 2023), ("2023-01-10", 2023), ("", None), ("23", None)],
)
def test_years(cell: str, year: int | None) -> None:
    assert year_in(cell) == year


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=1),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_comes_back_from_a_cell(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("tables", numbered=True)
    expected = [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts if text.strip()]
    rows: Rows = [{"text": text} for text in texts]
    for name, written in (("a.csv", as_csv(rows)), ("a.jsonl", as_jsonl(rows))):
        (folder / name).write_bytes(written.encode())
        assert [source.text for source in read_many(folder / name)] == expected
