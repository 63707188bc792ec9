"""Body, headings, roles and head matter: tables of the genre's forms, in our own words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.head import read_date, read_meeting, read_speaker, short_name
from govreport.headings import calendar, plan_span, title_role, years_in
from govreport.outline import read_outline
from govreport.page import ANNEX, ATTACHED, FOOT, RULES
from govreport.records import Outline, Section

TEXT = "全县上下真抓实干，各项工作都有新的起色，群众生活有了新的改善，城乡面貌有了新的变化，社会保持和谐稳定，成绩来之不易。"
END = "各位代表，让我们携手并肩，为建设美好云川而努力奋斗！"


def outline(sections: tuple[Section, ...]) -> list[tuple[int, str | None, str]]:
    return [(s.level, s.label, s.title) for s in sections]


def head(shape: Outline, *keys: str) -> tuple[Any, ...]:
    return tuple(getattr(shape.head, key) for key in keys)


def lines(*parts: str) -> str:
    return "\n".join(parts)


# --- headings -----------------------------------------------------------------------------------------

HEADINGS = {
    "numbered parts with run-in headings": (
        lines("一、2031年工作回顾", TEXT, f"（一）工业经济稳中向好。{TEXT}", f"（二）城乡面貌日新月异。{TEXT}"),
        [(1, "一、", "2031年工作回顾"), (2, "（一）", "工业经济稳中向好"), (2, "（二）", "城乡面貌日新月异")],
    ),
    "half-width brackets": (
        lines("一、2031年工作回顾", f"(一)农业增产增收。{TEXT}", f"(二)财政平稳运行。{TEXT}"),
        [(1, "一、", "2031年工作回顾"), (2, "(一)", "农业增产增收"), (2, "(二)", "财政平稳运行")],
    ),
    "title lines above the numbers": (
        lines("2031年工作回顾", TEXT, "一、着力稳增长", TEXT, "2032年工作安排", TEXT, "一、着力扩内需", TEXT),
        [(1, None, "2031年工作回顾"), (2, "一、", "着力稳增长"), (1, None, "2032年工作安排"), (2, "一、", "着力扩内需")],
    ),
    "title lines below a title line": (
        lines("过去五年工作回顾", TEXT, "五年来，我们一心谋发展，综合实力跃上新台阶", TEXT * 2, "今后五年奋斗目标", TEXT),
        [(1, None, "过去五年工作回顾"), (2, None, "五年来，我们一心谋发展，综合实力跃上新台阶"), (1, None, "今后五年奋斗目标")],
    ),
    "brackets on top, numbers below": (
        lines("（一）当前的形势", TEXT, "（二）今后的方针", TEXT, f"一、发展农业。{TEXT}", f"二、搞活工业。{TEXT}", "（三）前景", TEXT),
        [(1, "（一）", "当前的形势"), (1, "（二）", "今后的方针"), (2, "一、", "发展农业"), (2, "二、", "搞活工业"), (1, "（三）", "前景")],
    ),
    "the same form on two levels": (
        lines("一、上年工作回顾", TEXT, "二、今年的任务", TEXT, "一、调结构", TEXT, "二、促改革", TEXT, "三、惠民生", TEXT),
        [(1, "一、", "上年工作回顾"), (1, "二、", "今年的任务"), (2, "一、", "调结构"), (2, "二、", "促改革"), (2, "三、", "惠民生")],
    ),
    "the outer count goes on after an inner one": (
        lines("一、回顾", TEXT, "二、任务", "一、调结构", TEXT, "二、促改革", TEXT, "三、惠民生", TEXT, "四、强保障", TEXT, "三、自身建设", TEXT),
        [(1, "一、", "回顾"), (1, "二、", "任务"), (2, "一、", "调结构"), (2, "二、", "促改革"), (2, "三、", "惠民生"),
         (2, "四、", "强保障"), (1, "三、", "自身建设")],
    ),
    "named parts": (
        lines("第一部分　2031年工作回顾", TEXT, "一、抓工业", TEXT, "第二部分　2032年工作安排", TEXT, "一、抓农业", TEXT),
        [(1, "第一部分", "2031年工作回顾"), (2, "一、", "抓工业"), (1, "第二部分", "2032年工作安排"), (2, "一、", "抓农业")],
    ),
    "arabic and ordinal numbers": (
        lines("一、2032年工作安排", TEXT, "第一，抓项目、扩投资", TEXT, f"1、交通先行。{TEXT}", f"2、水利跟进。{TEXT}", "第二，抓招商、促开放", TEXT),
        [(1, "一、", "2032年工作安排"), (2, "第一，", "抓项目、扩投资"), (3, "1、", "交通先行"), (3, "2、", "水利跟进"), (2, "第二，", "抓招商、促开放")],
    ),
    "a heading with a full stop on a line of its own": (
        lines("一、2032年重点工作", TEXT, "（一）稳住工业基本盘，培育新的增长点。", TEXT, "（二）办好民生实事。", TEXT),
        [(1, "一、", "2032年重点工作"), (2, "（一）", "稳住工业基本盘，培育新的增长点"), (2, "（二）", "办好民生实事")],
    ),
    "a heading broken over two lines": (
        lines("一、过去一年，我们稳字当头、进字为要，", "奋力开创高质量发展新局面", TEXT),
        [(1, "一、", "过去一年，我们稳字当头、进字为要，奋力开创高质量发展新局面")],
    ),
    "a label on a line of its own": (
        lines("一、2031年工作回顾", TEXT, f"（一）经济稳。{TEXT}", "（二）", "社会安宁", TEXT),
        [(1, "一、", "2031年工作回顾"), (2, "（一）", "经济稳"), (2, "（二）", "社会安宁")],
    ),
    "spaces for indents": (
        f"　　一、2031年工作回顾　　{TEXT}　　（一）工业向好　　{TEXT}",
        [(1, "一、", "2031年工作回顾"), (2, "（一）", "工业向好")],
    ),
    "spaces that a decoder lost": (
        lines("一、2031年工作回顾", f"??（一）工业向好。{TEXT}", f"&nbsp;&nbsp;（二）农业丰收。{TEXT}"),
        [(1, "一、", "2031年工作回顾"), (2, "（一）", "工业向好"), (2, "（二）", "农业丰收")],
    ),
    "headings pasted to their text": (
        lines("一、2031年工作回顾过去的一年，" + TEXT, "二、2032年总体要求和目标任务今年是实施规划的关键之年。" + TEXT,
              "（一）扩大固定资产投资抓好重点项目建设。" + TEXT, "（二）人民生活水平进一步提高。" + TEXT),
        [(1, "一、", "2031年工作回顾"), (1, "二、", "2032年总体要求和目标任务"), (2, "（一）", "扩大固定资产投资"),
         (2, "（二）", "人民生活水平进一步提高")],
    ),
    "a pasted heading without a known seam": (
        lines("一、2031年工作回顾2031年，" + TEXT, "二、切实加强政府自身建设新形势、新任务对政府工作提出了更高要求、更严标准，" + "我们重任在肩，" * 12 + TEXT),
        [(1, "一、", "2031年工作回顾"), (1, "二、", "切实加强政府自身建设")],
    ),
    "the first of a count lost inside a paragraph": (
        lines("各位代表：请予审议。一、2031年工作回顾2031年，" + TEXT, "二、2032年工作安排2032年是关键之年。" + TEXT),
        [(1, "一、", "2031年工作回顾"), (1, "二、", "2032年工作安排")],
    ),
    "enumerations in a paragraph are none": (
        lines("一、2032年工作安排", f"主要措施：（一）抓投资；（二）促消费。{TEXT}一、二、三产业协调发展。一是稳增长。二是防风险。"),
        [(1, "一、", "2032年工作安排")],
    ),
    "items of a list are none": (
        lines("一、2032年工作安排", f"（一）办好民生实事。{TEXT}", "1．新建公园3个，改造公厕20座。", "2．改造老旧小区12个。", "3．新增公交线路2条。"),
        [(1, "一、", "2032年工作安排"), (2, "（一）", "办好民生实事")],
    ),
    "a table of contents is none": (
        lines("目录", "一、2031年工作回顾", "二、2032年工作安排", "各位代表：", "一、2031年工作回顾", TEXT, "二、2032年工作安排", TEXT),
        [(1, "一、", "2031年工作回顾"), (1, "二、", "2032年工作安排")],
    ),
    "scraps of a broken sentence are none": (
        lines("一、2031年工作回顾", "全县上下加强社会主义民主", "法制", "建设，" + TEXT, "我们坚持依法", "行政", "。" + TEXT),
        [(1, "一、", "2031年工作回顾")],
    ),
    "numbers of things are none": (
        lines("一、2031年工作回顾", TEXT, "二、三产业占比提高到82%。" + TEXT, "2.5万人实现就业。" + TEXT),
        [(1, "一、", "2031年工作回顾")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADINGS)
def test_headings(case: str) -> None:
    text, expected = HEADINGS[case]
    assert outline(read_outline(text).sections) == expected


def test_a_text_without_line_breaks_is_cut_at_its_parts() -> None:
    text = f"各位代表：请予审议。一、2031年工作回顾。{TEXT * 16}二、2032年工作安排。{TEXT * 16}三、政府自身建设。{TEXT}"
    assert outline(read_outline(text).sections) == [
        (1, "一、", "2031年工作回顾"),
        (1, "二、", "2032年工作安排"),
        (1, "三、", "政府自身建设"),
    ]


def test_the_second_level_of_a_text_without_line_breaks() -> None:
    first, second = (
        f"（一）工业向好。{TEXT * 2}",
        f"（二）农业丰收。措施是：（一）扩种；（二）增产。{TEXT * 2}",
    )
    text = (
        f"各位代表：请予审议。一、2031年工作回顾。{TEXT * 16}{first}{second}二、2032年工作安排。{TEXT * 16}"
    )
    assert outline(read_outline(text).sections) == [
        (1, "一、", "2031年工作回顾"),
        (2, "（一）", "工业向好"),
        (2, "（二）", "农业丰收"),
        (1, "二、", "2032年工作安排"),
    ]


def test_announced_parts_are_found_as_lines() -> None:
    text = lines(
        "各位代表：", "报告分两个部分：一、三年的奋斗；二、繁荣文化。", "三年的奋斗", TEXT, "繁荣文化", TEXT
    )
    assert outline(read_outline(text).sections) == [(1, None, "三年的奋斗"), (1, None, "繁荣文化")]


def test_run_in_headings_say_so() -> None:
    sections = read_outline(lines("一、2031年工作回顾", TEXT, f"（一）工业向好。{TEXT}")).sections
    assert [s.run_in for s in sections] == [False, True]


# --- roles --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "year", "role"),
    [
        ("2031年工作回顾", 2032, "review"),
        ("2031年主要工作", 2032, "review"),
        ("2032年主要工作", 2032, "plan"),
        ("过去五年的工作", None, "review"),
        ("今后五年的总体思路", None, "plan"),
        ("“十四五”时期的目标任务", 2021, "plan"),
        ("“十四五”发展成就和“十五五”主要目标", 2026, "review"),
        ("“十五五”时期发展", 2026, "plan"),
        ("存在的困难和问题", None, "review"),
        ("全面加强政府自身建设", None, "plan"),
        ("深化改革开放", 2032, None),
    ],
)
def test_what_a_title_says_of_its_role(title: str, year: int | None, role: str | None) -> None:
    assert title_role(title, year) == role


@pytest.mark.parametrize("entry", RULES["roles"], ids=lambda entry: entry["id"])
def test_role_words(entry: dict[str, Any]) -> None:
    assert {title_role(title, None) for title in entry["examples"]} == {entry["role"]}
    wrong = [title for title in entry["not"] if any(word in title for word in entry["surfaces"])]
    assert [title for title in wrong if title_role(title, None) == entry["role"] != "review"] == []


@pytest.mark.parametrize("entry", RULES["annexes"], ids=lambda entry: entry["id"])
def test_annex_words(entry: dict[str, Any]) -> None:
    assert [line for line in entry["examples"] if not ANNEX.match(line)] == []
    assert [line for line in entry["not"] if ANNEX.match(line)] == []


@pytest.mark.parametrize("entry", RULES["page"], ids=lambda entry: entry["id"])
def test_page_words(entry: dict[str, Any]) -> None:
    assert [line for line in entry["examples"] if not FOOT.match(line)] == []
    assert [line for line in entry["not"] if FOOT.match(line)] == []


@pytest.mark.parametrize("entry", RULES["attached"], ids=lambda entry: entry["id"])
def test_words_of_attached_lists(entry: dict[str, Any]) -> None:
    assert [line for line in entry["examples"] if not ATTACHED.match(line)] == []
    assert [line for line in entry["not"] if ATTACHED.match(line)] == []


@pytest.mark.parametrize("entry", RULES["closers"], ids=lambda entry: entry["id"])
def test_words_that_close_headings(entry: dict[str, Any]) -> None:
    assert [line for line in entry["examples"] if not line.endswith(tuple(entry["surfaces"]))] == []


@pytest.mark.parametrize("entry", RULES["openers"], ids=lambda entry: entry["id"])
def test_words_that_open_the_text_behind_a_heading(entry: dict[str, Any]) -> None:
    for line in entry["examples"]:
        pasted = lines("一、2031年工作回顾2031年，" + TEXT, line + TEXT)
        assert read_outline(pasted).sections[-1].title in line
        assert read_outline(pasted).sections[-1].run_in


def test_a_silent_part_is_judged_by_what_it_is_made_of() -> None:
    done = "全年完成投资80亿元，比上年增长6%，取得了新的成绩。" * 4
    todo = "我们要加快发展，要扩大开放，必须稳住基本盘，力争再上台阶。" * 4
    text = lines(
        "2032年政府工作报告",
        "各位代表：",
        "一、不平凡的历程",
        done,
        "二、奋力开创新局面",
        todo,
        "三、关于对外交往",
        done,
    )
    assert [s.role for s in read_outline(text).sections] == ["review", "plan", "plan"]


# --- head matter --------------------------------------------------------------------------------------


def report(
    *above: str, review: str = "一、2031年工作回顾", plan: str = "二、2032年工作安排", opening: str = TEXT
) -> str:
    return lines(*above, "各位代表：", "现在报告工作，请予审议。", review, opening, plan, TEXT, END)


HEADS: dict[str, tuple[str, dict[str, Any]]] = {
    "the usual lines": (
        report("政府工作报告", "——2032年1月8日在云川县第九届人民代表大会第二次会议上", "云川县人民政府县长　李　明"),
        {"title": "政府工作报告", "region": "云川县", "level": "county", "year": 2032, "review": "2031", "plan": "2032",
         "meeting": "云川县第九届人民代表大会第二次会议", "date": "2032-01-08", "speaker": "李明"},
    ),
    "a title with spaces and lost spaces in the name": (
        report("政 府 工 作 报 告", "—2032年1月8日在江东市云川区第九届人民代表大会第二次会议上", "江东市云川区人民政府区长?? ?? 程?? 明"),
        {"title": "政 府 工 作 报 告", "region": "云川区", "level": "county", "speaker": "程明", "date": "2032-01-08"},
    ),
    "everything in one paragraph": (
        report("政府工作报告2032年2月25日在江东市第三届人民代表大会第七次会议上江东市人民政府市长陈明"),
        {"title": "政府工作报告", "region": "江东市", "speaker": "陈明", "date": "2032-02-25",
         "meeting": "江东市第三届人民代表大会第七次会议"},
    ),
    "full-width digits and ideographic spaces": (
        "１９９７年政府工作报告——１９９７年３月１日在第八届全国人民代表大会第五次会议上　　　　国务院总理李明各位代表：　　请予审议。"
        f"　　一、１９９６年工作的回顾　　{TEXT}　　二、１９９７年工作的安排　　{TEXT}",
        {"title": "１９９７年政府工作报告", "region": "全国", "level": "state", "year": 1997, "review": "1996", "plan": "1997",
         "meeting": "第八届全国人民代表大会第五次会议", "date": "1997-03-01", "speaker": "李明"},
    ),
    "spaced digits": (
        report("1998年政府工作报告　　——1 9 9 8 年3 月5 日在第九届全国人民代表大会第一次会议上",
               review="一、1 9 9 7 年工作回顾", plan="二、1 9 9 8 年工作安排"),
        {"year": 1998, "date": "1998-03-05", "review": "1997", "plan": "1998"},
    ),
    "chinese dates": (
        report("政府工作报告", "二○○三年一月十八日在云川县第三届人民代表大会第一次会议上",
               review="一、二○○二年工作回顾", plan="二、二○○三年工作安排"),
        {"year": 2003, "date": "2003-01-18", "review": "2002", "plan": "2003"},
    ),
    "a portal's title is a year off": (
        report("2031年政府工作报告——在云川县第九届人民代表大会第二次会议上", "【打印】", "政府工作报告",
               "——在云川县第九届人民代表大会第二次会议上", "云川县县长 李明"),
        {"year": 2032, "date": None, "review": "2031", "plan": "2032", "region": "云川县"},
    ),
    "the portal's date is not the report's": (
        report("首页", "政府工作报告", "2032年01月28日", "【字体：", "大", "小", "】", "——在云川县第九届人民代表大会第二次会议上"),
        {"date": None, "year": 2032},
    ),
    "a header block and no title": (
        report("标题：云川县政府工作报告——2032年1月26日在云川县第三届人民代表大会第三次会议上", "发文单位：云川县人民政府",
               "报告人：云川县人民政府县长 李明", "正文：", "2032年1月26日在云川县第三届人民代表大会第三次会议上"),
        {"title": "云川县政府工作报告", "region": "云川县", "date": "2032-01-26", "speaker": "李明"},
    ),
    "a caption names the speaker": (
        report("2032年云川县政府工作报告", "2032年1月9日在云川县第九届人民代表大会第二次会议上，县长李明作政府工作报告。", "本报记者王方摄"),
        {"speaker": "李明", "date": "2032-01-09"},
    ),
    "a name on a line of its own": (
        report("2032年云川县政府工作报告", "——2032年1月9日在云川县第九届人民代表大会第二次会议上", "李明"),
        {"speaker": "李明"},
    ),
    "a date in brackets with the name": (
        report("云川县2032年政府工作报告", "（2032年1月12日 李明）"),
        {"speaker": "李明", "date": "2032-01-12", "region": "云川县", "title": "云川县2032年政府工作报告"},
    ),
    "an abbreviated session": (
        report("2032年2月5日在县十六届人民代表大会第五次会议上", "云川县人民政府县长 李明"),
        {"meeting": "县十六届人民代表大会第五次会议", "region": "云川县"},
    ),
    "a session broken over two lines": (
        report("政府工作报告", "——2032年1月26日在江南省第十四届", "人民代表大会第五次会议上", "江南省省长 李明"),
        {"meeting": "江南省第十四届人民代表大会第五次会议", "region": "江南省", "level": "province"},
    ),
    "nothing above the first heading": (
        lines("一、2031年工作回顾", "在市委、市政府和县委的坚强领导下，" + TEXT, "二、2032年工作任务", TEXT, END),
        {"title": None, "region": None, "level": "county", "year": 2032, "review": "2031", "plan": "2032",
         "meeting": None, "date": None, "speaker": None},
    ),
    "last year's session is not this one": (
        lines("各位代表：", "一、2031年工作回顾", "圆满完成了县九届人大一次会议确定的各项任务。" + TEXT, "二、2032年工作任务", TEXT),
        {"meeting": None, "region": None},
    ),
    "nothing at all": (
        TEXT,
        {"title": None, "region": None, "level": None, "year": None, "review": None, "plan": None, "date": None},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HEADS)
def test_head_matter(case: str) -> None:
    text, expected = HEADS[case]
    shape = read_outline(text)
    assert dict(zip(expected, head(shape, *expected), strict=True)) == expected


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("在江东市委、市政府和云川市委的坚强领导下，", "county"),
        ("在省委、省政府和市委的坚强领导下，", "city"),
        ("认真落实省委决策，按照江东市委部署，", "county"),
        ("认真落实省委决策，统筹各县区发展，", "city"),
        ("真抓实干，", None),
    ],
)
def test_whether_a_city_is_of_county_level(words: str, level: str | None) -> None:
    text = report(
        "政府工作报告", "——2032年1月8日在云川市第九届人民代表大会第二次会议上", opening=words + TEXT
    )
    assert read_outline(text).head.level == level


@pytest.mark.parametrize(
    ("region", "level"),
    [
        ("重庆市", "province"), ("内蒙古自治区", "province"), ("云川自治州", "city"), ("云川地区", "city"), ("云川盟", "city"),
        ("云川县", "county"), ("云川旗", "county"), ("云川区", "county"), ("云川自治县", "county"), ("云川镇", "township"),
    ],
)  # fmt: skip
def test_the_level_that_a_name_states(region: str, level: str) -> None:
    shape = read_outline(report("政府工作报告", f"——2032年1月8日在{region}第九届人民代表大会第二次会议上"))
    assert head(shape, "region", "level") == (region, level)


@pytest.mark.parametrize(
    ("review", "opening", "expected"),
    [
        ("一、2031年工作回顾", TEXT, "2031"),
        ("一、过去一年工作回顾", TEXT, "2031"),
        ("一、工作回顾", "过去的一年，" + TEXT, "2031"),
        ("一、工作回顾", "2031年，" + TEXT, "2031"),
        ("一、过去五年工作回顾", "五年来，" + TEXT, "2027/2031"),
        ("一、过去五年工作回顾", "2031年，生产总值达到80亿元，比2026年增长四成。" + TEXT, "2027/2031"),
        ("一、过去五年工作回顾", "刚刚过去的2031年，" + TEXT, "2031"),
        ("一、2031年和“十八五”时期工作回顾", TEXT, "2031"),
        ("一、过去三年的工作", TEXT, "2029/2031"),
        ("一、“十七五”时期发展回顾", TEXT, "2036/2040"),
        ("一、工作回顾", TEXT, None),
    ],
)
def test_the_years_reviewed(review: str, opening: str, expected: str | None) -> None:
    year = 2041 if "十七五" in review else 2032
    subtitle = f"——{year}年1月8日在云川县第九届人民代表大会第二次会议上"
    text = report("政府工作报告", subtitle, review=review, opening=opening, plan=f"二、{year}年工作安排")
    assert read_outline(text).head.review == expected


@pytest.mark.parametrize(
    ("plan", "opening", "expected"),
    [
        ("二、2032年工作安排", TEXT, "2032"),
        ("二、今年工作重点", TEXT, "2032"),
        ("二、今后五年的奋斗目标", TEXT, "2032/2036"),
        ("二、今后五年的奋斗目标", "今年，我们要开好局。" + TEXT, "2032"),
        ("二、“十五五”时期的目标任务", TEXT, "2026/2030"),
        ("二、总体要求", TEXT, None),
    ],
)
def test_the_years_planned(plan: str, opening: str, expected: str | None) -> None:
    year = 2026 if "十五五" in plan else 2032
    subtitle = f"——{year}年1月8日在云川县第九届人民代表大会第二次会议上"
    text = lines("政府工作报告", subtitle, "各位代表：", "一、过去五年工作回顾", TEXT, plan, opening, END)
    assert read_outline(text).head.plan == expected


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("江东市云川县", "云川县"), ("江南省江东市云川市", "云川市"), ("乌鲁木齐市新市区", "新市区"), ("常德市津市市", "津市市"),
        ("恩施土家族苗族自治州恩施市", "恩施市"), ("宁夏回族自治区银川市", "银川市"), ("济南市市中区", "市中区"), ("徐州市", "徐州市"),
        ("杭州市余杭区", "余杭区"), ("云川县青禾镇", "青禾镇"),
    ],
)  # fmt: skip
def test_short_names(place: str, name: str) -> None:
    assert short_name(place) == name


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("二○○三", 2003),
        ("二O一八", 2018),
        ("二00二", 2002),
        ("二〇〇五", 2005),
        ("１９９７", 1997),
        ("1 9 9 8", 1998),
    ],
)
def test_years_in_all_spellings(printed: str, year: int) -> None:
    assert calendar(printed) == year
    assert years_in(f"{printed}年工作") == [(0, year)]


def test_plans_have_their_years() -> None:
    assert [plan_span(n) for n in ("七", "十", "十四", "十五")] == [
        (1986, 1990),
        (2001, 2005),
        (2021, 2025),
        (2026, 2030),
    ]


def test_small_readers() -> None:
    assert (
        read_meeting("2032年2月5日召开的江东市云川区第二届人民代表大会第五次会议")
        == "江东市云川区第二届人民代表大会第五次会议"
    )
    assert read_date(["2032年13月40日"]) is None
    assert read_speaker(["自治区主席阿依·买买提"], "") == "阿依·买买提"
    assert read_speaker(["云川县县长李明明李明明作政府工作报告"], "") == "李明明"
    assert read_date(["2032年01月13日16:40", "（2032年1月12日李明）"]) == "2032-01-12"


@pytest.mark.parametrize(
    ("portal", "codes"),
    [("2032年云川县政府工作报告", []), ("2031年云川县政府工作报告", ["title-year"])],
)
def test_a_portal_with_another_year_is_worth_a_look(portal: str, codes: list[str]) -> None:
    text = report(portal, "打印", "政府工作报告", "——2032年1月8日在云川县第九届人民代表大会第二次会议上")
    notices = read_outline(text).notices
    assert [notice.code for notice in notices] == codes
    assert not any(re.search("[a-z]", notice.message) for notice in notices)  # people read them, in Chinese


def test_a_text_without_a_year_says_so() -> None:
    assert [notice.code for notice in read_outline(TEXT).notices] == ["year-unknown"]


# --- the page -----------------------------------------------------------------------------------------

BODY = report("政府工作报告", "——2032年1月8日在云川县第九届人民代表大会第二次会议上", "县长 李明")
DEFINITIONS = lines(
    "1.“一园两带”：指产业园和两条特色产业带。", "2.一表通：指只填一张表。", "3.小升规：指小微企业升级。"
)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "首页 政务公开 走进云川\n【字体：大 中 小】\n",
        "标题：2032年云川县政府工作报告\n发文单位：云川县人民政府\n\n正文：\n\n",
        "内容摘要：\n政府工作报告——2032年1月8日在云川县第九届人民代表大会第二次会议上各位代表：现在报告工作。一、2031年......\n",
    ],
)
@pytest.mark.parametrize(
    "after",
    [
        "",
        "\n（责任编辑：王方）\n编辑推荐\n某地新闻",
        "\n相关报道：",
        "\n扫一扫在手机打开当前页",
        "\n附件下载",
        "\n附件：2032年政府工作报告.pdf",
        "\n云ICP备00000000号-1\n版权所有：云川县人民政府\n您访问的链接即将离开本站\n是否继续？",
    ],
)
def test_the_body_of_a_page(before: str, after: str) -> None:
    text = before + BODY + after
    assert read_outline(text).head.body.of(text) == BODY


@pytest.mark.parametrize(
    "heading",
    ["名词解释", "※名词解释※", "【名 词 解 释】", "附：名词解释", "附件2：名词解释", "附件2\n名词解释", "《政府工作报告》有关用语说明", "注释：",
     "政府工作报告名词解释及说明", "附件\n《政府工作报告》有关内容名词注释"],
)  # fmt: skip
def test_annexes(heading: str) -> None:
    text = lines(BODY, heading, DEFINITIONS, "相关报道：")
    shape = read_outline(text)
    assert shape.head.body.of(text) == BODY
    assert [span.of(text) for span in shape.annexes] == [f"{heading}\n{DEFINITIONS}"]
    assert [(s.role, s.start) for s in shape.sections[-1:]] == [("annex", shape.annexes[0].start)]
    assert shape.attached == ()


def test_an_annex_without_a_heading() -> None:
    text = lines(BODY, DEFINITIONS)
    assert [span.of(text) for span in read_outline(text).annexes] == [DEFINITIONS]


def test_an_annex_in_the_last_line() -> None:
    text = BODY + "名词解释：1.一表通：指只填一张表。"
    shape = read_outline(text)
    assert [span.of(text) for span in shape.annexes] == ["名词解释：1.一表通：指只填一张表。"]
    assert shape.head.body.of(text) == BODY


@pytest.mark.parametrize(
    "heading", ["附件1\n2032年十件民生实事", "附件：2032年民生实事项目表", "2032年云川县十件民生实事"]
)
def test_a_list_behind_the_report_is_attached(heading: str) -> None:
    items = lines("一、提高补助标准。", "每人每月提高20元。", "二、改造老旧小区。", "全年改造12个。")
    text = lines(BODY, heading, items, "附件2", "名词解释", DEFINITIONS)
    shape = read_outline(text)
    assert [span.of(text) for span in shape.attached] == [f"{heading}\n{items}"]
    assert [s.role for s in shape.sections if s.level == 1] == ["review", "plan", "other", "annex"]


def test_a_report_printed_twice_is_read_once() -> None:
    filler = "\n".join(f"第{n}项工作扎实推进，{TEXT}" for n in range(8))
    twice = report("政府工作报告", "——2032年1月8日在云川县第九届人民代表大会第二次会议上", opening=filler)
    text = lines(twice, "首页", ">>", "政府工作报告", twice, "版权所有")
    shape = read_outline(text)
    assert shape.head.body.of(text) == twice
    assert [notice.code for notice in shape.notices] == ["report-twice"]


def test_of_an_annex_printed_twice_the_longer_is_read() -> None:
    first = "1.一表通：基层的数据只填报一张表，由各个部门共同使用，不再一次一次地重复报送，也不再另外填表。"
    whole = lines("名词解释", first, "2.链长制：由一位领导联系一条产业链。", "3.三单：三张清单。")
    short = whole.rsplit("\n", 2)[0]
    farewell = "各位代表！让我们团结奋斗，再谱新篇章！"
    for one, other in ((short, whole), (whole, short), (whole, whole)):
        text = lines(BODY, one, farewell, other, "版权所有")
        assert [span.of(text) for span in read_outline(text).annexes] == [whole]


# --- laws ---------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["一、", "二、", "（一）", "（二）", "第一，", "1.", "（1）", "\n", "　　", "。", "，", "2031年工作回顾", "2032年工作安排", "五年来，",
     "各位代表：", "政府工作报告", "附件1", "名词解释", "相关报道：", "[1]一表通：指一张表。", "生产总值", TEXT, "????", "&nbsp;", "奋斗！", " "]
)  # fmt: skip


def bare(words: str) -> str:
    """Without white space, and what pages leave where it was."""
    return "".join(words.replace("&nbsp;", " ").replace("?", " ").split())


@given(st.lists(PIECES, max_size=40).map("".join))
def test_laws(text: str) -> None:
    shape = read_outline(text)
    body = shape.head.body
    assert 0 <= body.start <= body.end <= len(text)
    by_id = {s.id: s for s in shape.sections}
    assert [s.id for s in shape.sections] == list(range(1, len(shape.sections) + 1))
    for s in shape.sections:
        assert s.start <= s.heading.start <= s.heading.end <= s.end <= len(text)
        assert bare(s.heading.of(text)) == bare((s.label or "") + s.title)
        if s.parent is not None:
            parent = by_id[s.parent]
            assert (parent.start <= s.start, s.end <= parent.end, s.level) == (True, True, parent.level + 1)
    for level in {s.level for s in shape.sections}:
        peers = [s for s in shape.sections if s.level == level]
        assert all(a.end <= b.start for a, b in pairwise(peers))
    tops = [s for s in shape.sections if s.level == 1 and s.role in ("review", "plan")]
    if tops:
        assert tops[-1].end == body.end
        assert all(a.end == b.start for a, b in pairwise(tops))


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    body = read_outline(text).head.body
    assert 0 <= body.start <= body.end <= len(text)
