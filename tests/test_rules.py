"""The rule files test themselves: each example of each entry, under the entry's id; and the loader's refusals.

The other rule files have tests beside the stage that reads them (ELSEWHERE).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from govreport import names, parse
from govreport.errors import RulesError
from govreport.numerals import fold
from govreport.quantities import scan
from govreport.records import Quantity, Span
from govreport.rules import load, parse_yaml
from govreport.words import WORDS

UNITS = load("units", frozenset({"id", "surfaces", "examples", "unless"}))
QUALIFIERS = load("qualifiers", frozenset({"id", "surfaces", "examples", "unless", "bound"}))
Entry = dict[str, Any]


def quantities(phrase: str) -> list[Quantity]:
    return list(scan(fold(phrase), [Span(0, len(phrase))]))


def has_the_unit(entry: Entry, example: str) -> None:
    assert {q.unit for q in quantities(f"{example}。")} & set(entry["surfaces"])


def has_the_bound(entry: Entry, example: str) -> None:
    assert [q.bound for q in quantities(f"{example}。")] == [entry["bound"]]


def has_the_name(entry: Entry, example: str) -> None:
    phrase, name = example.split(" → ")
    assert [i.name for i in parse(f"{phrase}。").indicators][-1:] == [name]


Check = Callable[[Entry, str], None]
FILES: dict[str, tuple[dict[str, list[Entry]], Check]] = {
    "units": (UNITS, has_the_unit),
    "qualifiers": (QUALIFIERS, has_the_bound),
    "words": (WORDS, has_the_name),
}
ELSEWHERE = {"headings", "indicators", "conversions", "promises"}

WRONG = {
    "units: counters: 亩次": "measures come first: 120亩次 is read as 亩",
    "units: counters: 平方米次": "measures come first: 120平方米次 is read as 平方米",
    "words: generic: amount": "粮食生产…，总产 gives 粮食生产总产",
    "亩次": "measures come first",
    "平方米次": "measures come first",
}


def known(key: str) -> tuple[pytest.MarkDecorator, ...]:
    """What the program does wrong so far; the day it is right, the strict mark says so."""
    return (pytest.mark.xfail(strict=True, reason=WRONG[key]),) if key in WRONG else ()


def entries(sections: dict[str, list[Entry]]) -> Iterator[tuple[str, Entry]]:
    return ((f"{section}: {e['id']}", e) for section, found in sections.items() for e in found)


EXAMPLES = [
    pytest.param(check, entry, example, id=key, marks=known(key))
    for file, (sections, check) in FILES.items()
    for key, entry in ((f"{file}: {id_}", entry) for id_, entry in entries(sections))
    for example in entry["examples"]
]


@pytest.mark.parametrize(("check", "entry", "example"), EXAMPLES)
def test_an_example_of_a_rule(check: Check, entry: Entry, example: str) -> None:
    check(entry, example)


# The sections of words.yaml that names.py reads for one step each. An example there must need its section: many a
# name comes out right by another rule, and then the example shows nothing.
STEPS = {section: f"_{section.upper()}" for section in WORDS if hasattr(names, f"_{section.upper()}")}
SHARED = "governors predicates kept either light openers closers nominal generic prepositions compounds"


def test_every_small_set_of_words_has_its_section_and_name() -> None:
    assert set(WORDS) - set(STEPS) == set(SHARED.split())


@pytest.mark.parametrize(
    ("section", "entry", "example"),
    [
        pytest.param(section, entry, example, id=f"{section}: {example}")
        for section in STEPS
        for entry in WORDS[section]
        for example in entry["examples"]
        # 率 is among the suffixes too: the two differ only where the tokeniser glues it to its verb (率高达).
        if entry["id"] != "办结"
    ],
)
def test_an_example_of_a_small_set_fails_without_its_words(
    section: str, entry: Entry, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = getattr(names, STEPS[section])
    by_id = isinstance(words, dict)
    gone = {entry["id"]} if by_id else set(entry["surfaces"])
    rest = {k: words[k] for k in words if k not in gone} if by_id else words - gone
    monkeypatch.setattr(names, STEPS[section], rest)
    with pytest.raises(AssertionError):
        has_the_name(entry, example)


NEW_AMOUNTS = [
    example for entry in WORDS["closers"] if entry["id"] == "new_amount" for example in entry["examples"]
]


@pytest.mark.parametrize("example", NEW_AMOUNTS)
def test_a_new_amount_is_no_change(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    phrase, _ = example.split(" → ")
    assert [i.measure for i in parse(f"{phrase}。").indicators] == ["level"]
    monkeypatch.setattr(names, "_NO_CHANGE", frozenset())
    assert [i.measure for i in parse(f"{phrase}。").indicators] == ["change"]


def test_every_rule_file_has_its_examples_run() -> None:
    files = {f.name.removesuffix(".yaml") for f in resources.files("govreport.rules").iterdir()}
    assert {name for name in files if "__" not in name} - ELSEWHERE == set(FILES)


# 周年 names an anniversary (建党100周年) and 级 a grade (5级 is a magnitude behind 发生 and the like only).
NO_UNIT_ALONE = {"周年", "级"}
SURFACES = [
    pytest.param(surface, id=surface, marks=known(surface))
    for _, entry in entries(UNITS)
    for surface in entry["surfaces"]
    if surface not in NO_UNIT_ALONE
]


@pytest.mark.parametrize("surface", SURFACES)
def test_each_surface_is_read_as_a_unit(surface: str) -> None:
    assert [(q.value, q.unit) for q in quantities(f"时间缩短36{surface}。")] == [(Decimal(36), surface)]


@pytest.mark.parametrize("surface", sorted(NO_UNIT_ALONE))
def test_anniversaries_and_grades_are_no_quantities(surface: str) -> None:
    assert quantities(f"时间缩短36{surface}。") == []


OTHER_WORDS = [(s, word) for _, e in entries(UNITS) for word in e.get("unless", ()) for s in e["surfaces"] if len(s) == 1]


@pytest.mark.parametrize(("surface", "word"), OTHER_WORDS, ids=lambda part: part)
def test_the_beginning_of_another_word_is_no_unit(surface: str, word: str) -> None:
    assert surface not in {q.unit for q in quantities(f"共有36{surface}{word}。")}


BOUNDS = [
    (phrase.format(surface), entry["bound"])
    for section, phrase in (("before", "项目{}36个。"), ("after", "项目36个{}。"))
    for entry in QUALIFIERS[section]
    for surface in entry["surfaces"]
]


@pytest.mark.parametrize(("phrase", "bound"), BOUNDS, ids=lambda part: part)
def test_each_surface_bounds_its_number(phrase: str, bound: str) -> None:
    assert [q.bound for q in quantities(phrase)] == [bound]


PARTS_OF_WORDS = [
    word + surface
    for entry in QUALIFIERS["before"]
    for word in sorted(set(entry.get("unless", ())))
    for surface in entry["surfaces"]
    if len(surface) == 1
]


@pytest.mark.parametrize("word", PARTS_OF_WORDS)
def test_the_end_of_another_word_bounds_nothing(word: str) -> None:
    assert [q.bound for q in quantities(f"{word}36个。")] == ["exact"]


@pytest.mark.parametrize("unit", ["元", "个", "天", "个月", "小时", "分钟", "秒", "人", "%"])
def test_a_number_at_the_end_of_the_text_is_read(unit: str) -> None:
    assert [q.unit for q in quantities(f"时间缩短36{unit}")] == [unit]


LOADER_REFUSES = [
    ("unknown key", "a: [{id: x, surfaces: [元], examples: [1元], colour: red}]", "a: x: unknown key colour"),
    ("no id", "a: [{surfaces: [元], examples: [1元]}]", "an entry needs an id"),
    ("id that YAML reads otherwise", "a: [{id: no, examples: [1元]}]", "an entry needs an id"),
    ("duplicate id", "a: [{id: x, examples: [1元]}, {id: x, examples: [2元]}]", "a: x: id used twice"),
    ("duplicate key", "a: [{id: x, examples: [1元], examples: [2元]}]", "key 'examples' stands twice"),
    ("duplicate section", "a: [{id: x, examples: [1元]}]\na: [{id: y, examples: [1元]}]", "key 'a' stands twice"),
    ("missing example", "a: [{id: x, surfaces: [元]}]", "a: x: an entry needs an example"),
    ("empty examples", "a: [{id: x, surfaces: [元], examples: []}]", "a: x: an entry needs an example"),
    (
        "surface claimed twice",
        "a: [{id: x, surfaces: [元], examples: [1元]}, {id: y, surfaces: [元], examples: [1元]}]",
        "a: y: surface 元 already belongs to x",
    ),
    ("surface twice in one entry", "a: [{id: x, surfaces: [元, 元], examples: [1元]}]", "already belongs to x"),
    ("surface that is no string", "a: [{id: x, surfaces: [12:30], examples: [1元]}]", "surface 750 is no string; quote it"),
    ("broken YAML", "a: [{id: x", "rules/mine.yaml"),
]


@pytest.mark.parametrize(("text", "reason"), [case[1:] for case in LOADER_REFUSES], ids=[c[0] for c in LOADER_REFUSES])
def test_the_loader_refuses(text: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yaml").write_text(text, "utf-8")
    monkeypatch.setattr("govreport.rules.resources.files", lambda package: tmp_path)
    with pytest.raises(RulesError, match=reason) as refused:
        load("mine", frozenset({"id", "surfaces", "examples"}))
    assert "rules/mine.yaml" in str(refused.value)


def test_a_surface_may_be_claimed_once_in_each_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    section = "[{id: x, surfaces: [元], examples: [1元]}]"
    (tmp_path / "mine.yaml").write_text(f"a: {section}\nb: {section}\n", "utf-8")
    monkeypatch.setattr("govreport.rules.resources.files", lambda package: tmp_path)
    loaded = load("mine", frozenset({"id", "surfaces", "examples"}))
    assert loaded == parse_yaml(f"{{a: {section}, b: {section}}}", "mine")
