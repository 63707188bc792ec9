"""Web pages: what a page shows, line by line, and what a portal puts around a report."""

from __future__ import annotations

import pytest
from conftest import SAMPLE
from conversions import page
from hypothesis import given
from hypothesis import strategies as st

import govreport
from govreport.errors import ReadError
from govreport.readers import decode, kinds
from govreport.readers.html import extracted
from govreport.readers.layout import raised

SHOWN = [
    ("<p>一</p><p>二</p>", "一\n二"),
    ("<div>一<p>二</p>三</div>", "一\n二\n三"),
    ("一<br>二<br/>三", "一\n二\n三"),
    ("<p>一<br></p><p>二</p>", "一\n二"),
    ("<p>一</p><p><br></p><p>&nbsp;</p><p>二</p>", "一\n\n二"),
    ("<p>一</p><p></p><div> </div><p>二</p>", "一\n二"),
    ("一<br><br>二", "一\n\n二"),
    ("<p>生产<b>总</b>值<span>增长</span>5<i>%</i></p>", "生产总值增长5%"),
    ("<p>粮食\n   总产量</p>", "粮食总产量"),
    ("<p>增长\n5%，\n其中</p>", "增长5%，其中"),
    ("<p>GDP\n  growth</p>", "GDP growth"),
    ("<p>&emsp;&emsp;县长&nbsp;林若谷</p>", "县长 林若谷"),
    ("<p>县长　林若谷</p>", "县长　林若谷"),
    ("<p>增长&lt;5%&amp;nbsp;</p>", "增长<5%&nbsp;"),
    ("<p>生产\u200b总\xad值</p>", "生产总值"),
    ("<pre>一\n二\n\n三</pre>", "一\n二\n\n三"),
    ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
    ("一<!-- 注 --><script>x=1</script><style>p{}</style><noscript>请打开脚本</noscript>二", "一二"),
    ("<p>一</p><p style='display: none'>手机版</p><p hidden>二维码</p><p style='color:red'>二</p>", "一\n二"),
    (
        "<p>“一园两带”<sup>[1]</sup>成形，PM<sub>2.5</sub>为35μg/m<sup>3</sup>。</p>",
        "“一园两带”[1]成形，PM2.5为35μg/m³。",
    ),
    ("<p>一园两带<sup><a href='#n1'>①</a></sup></p>", "一园两带①"),
    (
        "<table><tr><th>指标</th><th>目标</th></tr><tr><td>粮食</td><td>21万吨</td></tr></table>",
        "指标\t目标\n粮食\t21万吨",
    ),
    (
        "<table><tr><td><p>城镇</p><p>新增就业</p></td><td>3000<br>人</td></tr></table>",
        "城镇新增就业\t3000人",
    ),
    (
        f"<table><tr><td>导航</td><td><p>{'一' * 600}</p><p>二</p></td></tr></table>",
        f"导航\n{'一' * 600}\n二",
    ),
    ("<table><tr><td><p>一</p><p>二</p></td></tr></table>", "一\n二"),
    (
        "<table><tr><td>外</td><td><table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>",
        "外\n甲\t乙",
    ),
    ("<title>青禾县政府工作报告_门户网站</title><p>各位代表</p>", "青禾县政府工作报告_门户网站\n各位代表"),
    ("<title>青禾县政府工作报告_门户网站</title><h1>青禾县政府工作报告</h1>", "青禾县政府工作报告"),
    ("<p>没有<p>结束的<div>标记", "没有\n结束的\n标记"),
]


@pytest.mark.parametrize(("markup", "text"), SHOWN)
def test_what_a_page_shows(markup: str, text: str) -> None:
    assert extracted(markup) == text


