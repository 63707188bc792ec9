"""The glossary: what its loader refuses, what it finds, and the shipped terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.errors import ReadError, RulesError
from govreport.glossary import Glossary, GlossaryEntry, parse_glossary, surface_key

HESHAN = [
    "四个一套",
    "三通一平",
    "工改工",
    "专精特新",
    "个转企",
    "瓶改管",
    "四议两公开",
    "一长两员",
    "园区技校",
    "双百工程",
    "小升规",
    "预制菜",
    "双随机一公开",
    "评定分离",
    "三金一担保",
    "双减",
    "1+10+139",
    "两队一室",
    "1+7+N",
]
SHIPPED = Glossary.shipped()

GOOD = """
terms:
  - term: 双减
    category: 教育
    aliases: [减负双政策]
    senses:
      - {definition: 减轻两项负担。, place: null, level: state, first_year: 2021, source: 某市2021年政府工作报告}
      - {definition: 另一个意思。, place: 某省某县, level: county, first_year: null, unsourced: true}
    examples: [推进“双减”。]
  - term: "1+7+N"
    category: 法治
    senses: [{definition: 一个中心。, unsourced: true}]
    examples: ["打造1+7+N。"]
"""

VARIANTS = [
    ("三通一平", "“三通一平”"),
    ("三通一平", " 三通一平 "),
    ("三通一平", "三 通　一 平"),
    ("三通一平", "【三通一平】"),
    ("三通一平", "《三通一平》"),
    ("三通一平", "「三通一平」"),
    ("三通一平", "『三通一平』"),
    ("三通一平", "'三通一平'"),
    ("三通一平", '"三通一平"'),
    ("三通一平", "‘三通’一平"),
    ("三通一平", "三通·一平"),
    ("三通一平", "三通・一平"),
    ("1+7+N", "１＋７＋Ｎ"),
    ("1+7+N", "“1+7+n”"),
    ("双随机、一公开", "双随机一公开"),
    ("双随机、一公开", "双随机，一公开"),
    ("双随机、一公开", "“双随机”“一公开”"),
]


@pytest.mark.parametrize(("term", "asked"), VARIANTS)
def test_lookup_disregards_quotes_brackets_spaces_and_width(term: str, asked: str) -> None:
    assert [entry.term for entry in SHIPPED.lookup(asked)] == [term]


@pytest.mark.parametrize("term", HESHAN)
def test_the_terms_of_heshan_are_shipped(term: str) -> None:
    (entry,) = SHIPPED.lookup(term)
    assert surface_key(entry.term) == surface_key(term)


@pytest.mark.parametrize("entry", SHIPPED.entries, ids=lambda entry: entry.term)
def test_every_entry_is_found_by_its_surfaces_and_shown_in_its_examples(entry: GlossaryEntry) -> None:
    assert all(SHIPPED.lookup(surface) == (entry,) for surface in entry.surfaces)
    keys = [surface_key(surface) for surface in entry.surfaces]
    for example in entry.examples:
        assert any(key in surface_key(example) for key in keys), example
    assert entry in SHIPPED.in_category(entry.category)


def test_categories_hold_every_entry_once() -> None:
    by_category = [entry for category in SHIPPED.categories for entry in SHIPPED.in_category(category)]
    assert sorted(e.term for e in by_category) == sorted(e.term for e in SHIPPED.entries)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("三通二平", "三通一平"),
        ("四议二公开", "四议两公开"),
        ("1+7", "1+7+N"),
        ("评定", "评定分离"),
        ("两队一室改革", "两队一室"),
    ],
)
def test_a_near_miss_suggests(asked: str, near: str) -> None:
    assert SHIPPED.lookup(asked) == ()
    assert near in SHIPPED.suggest(asked)


def test_nothing_resembles_nothing() -> None:
    assert SHIPPED.suggest("“”") == SHIPPED.suggest("zzzzqqqq") == ()


def test_senses_are_read_with_place_and_source() -> None:
    (entry,) = parse_glossary(GOOD, "my.yaml").lookup("减负双政策")
    assert [(s.place, s.level, s.first_year, s.source) for s in entry.senses] == [
        (None, "state", 2021, "某市2021年政府工作报告"),
        ("某省某县", "county", None, None),
    ]
    assert [s["unsourced"] for s in entry.to_dict()["senses"]] == [False, True]


BAD = [
    ("category: 法治", "colour: 法治", "my.yaml: 1+7+N: unknown key colour"),
    ("category: 法治", "", "my.yaml: 1+7+N: category must be a non-empty string"),
    ("place: null,", "spot: null,", "my.yaml: 双减: unknown key spot"),
    ("category: 法治", "category: 法治\n    category: 法治", "key 'category' stands twice"),
    ('term: "1+7+N"', "term: “双减”", "my.yaml: “双减”: surface “双减” already belongs to 双减"),
    ('term: "1+7+N"', "term: 减负、双政策", "already belongs to 双减"),
    ('term: "1+7+N"', "term: 2030", "term must be a non-empty string; quote it"),
    ('term: "1+7+N"', "term: “”", "is only punctuation"),
    ("aliases: [减负双政策]", "aliases: [双 减]", "surface 双 减 already belongs to 双减"),
    ("aliases: [减负双政策]", "aliases: [211]", "my.yaml: 双减: aliases must be a list of strings"),
    ("aliases: [减负双政策]", "aliases: 减负双政策", "aliases must be a list of strings"),
    ('examples: ["打造1+7+N。"]', "examples: []", "my.yaml: 1+7+N: an entry needs an example"),
    ('examples: ["打造1+7+N。"]', "", "an entry needs an example"),
    ("senses: [{definition: 一个中心。, unsourced: true}]", "", "at least one sense with a definition"),
    ("definition: 一个中心。,", "", "my.yaml: 1+7+N: definition must be a non-empty string"),
    ("{definition: 一个中心。, unsourced: true}", "一个中心。", "a sense must be a mapping"),
    (
        "definition: 一个中心。, unsourced: true",
        "definition: 一个中心。",
        "unsourced: true where it has none",
    ),
    (
        "source: 某市2021年政府工作报告",
        "source: 某市报告, unsourced: true",
        "unsourced: true where it has none",
    ),
    ("level: county", "level: village", "level 'village' must be"),
    ("first_year: 2021", "first_year: 21", "first_year 21 must be a year"),
    ("first_year: 2021", "first_year: true", "first_year True must be a year"),
    ("terms:", "entries:", "one list under the key terms"),
    ("  - term: 双减", "  - 三农\n  - term: 双减", "entry 1: must be a mapping"),
    ("terms:", "terms: [", "my.yaml: "),
]


@pytest.mark.parametrize(("part", "instead", "reason"), BAD, ids=[reason for *_, reason in BAD])
def test_the_loader_says_file_entry_and_reason(part: str, instead: str, reason: str) -> None:
    parse_glossary(GOOD, "my.yaml")
    assert GOOD.count(part) == 1
    with pytest.raises(RulesError) as caught:
        parse_glossary(GOOD.replace(part, instead), "my.yaml")
    assert reason in str(caught.value)
    assert "my.yaml" in str(caught.value)


def test_a_glossary_of_ones_own(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(GOOD, "utf-8-sig")
    assert [entry.term for entry in Glossary.load(mine).entries] == ["双减", "1+7+N"]
    mine.write_bytes("terms: 双减".encode("gb18030"))
    with pytest.raises(ReadError, match="UTF-8"):
        Glossary.load(mine)
    with pytest.raises(ReadError, match="absent"):
        Glossary.load(tmp_path / "absent.yaml")


def test_the_shipped_glossary_is_read_once() -> None:
    assert Glossary.shipped() is SHIPPED


@given(st.text(max_size=20))
def test_quotes_and_spaces_around_any_surface_make_no_difference(surface: str) -> None:
    assert surface_key(f" “{surface}” ") == surface_key(surface)
