"""Linking: surfaces as the text prints them, marks as the genre sets them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.glossary import Glossary, GlossaryEntry, Sense
from govreport.records import Entry, Head, Level, Notice, Outline, Span, Term
from govreport.terms import link_terms

NO_HEAD = Head(None, None, None, None, None, None, None, None, None, Span(0, 0))
NOTHING = Glossary(())


def known(*surfaces: str, place: str | None = None, level: Level | None = None) -> Glossary:
    sense = Sense("一个意思。", place, level)
    return Glossary(tuple(GlossaryEntry(s, "类", (sense,), examples=(s,)) for s in surfaces))


def defined(*terms: str) -> tuple[Entry, ...]:
    return tuple(Entry(term, str(n), "一个意思。", Span(0, 0)) for n, term in enumerate(terms, 1))


def link(
    text: str, entries: tuple[Entry, ...] = (), glossary: Glossary = NOTHING, **head: str | None
) -> tuple[tuple[Term, ...], tuple[Notice, ...]]:
    shape = Outline(replace(NO_HEAD, body=Span(0, len(text)), **head), ())  # type: ignore[arg-type]
    return link_terms(text, shape, entries, glossary)


def mentions(text: str, terms: tuple[Term, ...]) -> dict[str, list[str]]:
    return {t.term: [text[m.start : m.end] for m in t.mentions] for t in terms}


SURFACES = [
    ("三通一平", "园区完成“三通一平”，三通一平到位", ["三通一平", "三通一平"]),
    ("双随机、一公开", "推行双随机一公开监管", ["双随机一公开"]),
    ("双随机、一公开", "推行“双随机、一公开”监管", ["双随机、一公开"]),
    ("双随机、一公开", "推行“双随机”“一公开”监管", ["双随机”“一公开"]),
    ("专精特新“小巨人”企业", "新增专精特新“小巨人”企业3家", ["专精特新“小巨人”企业"]),
    ("专精特新“小巨人”企业", "新增专精特新小巨人企业3家", ["专精特新小巨人企业"]),
    ("专精特新“小巨人”企业", "新增“专精特新”小巨人企业3家", ["“专精特新”小巨人企业"]),
    ("专精特新“小巨人”企业", "新增“专精特新小巨人”企业3家", ["“专精特新小巨人”企业"]),
    ("“瞪羚”企业", "认定瞪羚企业2家", ["瞪羚企业"]),
    ("1+7+N", "打造“1+7+N”体系和１＋７＋Ｎ平台", ["1+7+N", "１＋７＋Ｎ"]),
    ("1+7+N", "打造11+7+N、1+7+N+1、1+7+NG体系", []),
    ("5G", "建成5G基站，不是5GW机组，也不是15G", ["5G"]),
    ("GEP核算", "开展GEP核算", ["GEP核算"]),
    ("双减", "第双、减不算，双 减不算，双减算", ["双减"]),
    ("三公", "三公里不算，三公经费算", ["三公"]),
    ("一带一路", "共建一带 一路", ["一带 一路"]),
    ("四好农村路", "建设四好\n农村路", []),
    ("《水十条》", "落实“水十条”", ["水十条"]),
]


@pytest.mark.parametrize(("term", "text", "expected"), SURFACES)
def test_surfaces_with_exact_offsets(term: str, text: str, expected: list[str]) -> None:
    found = mentions(text, link(text, glossary=known(term))[0])
    assert found.get(term, []) == expected
    annexed = mentions(text, link(text, defined(term))[0])
    assert annexed == {term: expected}


MARKS = [
    ("推进“双减”[1]工作", "双减", "双减", "[1]"),
    ("推进“双减[1]”工作", "双减", "双减", "[1]"),
    ("推进双减〔1〕工作", "双减", "双减", "〔1〕"),
    ("推进双减［１］工作", "双减", "双减", "［１］"),
    ("推进双减【1】工作", "双减", "双减", "【1】"),
    ("推进双减^[1]工作", "双减", "双减", "^[1]"),
    ("推进双减^1工作", "双减", "双减", "^1"),
    ("推进双减[注1]工作", "双减", "双减", "[注1]"),
    ("推进双减 [ 1 ] 工作", "双减", "双减", "[ 1 ]"),
    ("推进双减①工作", "双减", "双减", "①"),
    ("推进“双减”（1）工作", "双减", "双减", "（1）"),
    ("推进“双减”¹工作", "双减", "双减", "¹"),
    ("弘扬“铁军”精神[1]，奋勇争先", "“铁军”精神", "“铁军”精神", "[1]"),
    ("推行“三项制度”[1]", "行政执法“三项制度”", "三项制度", "[1]"),
    ("完善基层“两所共建”工作机制[1]", "两所共建", "“两所共建”工作机制", "[1]"),
    ("建设天网和雪亮工程[1]", "“天网”“雪亮”工程", "雪亮工程", "[1]"),
    ("做到“早谋划、快行动”[1]", "谋划在前、行动在先", "早谋划、快行动", "[1]"),
    ("“潮平两岸阔，风正一帆悬”[1]", "潮平两岸阔，风正一帆悬", "潮平两岸阔，风正一帆悬", "[1]"),
    ("实施城南延伸[1]", "完全不同的名词", "实施城南延伸", "[1]"),
    ("开展四问四查，五个过硬[1]", "过硬的五条", "过硬", "[1]"),
]


@pytest.mark.parametrize(("text", "term", "mention", "mark"), MARKS)
def test_marks_tie_to_the_entry_of_their_number(text: str, term: str, mention: str, mark: str) -> None:
    (linked,), notices = link(text, defined(term))
    marked = [(text[m.start : m.end], m.mark.of(text)) for m in linked.mentions if m.mark]
    assert marked == [(mention, mark)]
    assert notices == ()


NO_MARKS = [
    "依据国发〔2015〕3号文件推进双减",
    "依据〔1〕号文推进双减",
    "[1]双减工作有序推进",
    "推进双减\n①减作业②减培训",
    "主要任务（1）双减（2）双增",
    "抓好①双减②双增两件事",
]


@pytest.mark.parametrize("text", NO_MARKS)
def test_what_is_no_mark(text: str) -> None:
    (linked,), notices = link(text, defined("双减"))
    assert [text[m.start : m.end] for m in linked.mentions] == ["双减"]
    assert [m.mark for m in linked.mentions] == [None]
    assert notices == ()


def test_marks_and_entries_that_do_not_meet_are_notices() -> None:
    text = "推进双减[1]，建设河长制[3]。"
    _, notices = link(text, defined("双减", "瓶改管"))
    assert [(n.code, n.start, n.end) for n in notices] == [
        ("mark-without-entry", text.index("[3]"), text.index("[3]") + 3),
        ("entry-without-mark", 0, 0),
    ]


def test_a_report_without_marks_has_no_notices() -> None:
    assert link("推进双减", defined("双减", "瓶改管"))[1] == ()


def test_marks_in_a_row_stand_behind_the_same_words() -> None:
    text = "落实“两重”“两新”[1][2]政策"
    (heavy, new), _ = link(text, defined("“两重”", "“两新”"))
    assert [m.mark and m.mark.of(text) for m in heavy.mentions] == ["[1]"]
    assert [m.mark and m.mark.of(text) for m in new.mentions] == ["[2]"]


def test_of_two_entries_with_one_number_the_words_decide() -> None:
    text = "推进双减[1]，实施瓶改管[1]。"
    entries = (*defined("瓶改管"), *defined("双减"))
    (pipes, less), notices = link(text, entries)
    assert [m.start for m in pipes.mentions] == [text.index("瓶改管")]
    assert [m.start for m in less.mentions] == [text.index("双减")]
    assert notices == ()


def test_longest_first_and_nothing_twice() -> None:
    text = "新增专精特新企业，其中专精特新中小企业3家"
    linked, _ = link(text, glossary=known("专精特新", "专精特新中小企业"))
    assert mentions(text, linked) == {"专精特新": ["专精特新"], "专精特新中小企业": ["专精特新中小企业"]}


def test_annex_and_glossary_are_one_term_with_origin_annex() -> None:
    sense = Sense("通用的解释。")
    shipped = Glossary((GlossaryEntry("双随机、一公开", "类", (sense,), ("双随机",), ("例。",)),))
    text = "推行“双随机一公开”，坚持双随机抽查"
    (linked,), _ = link(text, defined("双随机一公开"), shipped)
    assert (linked.origin, linked.definition) == ("annex", "一个意思。")
    assert mentions(text, (linked,)) == {"双随机一公开": ["双随机一公开", "双随机"]}


def test_members_of_a_term_that_names_several_are_mentions() -> None:
    text = "弘扬“担当思维”，践行“服务理念”"
    (linked,), _ = link(text, defined("“担当思维”“服务理念”"))
    assert mentions(text, (linked,)) == {"“担当思维”“服务理念”": ["担当思维", "服务理念"]}


def test_mentions_are_those_of_body_and_attached_lists_only() -> None:
    body, listed, annex = "推进双减。\n", "十件实事：双减\n", "名词解释\n1.双减：减负。"
    text = body + listed + annex
    shape = Outline(
        replace(NO_HEAD, body=Span(0, len(body))),
        (),
        annexes=(Span(len(body + listed), len(text)),),
        attached=(Span(len(body), len(body + listed)),),
    )
    (linked,), _ = link_terms(text, shape, defined("双减"), known("双减"))
    assert [m.start for m in linked.mentions] == [2, len(body) + 5]


@pytest.mark.parametrize(
    ("place", "level", "region", "linked"),
    [
        (None, None, "甲县", True),
        ("某省甲县", "county", "甲县", True),
        ("某省甲县", "county", "乙县", False),
        ("某省甲县", "county", None, True),
        ("远西省乙水市", "city", "甲县", True),
        ("远东省丙水市", "city", "甲县", False),
        ("远东省", "province", "甲县", True),
        ("远西省", "province", "甲县", False),
        ("某省", "province", "某省", True),
    ],
)
def test_a_local_meaning_holds_in_its_place_and_below(
    place: str | None, level: Level | None, region: str | None, linked: bool
) -> None:
    text = "按照远东和乙水市的部署推进双百工程"
    terms, _ = link(text, glossary=known("双百工程", place=place, level=level), region=region, level="county")
    assert [t.term for t in terms] == (["双百工程"] if linked else [])


def test_a_mark_without_annex_stays_with_the_glossary_term() -> None:
    text = "推进“双减”[4]工作"
    (linked,), notices = link(text, glossary=known("双减"))
    assert linked.mentions[0].mark == Span(text.index("[4]"), text.index("[4]") + 3)
    assert [n.code for n in notices] == ["mark-without-entry"]


@given(st.text(alphabet="双减三通一平“”、·[]1２①（）^。，\n 〔〕甲", max_size=80), st.booleans())
def test_any_text_is_linked_within_itself(text: str, annexed: bool) -> None:
    entries = defined("双减", "“三通”一平") if annexed else ()
    linked, _ = link(text, entries, known("一平", "减双", "甲双减"))
    for term in linked:
        starts = [m.start for m in term.mentions]
        assert starts == sorted(starts)
        for m in term.mentions:
            assert 0 <= m.start <= m.end <= len(text)
            if m.mark:
                assert m.end <= m.mark.start < m.mark.end <= len(text)
        if term.origin == "glossary":
            for m in term.mentions:
                kept = [c for c in text[m.start : m.end] if c in term.term]
                assert "".join(kept) == term.term