@pytest.mark.parametrize(
    ("before", "inside", "written"),
    [
        ("一园两带", "1", "[1]"),
        ("“三通一平”", "[2]", "[2]"),
        ("双减", "〔12〕", "[12]"),
        ("双减", "注3", "[3]"),
        ("增长5%", "4", "[4]"),
        ("2023", "5", "[5]"),
        ("km", "2", "²"),
        ("微克/米", "3", "³"),
        ("约10", "4", "⁴"),
        ("共210", "4", "[4]"),
        ("第", "th", "th"),
        ("", "1", "[1]"),
    ],
)
def test_raised_characters(before: str, inside: str, written: str) -> None:
    assert raised(before, inside) == written


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(page(SAMPLE).encode(), id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + page(SAMPLE).encode(), id="utf-8 with BOM"),
        pytest.param(
            page(SAMPLE).replace('"utf-8"', '"gb2312"').encode(), id="utf-8 that calls itself gb2312"
        ),
        pytest.param(page(SAMPLE).replace('"utf-8"', '"gb2312"').encode("gbk"), id="gbk"),
        pytest.param(
            page(SAMPLE).replace('<meta charset="utf-8">', "").encode("gbk"), id="gbk that doesn't say so"
        ),
        pytest.param(page(SAMPLE).encode("utf-16"), id="utf-16"),
    ],
)
def test_encodings_of_pages(data: bytes) -> None:
    source = decode(data, "a.html")
    assert source.media_type == "text/html"
    assert source.notices == ()
    assert source.text == extracted(page(SAMPLE))


def test_one_damaged_character_does_not_cost_the_page() -> None:
    source = decode(page(SAMPLE).encode("gbk").replace("粮食".encode("gbk"), b"\xff\xff", 1), "a.html")
    assert "总产量稳定在21万吨左右" in source.text
    (notice,) = source.notices
    assert notice.code == "encoding-doubtful"
    assert "U+FFFD" in notice.message


def test_a_charset_that_is_none_does_not_matter() -> None:
    markup = page(SAMPLE).replace('"utf-8"', '"no-such"').encode() + b"\xff"
    assert "总产量稳定在21万吨左右" in decode(markup, "a.html").text


def test_the_report_is_found_in_the_page_and_the_page_is_kept() -> None:
    report = govreport.parse(decode(page(SAMPLE).encode(), "a.html"))
    plain = govreport.parse(SAMPLE)
    assert [(i.name, i.text) for i in report.indicators] == [(i.name, i.text) for i in plain.indicators]
    assert [(s.label, s.title, s.role) for s in report.sections] == [
        (s.label, s.title, s.role) for s in plain.sections
    ]
    assert [(t.number, t.term, t.definition) for t in report.terms] == [
        (t.number, t.term, t.definition) for t in plain.terms
    ]
    assert report.head.title == plain.head.title
    assert all(
        noise in report.text for noise in ("政务公开", "打印", "相关阅读", "版权所有", "政府工作报告.pdf")
    )
    covered = "".join(report.text[section.start : section.end] for section in report.sections)
    assert not any(noise in covered for noise in ("政务公开", "打印", "相关阅读", "版权所有"))


def test_web_archives() -> None:
    head = b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n'
    part = (
        b"--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page(SAMPLE).encode()
    )
    source = decode(head + part + b"\r\n--x--\r\n", "a.mht")
    assert source.media_type == "multipart/related"
    assert source.text == extracted(page(SAMPLE))
    with pytest.raises(ReadError, match="没有网页"):
        decode(head + b"--x\r\nContent-Type: image/png\r\n\r\n\r\n--x--\r\n", "a.mht")


@pytest.mark.parametrize(
    "markup", ["<html><body></body></html>", "<html><script>document.write('报告')</script></html>"]
)
def test_a_page_without_text_says_so(markup: str) -> None:
    with pytest.raises(ReadError, match="网页里没有文字"):
        decode(markup.encode(), "a.html")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!-- saved from url=(0014)about:internet -->\n<html>", "text/html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', "text/html"),
        (b"\xef\xbb\xbf<HTML>", "text/html"),
        ("<div class='con'>正文</div>".encode(), "text/html"),
        ("<p>正文".encode("utf-16"), "text/html"),
        ("<正文>不是标记".encode(), "text/plain"),
        ("<p 没有结束".encode(), "text/plain"),
        ("政府工作报告\n<html>".encode(), "text/plain"),
    ],
)
def test_pages_are_known_by_their_content(data: bytes, kind: str) -> None:
    assert kinds.kind_of(data) == kind


def test_pages_nest_without_limit() -> None:
    assert extracted("<div>" * 5_000 + "正文") == "正文"


@given(
    st.lists(
        st.text("生产总值5%，。Ab <>&", min_size=1).filter(lambda t: t.strip() == t and "  " not in t),
        max_size=8,
    )
)
def test_lines_of_text_come_back(lines: list[str]) -> None:
    import html

    assert extracted("".join(f"<p>{html.escape(line)}</p>" for line in lines)) == "\n".join(lines)
