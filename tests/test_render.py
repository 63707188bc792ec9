from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from rich.console import Console

from govreport.records import (
    Basis,
    Bound,
    Head,
    Indicator,
    Measure,
    Report,
    Section,
    Source,
    Span,
    Status,
    Term,
)
from govreport.render import csv, figures, narrow, plain, terminal
from govreport.render.tables import Group, Table, indicator_table, outline_table, report_tables


def quantity(
    text: str,
    value: str,
    unit: str,
    *,
    value_max: str | None = None,
    name: str = "某项指标",
    measure: Measure = "level",
    bound: Bound = "exact",
    basis: Basis | None = None,
    scope: str | None = None,
    status: Status = "actual",
    period: str | None = "2022",
    section: int | None = None,
) -> Indicator:
    last = None if value_max is None else Decimal(value_max)
    return Indicator(
        0, len(text), text, name, None, None, measure, Decimal(value), last,
        unit, bound, status, period, basis, scope, section, Span(0, 5),
    )  # fmt: skip


LEVELS = [
    (quantity("458.51亿元", "45851000000", "元"), "458.51亿元"),
    (quantity("458.50亿元", "45850000000.00", "元"), "458.5亿元"),
    (quantity("1.2万亿元", "1200000000000", "元"), "1.2万亿元"),
    (quantity("38536元", "38536", "元"), "38536元"),
    (quantity("8000多亩", "8000", "亩", bound="gt"), "超8000亩"),
    (quantity("120余家", "120", "家", bound="gt"), "超120家"),
    (quantity("21万吨", "210000", "吨", bound="approx"), "约21万吨"),
    (quantity("8个", "8", "个", bound="ge"), "8个以上"),
    (quantity("5.5%", "5.5", "%", measure="share", bound="le"), "5.5%以内"),
    (quantity("1%", "1", "%", measure="share", bound="lt"), "不足1%"),
    (quantity("八成", "80", "%", measure="share"), "80%"),
    (quantity("15—20个", "15", "个", value_max="20"), "15—20个"),
    (quantity("10亿—15亿元", "1000000000", "元", value_max="1500000000"), "10—15亿元"),
    (quantity("2.27∶1", "2.27", "比"), "2.27∶1"),
    (quantity("40.8万", "408000", ""), "40.8万"),
    (quantity("首位", "1", "位", measure="rank", scope="江门"), "江门第1位"),
    (quantity("前三", "3", "位", measure="rank", bound="le"), "前3位"),
]
CHANGES = [
    (quantity("2.8%", "2.8", "%", measure="growth", basis="yoy"), "+2.8%"),
    (quantity("14.5%", "-14.5", "%", measure="growth", basis="yoy"), "-14.5%"),
    (quantity("0", "0", "%", measure="growth"), "0%"),
    (quantity("6%", "6", "%", measure="growth", bound="ge"), "+6%以上"),
    (quantity("7.9%", "7.9", "%", measure="growth", basis="annual_average"), "年均+7.9%"),
    (quantity("20%", "20", "%", measure="growth", basis="cumulative", bound="gt"), "累计超+20%"),
    (quantity("6%—6.5%", "6", "%", value_max="6.5", measure="growth"), "+6—6.5%"),
    (quantity("3%至5%", "-3", "%", value_max="-5", measure="growth"), "-3%至-5%"),
    (quantity("1.2个百分点", "1.2", "个百分点", measure="change"), "+1.2个百分点"),
    (quantity("5位", "5", "位", measure="change"), "+5位"),
    (quantity("3.2万人", "-32000", "人", measure="change"), "-3.2万人"),
]


@pytest.mark.parametrize(("indicator", "written"), LEVELS, ids=[w for _, w in LEVELS])
def test_a_value_as_a_person_writes_it(indicator: Indicator, written: str) -> None:
    assert figures.value(indicator) == written


@pytest.mark.parametrize(("indicator", "written"), CHANGES, ids=[w for _, w in CHANGES])
def test_a_change_as_a_person_writes_it(indicator: Indicator, written: str) -> None:
    assert figures.change(indicator) == written


SECTIONS = (
    Section(1, None, 1, "一、", "2022年工作回顾", "review", False, 0, 90, Span(0, 11)),
    Section(2, 1, 2, "（一）", "实体经济稳中有进", "review", True, 20, 90, Span(20, 32)),
)
HEAD = Head("政府工作报告", "青禾县", "county", 2023, "2022", "2023", None, "2023-02-08", None, Span(0, 90))


