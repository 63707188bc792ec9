"""Every report of the corpus as the documents that people have: what is read from them stays the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conversions import (
    alike,
    needs_browser,
    needs_office,
    page,
    printed_by_browser,
    printed_by_office,
    source_of,
    word,
)
from shared import FOLDER, each_report, needs_shared, parsed

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
# One of each kind: clean, one line, with navigation around it, with an annex and marks, of long ago.
SAMPLE = (
    "county/heshan-2023",
    "city/zhumadian-2018",
    "county/qingyuan-2005",
    "city/baoding-2021",
    "county/xinan-2024",
)
ALL = sorted((FOLDER / "corpus").glob("**/*.txt"))
CHOSEN = ALL if THOROUGH else [FOLDER / "corpus" / f"{name}.txt" for name in SAMPLE]


@each_report
def test_a_web_page_gives_the_same_indicators(path: Path) -> None:
    report = parsed(path)
    share = alike(report, page(report.text).encode())
    assert share >= 0.99


@each_report
def test_a_word_document_gives_the_same_indicators(path: Path) -> None:
    report = parsed(path)
    share = alike(report, word(report.text))
    assert share >= 0.99


@each_report
def test_other_encodings_give_the_same_text(path: Path) -> None:
    text = parsed(path).text
    documents = text.encode("gb18030"), text.encode("utf-16"), b"\xfe\xff" + text.encode("utf-16-be")
    same = [source_of(document).text == text for document in documents]
    assert same == [True, True, True]


@each_report
def test_a_page_in_an_old_encoding_gives_the_same_text(path: Path) -> None:
    markup = page(parsed(path).text)
    gbk = markup.replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030")
    same = source_of(gbk).text == source_of(markup.encode()).text
    assert same


@needs_shared
@pytest.mark.parametrize("name", ["guangdong-2025", "henan-2025", "zhejiang-2025"])
def test_real_word_documents_are_read_as_reports(name: str) -> None:
    path = FOLDER / "corpus" / "raw" / f"{name}.docx"
    report = parsed(path)
    assert report.head.year == 2025
    assert report.head.level == "province"
    assert len(report.indicators) > 100
    assert {section.role for section in report.sections} >= {"review", "plan"}


@needs_shared
@needs_office
def test_pdfs_made_by_an_office_give_the_same_indicators(tmp_path: Path) -> None:
    made = printed_by_office({str(path): word(parsed(path).text) for path in CHOSEN}, tmp_path)
    shares = {path: alike(parsed(Path(path)), pdf) for path, pdf in made.items()}
    worse = {path: share for path, share in shares.items() if share < 0.97}
    assert worse == {}


@needs_shared
@needs_browser
@pytest.mark.parametrize("path", CHOSEN[:2] if not THOROUGH else CHOSEN[::10], ids=lambda path: path.stem)
def test_pdfs_printed_by_a_browser_give_the_same_indicators(path: Path, tmp_path: Path) -> None:
    report = parsed(path)
    share = alike(report, printed_by_browser(page(report.text), tmp_path))
    assert share >= 0.97
