"""Word documents: paragraphs, tables, automatic numbers, notes, text boxes, in the order of the page."""

from __future__ import annotations

import io
import zipfile

import docx as writer
import pytest
from conftest import SAMPLE
from conversions import needs_office, printed_by_office, source_of, word

import govreport
from govreport.errors import ReadError
from govreport.readers import decode, kinds
from govreport.readers.numbering import numeral

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def package(body: str, namespace: str = W, **parts: str) -> bytes:
    """A DOCX document of raw XML, ``w:`` its prefix; parts are named without word/ and .xml."""
    names = f'xmlns:w="{namespace}" xmlns:mc="{MC}" xmlns:m="{M}"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {names}>{content}</w:{name}>")
    return out.getvalue()


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(*paragraphs: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(paragraphs)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def text_of(body: str, **parts: str) -> str:
    return decode(package(body, **parts), "a.docx").text


HIGH = '<w:vertAlign w:val="superscript"/>'
BOX = "<w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"
INNER = f"<w:drawing><w:txbxContent>{p(r('框中的话'))}</w:txbxContent></w:drawing>"

BODIES = [
    pytest.param(p(r("一")) + p(r("二")), "一\n二", id="paragraphs"),
    pytest.param(p(r("一")) + p() + p(r("　　二 ")), "一\n\n　　二 ", id="blank paragraphs and spaces stay"),
    pytest.param(p(r("生产"), r("总值", "<w:b/>"), r("增长5%")), "生产总值增长5%", id="runs"),
    pytest.param(p("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r>"), "一\n二\t三", id="breaks, tabs"),
    pytest.param(p(r("一"), '<w:r><w:br w:type="page"/></w:r>', r("二")), "一二", id="page break in a paragraph"),
    pytest.param(p(r("一"), '<w:hyperlink>' + r("二") + "</w:hyperlink>", r("三")), "一二三", id="link"),
    pytest.param(p(r("一"), "<w:ins>" + r("二") + "</w:ins>", "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"), "一二", id="revisions"),
    pytest.param(p("<w:moveFrom>" + r("旧") + "</w:moveFrom>", "<w:moveTo>" + r("新") + "</w:moveTo>"), "新", id="moved"),
    pytest.param(p(r("一"), r("看不见", "<w:vanish/>"), r("二", '<w:vanish w:val="0"/>')), "一二", id="hidden text"),
    pytest.param(p("<w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>", r("3")), "3", id="fields"),
    pytest.param(p("<w:r><w:ruby><w:rt>" + r("hé") + "</w:rt><w:rubyBase>" + r("禾") + "</w:rubyBase></w:ruby></w:r>"), "禾", id="ruby"),
    pytest.param(p("<m:oMath><m:r><m:t>27∶42∶31</m:t></m:r></m:oMath>"), "27∶42∶31", id="formula"),
    pytest.param("<w:sdt><w:sdtPr/><w:sdtContent>" + p(r("一")) + "</w:sdtContent></w:sdt>" + p(r("二")), "一\n二", id="controls"),
    pytest.param(p(r("一园两带"), r("1", HIGH), r("成形")), "一园两带[1]成形", id="raised number"),
    pytest.param(p(r("一园两带"), r("[", HIGH), r("1", HIGH), r("]", HIGH)), "一园两带[1]", id="mark in pieces"),
    pytest.param(p(r("35μg/m"), r("3", HIGH)), "35μg/m³", id="exponent"),
    pytest.param(p(r("一"), BOX.format(INNER, INNER)) + p(r("二")), "一\n框中的话\n二", id="text box, once"),
    pytest.param(table(cell(p(r("指标"))) + cell(p(r("目标"))), cell(p(r("粮食"))) + cell(p(r("21"), r("万吨")))), "指标\t目标\n粮食\t21万吨", id="table"),
    pytest.param(table(cell(p(r("城镇")), p(r("新增就业"))) + cell(p(r("3000人")))), "城镇新增就业\t3000人", id="lines in a cell"),
    pytest.param(table(cell(p(r("一")), p(r("二")))), "一\n二", id="frame of one cell"),
    pytest.param(table(cell(p(r("外"))) + cell(table(cell(p(r("甲"))) + cell(p(r("乙")))))), "外\n甲\t乙", id="table in a table"),
    pytest.param(table(cell(p(r("导航"))) + cell(p(r("长" * 600)), p(r("二")))), f"导航\n{'长' * 600}\n二", id="columns of a page"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), BODIES)
def test_what_a_document_shows(body: str, text: str) -> None:
    assert text_of(body) == text


def test_footnotes_and_endnotes_are_numbered_as_they_are_met() -> None:
    def mark(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    def note(kind: str, number: int, *lines: str) -> str:
        return f'<w:{kind} w:id="{number}">{"".join(p(r(line)) for line in lines)}</w:{kind}>'

    text = text_of(
        p(r("一园两带"), mark("footnote", 7), r("、一表通"), mark("endnote", 2))
        + p(r("双减"), mark("footnote", 3)),
        footnotes=note("footnote", -1)
        + note("footnote", 3, " 双减：减轻两项负担。")
        + note("footnote", 7, "一园两带：产业带。"),
        endnotes=note("endnote", 2, "一表通：一张表。"),
    )
    assert text == (
        "一园两带[1]、一表通[2]\n双减[3]\n注释\n[1]一园两带：产业带。\n[2]一表通：一张表。\n[3]双减：减轻两项负担。"
    )


NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
  <w:lvl w:ilvl="2"><w:isLgl/><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="0"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""
STYLES = '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'


def test_automatic_numbers_are_written_out() -> None:
    def item(text: str, level: int, number: int = 5) -> str:
        return p(
            r(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )

    body = (
        item("回顾", 0) + item("工业", 1) + p(r("正文")) + p(r("农业"), properties='<w:pStyle w:val="a"/>') + item("安排", 0)
        + item("投资", 1) + item("2023年", 2) + item("项目", 0, 6) + item("重来", 0, 7) + item("再来", 0, 7) + item("无", 0, 0)
    )  # fmt: skip
    expected = "一、回顾 （一）工业 正文 （二）农业 二、安排 （一）投资 2.1|2023年 项目 一、重来 二、再来 无"
    lines = text_of(body, numbering=NUMBERING, styles=STYLES).split("\n")
    assert lines == [line.replace("|", " ") for line in expected.split(" ")]


@pytest.mark.parametrize("level", ["x", "-1", "12", ""])
def test_levels_that_are_none(level: str) -> None:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>'
    assert text_of(p(r("回顾"), properties=properties), numbering=NUMBERING).endswith("回顾")


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (20, "japaneseCounting", "二十"),
        (35, "chineseCountingThousand", "三十五"),
        (105, "chineseCounting", "一〇五"),
        (3, "decimalZero", "03"),
        (12, "decimalFullWidth", "１２"),
        (2, "ideographTraditional", "乙"),
        (27, "lowerLetter", "aa"),
        (4, "upperRoman", "IV"),
        (20, "decimalEnclosedCircleChinese", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (7, "hebrew1", "7"),
    ],
)
def test_numerals(number: int, form: str, written: str) -> None:
    assert numeral(number, form) == written


def test_documents_of_another_writer() -> None:
    """As python-docx writes them: styles, headings and a table between paragraphs."""
    document = writer.Document()
    document.add_heading("青禾县政府工作报告", 0)
    document.add_paragraph("各位代表：")
    grid = document.add_table(2, 2)
    for at, words in enumerate(("指标 目标", "粮食 21万吨")):
        for entry, word_ in zip(grid.rows[at].cells, words.split(), strict=True):
            entry.text = word_
    mark = document.add_paragraph("一园两带").add_run("1")
    mark.font.superscript = True
    out = io.BytesIO()
    document.save(out)
    source = source_of(out.getvalue())
    assert source.text == "青禾县政府工作报告\n各位代表：\n指标\t目标\n粮食\t21万吨\n一园两带[1]"
    assert source.media_type == kinds.DOCX


def test_strict_documents() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert decode(package(p(r("正文")), strict), "a.docx").text == "正文"


def test_a_report_is_read_whole() -> None:
    assert (
        govreport.parse(source_of(word(SAMPLE))).to_dict()["terms"]
        == govreport.parse(SAMPLE).to_dict()["terms"]
    )
    assert source_of(word(SAMPLE)).text == SAMPLE


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(package(p()), "没有文字", id="no text"),
        pytest.param(package("<w:p>"), "不是完好的 DOCX", id="bad XML"),
        pytest.param(package(p(r("正文")))[:-40], "不是完好的 DOCX", id="cut off"),
        pytest.param(b"PK\x03\x04 word/document.xml", "不是完好的 DOCX", id="no archive"),
        pytest.param(b"PK\x03\x04 [Content_Types].xml", "不是完好的 DOCX", id="only the beginning"),
        pytest.param(
            b"x" * 40 + package(p(r("正文")))[40:], "ZIP|编码|二进制", id="bytes lost at the beginning"
        ),
        pytest.param(package("<w:tc>" * 3000 + "</w:tc>" * 3000), "不是完好的 DOCX", id="nested without end"),
    ],
)
def test_what_cannot_be_read(data: bytes, why: str) -> None:
    with pytest.raises(ReadError, match=why):
        decode(data, "a.docx")


def test_text_without_the_part_that_holds_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("docProps/word/document.xml", "<x/>")
    with pytest.raises(ReadError, match="不是完好的 DOCX"):
        decode(out.getvalue(), "a.docx")


@needs_office
@pytest.mark.parametrize("to", ["doc", "rtf"])
def test_old_word_files(to: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = printed_by_office({"a": word(SAMPLE)}, tmp_path_factory.mktemp("office"), to)["a"]
    source = decode(made, f"a.{to}")
    assert source.text.split() == SAMPLE.split()
    assert source.media_type in ("application/msword", "application/rtf")


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "LibreOffice或 antiword"),
        (b"{\\rtf1\\ansi}", "LibreOffice"),
    ],
)
def test_old_word_files_where_nothing_reads_them(
    data: bytes, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match="另存为 DOCX") as caught:
        decode(data, "a.doc")
    assert remedy in caught.value.reason


@needs_office
def test_an_old_word_file_that_is_damaged() -> None:
    with pytest.raises(ReadError, match="另存为"):
        decode(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600), "a.doc")