def report(*indicators: Indicator) -> Report:
    terms = (Term("一园两带", "1", "乙" * 99, "annex", Span(80, 90), ()),)
    return Report(Source("字" * 100), HEAD, SECTIONS, indicators, terms, ())


def rows(*indicators: Indicator) -> list[tuple[str, ...]]:
    return list(indicator_table(indicators, SECTIONS).rows)


GDP = quantity("312.6亿元", "31260000000", "元", name="地区生产总值", section=1)
GROWTH = quantity("3.1%", "3.1", "%", name="地区生产总值", measure="growth", basis="yoy", section=1)


def test_an_amount_and_its_growth_share_a_row() -> None:
    assert rows(GDP, GROWTH) == [("地区生产总值", "312.6亿元", "+3.1%", "实际", "2022")]


@pytest.mark.parametrize(
    "other",
    [
        replace(GROWTH, name="一般公共预算收入"),
        replace(GROWTH, status="target"),
        replace(GROWTH, period="2021"),
        replace(GROWTH, sentence=Span(4, 9)),
    ],
)
def test_what_speaks_of_something_else_has_its_own_row(other: Indicator) -> None:
    assert [row[1:3] for row in rows(GDP, other)] == [("312.6亿元", ""), ("", "+3.1%")]


def test_every_indicator_is_in_the_table() -> None:
    assert [row[1:3] for row in rows(GROWTH, GDP, GDP, GROWTH, GROWTH, GDP)] == [
        ("", "+3.1%"),
        ("312.6亿元", ""),
        ("312.6亿元", "+3.1%"),
        ("", "+3.1%"),
        ("312.6亿元", ""),
    ]


def test_indicators_stand_under_the_path_of_their_section() -> None:
    table = indicator_table((GDP, replace(GDP, section=2), replace(GDP, section=None)), SECTIONS)
    assert [group.title for group in table.groups] == [
        "一、2022年工作回顾",
        "一、2022年工作回顾 › （一）实体经济稳中有进",
        "",
    ]


def test_the_outline_is_a_tree_with_roles_and_counts() -> None:
    assert list(outline_table(SECTIONS).rows) == [
        ("一、2022年工作回顾", "回顾", "90"),
        ("  （一）实体经济稳中有进", "回顾", "70"),
    ]


def test_narrow_keeps_what_is_asked_for() -> None:
    both = report(GDP, replace(GDP, name="新增R&D经费", status="target"))
    assert narrow(both, status="target").indicators == both.indicators[1:]
    assert narrow(both, name="r&d").indicators == both.indicators[1:]
    assert narrow(both, name="生产总值", status="target").indicators == ()
    assert narrow(both) == both


def test_plain_tables_are_neither_cut_nor_wrapped_nor_boxed() -> None:
    long = "名" * 200
    text = plain.render([Table("指标", ("名称", "数值"), (Group("", ((long, "5亿元"), ("投资", "3%"))),))])
    assert text.splitlines() == ["指标", "名称  数值", f"{long}  5亿元", "投资  3%"]


def test_plain_columns_line_up_across_groups() -> None:
    groups = (Group("一、", (("GDP", "1"),)), Group("二、", (("地区生产总值", "2"),)))
    lines = plain.render([Table("指标", ("名称", "值"), groups)]).splitlines()
    assert lines[1:] == ["  名称          值", "一、", "  GDP           1", "二、", "  地区生产总值  2"]


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_terminal_tables_fit_and_lose_nothing(width: int) -> None:
    full = report(GDP, replace(GDP, name="甲" * 44), replace(GDP, section=2))
    console = Console(width=width)
    with console.capture() as captured:
        console.print(terminal.render(report_tables(full), width))
    lines = captured.get().splitlines()
    assert max(map(plain.width, lines)) <= width
    squeezed = "".join(captured.get().split())
    assert "…" not in squeezed
    for word in ("青禾县（县级）", "312.6亿元", "一园两带"):
        assert word in squeezed
    assert (squeezed.count("甲"), squeezed.count("乙")) == (44, 99)


def test_csv_follows_the_contract() -> None:
    assert csv.header() == (
        "path,region,level,year,section,heading,name,indicator,action,measure,value,value_max,unit,bound,"
        "status,period,basis,scope,text,sentence,start,end\n"
    )
    indicator = replace(quantity("3%至5%", "-3.0", "%", value_max="-5", measure="growth"), section=2)
    assert csv.render(report(indicator)) == (
        "-,青禾县,county,2023,2,2022年工作回顾 / 实体经济稳中有进,某项指标,,,growth,-3,-5,%,exact,"
        "actual,2022,,,3%至5%,字字字字字,0,5\n"
    )
