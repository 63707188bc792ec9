"""PDF: characters on a page become lines, lines paragraphs; what belongs to the page alone stays out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from conftest import SAMPLE
from conversions import (
    needs_browser,
    needs_office,
    page,
    printed_by_browser,
    printed_by_office,
    source_of,
    word,
)
from hypothesis import given
from hypothesis import strategies as st

from govreport.errors import ReadError
from govreport.readers import decode
from govreport.readers.typeset import Char, lines_of, paragraphs_of

EM, LEFT, TOP, PITCH, WIDTH = 12.0, 90.0, 760.0, 20.0, 20  # a page of twenty characters a line


def typed(text: str, x: float, y: float, size: float = EM) -> Iterator[Char]:
    """Characters from a place on, Chinese ones as wide as high, others half as wide; a break behind them."""
    for char in text:
        width = size if ord(char) > 0x2E7F or char in "“”—…" else size / 2
        yield Char(char, x, x + width, y, size)
        x += width
    yield Char("\n", x, x, y, size)


def broken(paragraph: str, indent: int = 2) -> list[str]:
    """A paragraph broken into lines of the page, the first with an indent; ASCII stays together."""
    lines, line, room = [], "　" * indent, 2.0 * (WIDTH - indent)
    words = [""]
    for char in paragraph:
        if char.isascii() and words[-1][-1:].isascii() and words[-1]:
            words[-1] += char
        else:
            words.append(char)
    for word_ in filter(None, words):
        width = sum(1 if char.isascii() else 2 for char in word_)
        if width > room:
            lines.append(line)
            line, room = "", 2.0 * WIDTH
        line, room = line + word_, room - width
    return [*lines, line]


def paragraphs(*pages: Iterator[Char]) -> list[str]:
    return list(paragraphs_of([lines_of(characters, number) for number, characters in enumerate(pages)]))


def printed(lines: list[str], head: str = "", foot: str = "", indent: float = 0.0) -> Iterator[Char]:
    """A page of lines with what stands above and below them, the foot drawn first, as Word draws it."""
    if foot:
        yield from typed(foot, 300, 40, 9)
    for at, line in enumerate(lines):
        yield from typed(line, LEFT + indent, TOP - at * PITCH)
    if head:
        yield from typed(head, 250, 800, 9)


ONE = "过去一年，全县地区生产总值完成312.6亿元，增长3.1%，一般公共预算收入18.24亿元，下降2.5%，粮食总产量稳定在21万吨左右。"
TWO = "新引进超亿元项目27个，专精特新企业达到41家，城镇新增就业3000人，农村居民人均可支配收入19800元。"
THREE = "新增高标准农田5000多亩，建成农村公路86公里，新增学位1200个，养老床位达到每千名老人38张，群众安全感98.6%。"
LINES = [*broken(ONE), *broken(TWO), *broken(THREE)]


def test_lines_are_joined_to_paragraphs() -> None:
    assert paragraphs(printed(LINES)) == [ONE, TWO, THREE]


def test_paragraphs_without_an_indent_end_where_a_word_would_have_found_room() -> None:
    lines = [*broken(TWO, 0), *broken(ONE, 0)]
    assert paragraphs(printed(lines)) == [TWO, ONE]


def test_headings_stand_alone() -> None:
    lines = ["　　一、2022年工作回顾", *broken(ONE), "　　二、2023年工作安排", *broken(TWO)]
    assert paragraphs(printed(lines)) == ["一、2022年工作回顾", ONE, "二、2023年工作安排", TWO]


def test_a_title_in_larger_type_stands_alone() -> None:
    title = typed("青禾县人民政府工作报告二〇二三", LEFT, TOP + 30, 1.3 * EM)
    assert paragraphs(iter([*title, *printed(LINES)]))[0] == "青禾县人民政府工作报告二〇二三"


@pytest.mark.parametrize("foot", ["{}", "- {} -", "— {} —", "第 {} 页", "第{}页 共9页", "{} / 9", "· {} ·"])
def test_page_numbers_and_running_heads_are_left_out(foot: str) -> None:
    pages = [
        printed(LINES[at : at + 4], "青禾县政府工作报告", foot.format(at + 1))
        for at in range(0, len(LINES), 4)
    ]
    assert len(pages) > 2
    assert paragraphs(*pages) == [ONE, TWO, THREE]


def test_numbers_and_lines_of_the_text_stay() -> None:
    lines = [*LINES, "　　2023", "　　青禾县政府工作报告"]
    assert paragraphs(printed(lines, "首页"))[-2:] == ["2023", "青禾县政府工作报告"]


def test_raised_marks_and_footnotes() -> None:
    first, *others = broken("推进“一表通” 改革，" + TWO)
    at = LEFT + EM * first.index(" ")
    body = [char for at, line in enumerate(others, 1) for char in typed(line, LEFT, TOP - at * PITCH)]
    line = [c for c in typed(first, LEFT, TOP) if c.char != " "]
    body = [*typed("1", at, TOP + 4, 6), *line, *body]
    notes = [*typed("1 一表通：指基层报表", LEFT, 80, 9), *typed("合并为一张表。", LEFT, 66, 9)]
    text = paragraphs(iter([*body, *notes]))
    assert text[0].startswith("推进“一表通”[1]改革，新引进")
    assert text[-2:] == ["注释", "[1]一表通：指基层报表合并为一张表。"]


def test_cells_that_stand_side_by_side_are_a_row() -> None:
    rows = [
        *typed("粮食", LEFT, 300),
        *typed("21万吨", LEFT + 150, 300),
        *typed("油料", LEFT, 280),
        *typed("2万吨", LEFT + 150, 280),
    ]
    assert paragraphs(iter([*printed(LINES), *rows]))[-2:] == ["粮食\t21万吨", "油料\t2万吨"]


def test_words_of_letters_are_parted_by_their_gaps() -> None:
    drawn = [*typed("GDP", LEFT, TOP), *typed("CPI", LEFT + 24, TOP), *typed("5%", LEFT + 66, TOP)]
    assert paragraphs(iter(drawn)) == ["GDP CPI\t5%"]


def test_characters_are_put_in_the_order_of_the_line() -> None:
    drawn = [
        *typed("跻身最具吸引力县城", LEFT + EM, TOP),
        *typed("“", LEFT, TOP),
        *typed("”", LEFT + 10 * EM, TOP),
    ]
    assert paragraphs(iter(drawn)) == ["“跻身最具吸引力县城”"]


def test_radicals_that_stand_for_characters() -> None:
    assert paragraphs(typed("⻘⽲县⼈⺠政府⻓期努⼒", LEFT, TOP)) == ["青禾县人民政府长期努力"]


@given(
    st.lists(
        st.text("全县生产总值增长，。、“”0123456789.%AB", min_size=1, max_size=90), min_size=1, max_size=6
    )
)
def test_no_character_is_lost_or_moved(texts: list[str]) -> None:
    """Whatever paragraphs become, the characters come in their order; only single lines may be taken for furniture."""
    lines = [line for text in texts for line in broken(text)]
    middle = [*LINES[:3], *lines, *LINES[:3]]
    shown = "".join(paragraphs(printed(middle)))
    expected = "".join(middle)
    assert "".join(shown.split()) == "".join(expected.split())


def blank(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_without_a_text_layer_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="扫描件，没有文字层"):
        decode(blank(2), "a.pdf")


def test_a_damaged_pdf_says_so() -> None:
    with pytest.raises(ReadError, match="不是完好的 PDF"):
        decode(b"%PDF-1.7\n%%EOF", "a.pdf")


def test_a_locked_pdf_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: bytes) -> None:
        raise pypdfium2.PdfiumError("Failed to load document (PDFium: Incorrect password error).")

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    with pytest.raises(ReadError, match="加了密码"):
        decode(b"%PDF-1.7", "a.pdf")


@needs_office
def test_a_report_printed_by_an_office(tmp_path: Path) -> None:
    pdf = printed_by_office({"a": word(SAMPLE)}, tmp_path)["a"]
    source = source_of(pdf)
    assert source.media_type == "application/pdf"
    assert source.notices == ()
    assert "".join(source.text.split()) == "".join(SAMPLE.split())
    assert source.text.split("\n")[-2:] == SAMPLE.strip().split("\n")[-2:]


@needs_office
def test_pages_without_text_among_others_get_a_notice(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(printed_by_office({"a": word(SAMPLE)}, tmp_path)["a"])
    document.import_pages(pypdfium2.PdfDocument(blank(1)))
    out = io.BytesIO()
    document.save(out)
    (notice,) = source_of(out.getvalue()).notices
    assert notice.code == "page-without-text"
    assert "第 2 页" in notice.message


@needs_browser
def test_a_report_printed_by_a_browser(tmp_path: Path) -> None:
    source = source_of(printed_by_browser(page(SAMPLE), tmp_path))
    shown = source.text.split("\n")
    assert all(line in shown for line in SAMPLE.split("\n")[4:6])
    assert not any("file://" in line for line in shown)
