"""The vocabulary: its own examples, what it refuses, and the arithmetic of units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.rules import load
from govreport.vocabulary import DIMENSIONS, SERIES, Series, convert, fits, identify, measure_of

each_series = pytest.mark.parametrize("series", [pytest.param(s, id=s.id) for s in SERIES.values()])

# Ids that gold tables and earlier output use: renaming one breaks whoever reads them.
PINNED = (
    "gdp industrial_value_added fixed_investment retail_sales foreign_trade fiscal_revenue income_per_capita "
    "income_urban income_rural cpi unemployment unemployment_registered jobs_urban grain"
).split()


def test_there_are_enough() -> None:
    assert len(SERIES) >= 150
    assert set(PINNED) <= set(SERIES)


@each_series
def test_examples_and_labels_are_found(series: Series) -> None:
    for name in (series.zh, *series.surfaces, *series.examples):
        assert identify(name) == series.id, name


@each_series
def test_what_is_something_else_is_refused(series: Series) -> None:
    for name in series.excluded:
        assert identify(name) != series.id, name


@each_series
def test_a_column_name_suits_stata(series: Series) -> None:
    for measure in series.measures:
        currency = "_usd" if series.dimension == "currency" and measure == "level" else ""
        assert len(f"{series.id}{currency}_{measure}_tu") <= 32
    assert series.id.isidentifier()
    assert series.id == series.id.lower()


@each_series
def test_parents_end(series: Series) -> None:
    seen = [series.id]
    while (parent := SERIES[seen[-1]].parent) is not None:
        assert parent not in seen
        seen.append(parent)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("全市生产总值", "gdp"),
        ("2025年地区生产总值", "gdp"),
        ("我省经济总量", "gdp"),
        ("国内生产总值（GDP）", "gdp"),
        ("经济增长预期目标", "gdp"),
        ("国民生产总值", "gdp"),
        ("社零", "retail_sales"),
        ("农民人均纯收入", "income_rural"),
        ("其中出口", "exports"),
        ("完成固定资产投资", "fixed_investment"),
        ("全国居民人均可支配收入", "income_per_capita"),
    ],
)
def test_ways_to_say_it(name: str, id: str) -> None:
    assert identify(name) == id


@pytest.mark.parametrize(
    "name",
    [
        "",
        "中心城区固定资产投资",
        "县域生产总值",
        "市本级一般公共预算收入",
        "产业集聚区规模以上工业增加值",
        "带动全社会固定资产投资",
        "单位",
        "全市",
        "生产总值和城乡居民人均收入",
        "某某公司产值",
        "失业率",
    ],
)
def test_part_of_a_place_or_thing_is_not_the_thing(name: str) -> None:
    assert identify(name) is None


@given(st.text(max_size=30))
def test_any_name_is_known_or_not(name: str) -> None:
    assert identify(name) is None or identify(name) in SERIES


@pytest.mark.parametrize(
    ("value", "unit", "into", "expected"),
    [
        ("1", "亿斤", "万吨", "5"),
        ("15", "亩", "公顷", "1"),
        ("1", "平方公里", "亩", "1500"),
        ("1.2", "亿元", "万元", "12000"),
        ("3", "吉瓦", "万千瓦", "300"),
        ("1", "度", "千瓦时", "1"),
        ("5.5", "‰", "%", "0.55"),
        ("800", "斤", "公斤", "400"),
        ("-2", "万亩", "亩", "-20000"),
    ],
)
def test_conversions(value: str, unit: str, into: str, expected: str) -> None:
    assert convert(Decimal(value), unit, into) == Decimal(expected)


@pytest.mark.parametrize(
    ("unit", "into"), [("元", "美元"), ("斤", "亩"), ("个", "家"), ("元", "个"), ("", "人")]
)
def test_what_cannot_be_converted(unit: str, into: str) -> None:
    assert convert(Decimal(1), unit, into) is None


@given(st.integers(-(10**12), 10**12), st.sampled_from(["亩", "斤", "公里", "兆瓦", "万元", "小时"]))
def test_there_and_back(value: int, unit: str) -> None:
    known = measure_of(unit)
    assert known is not None
    there = convert(Decimal(value), unit, known[0])
    assert there is not None
    back = convert(there, known[0], unit)
    assert back is not None
    assert abs(back - value) <= Decimal("1e-9")


def test_a_currency_is_no_other() -> None:
    assert fits("美元", "currency")
    assert not fits("美元", "money")
    assert not fits("%", "money")
    assert fits("万吨", "mass")


def test_the_bases_of_dimensions_are_units() -> None:
    special = {"", "*", "吨标准煤/万元"}
    for dimension, bases in DIMENSIONS.items():
        for base in bases - special:
            known = measure_of(base)
            assert known == (base, Fraction(1)), (dimension, base)


def test_each_unit_is_defined() -> None:
    keys = frozenset("id surfaces base factor definition bases examples".split())
    for entry in load("conversions", keys)["units"]:
        assert entry["definition"]
        for surface in entry["surfaces"]:
            known = measure_of(surface)
            assert known is not None
            assert known[0] == entry["base"]
        for example in (e for e in entry["examples"] if entry["id"] != "ratio"):
            assert any(example.endswith(surface) for surface in entry["surfaces"]), example


DOCUMENT = Path(__file__).parents[1] / "docs" / "indicators.md"


def test_the_document_lists_every_indicator_and_unit() -> None:
    rows = [line for line in DOCUMENT.read_text("utf-8").splitlines() if line.startswith("| ")]
    words = {"level": "数值", "growth": "增速", "share": "比率"}
    for series in SERIES.values():
        measures = "、".join(words[measure] for measure in series.measures)
        start = f"| `{series.id}` | {series.zh} | {series.en} | {measures} |"
        assert sum(row.startswith(start) for row in rows) == 1, start
    ids = [row.split("`")[1] for row in rows if row.startswith("| `")]
    assert ids == list(SERIES)
    keys = frozenset("id surfaces base factor definition bases examples".split())
    for unit in load("conversions", keys)["units"]:
        assert any(f"| {unit['factor']} | {unit['definition']} |" in row for row in rows), unit["id"]
