"""Promises and outcomes: verdicts, what answers what, and the command."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
import shared
from hypothesis import given
from hypothesis import strategies as st
from test_cli import on_terminal, run

from govreport import parse
from govreport.compare import VERDICTS, CompareError, Comparison, compare, compare_years
from govreport.promises import ceiling, deed, things
from govreport.records import Bound, Head, Indicator, Report, Span
from govreport.rules import load
from govreport.verdicts import Amount, gap, judge

HEAD = Head(None, "清河县", "county", 2024, "2023", "2024", None, None, None, Span(0, 0))


def amount(text: str) -> Amount:
    """8, >=8, >8, <=8, <8, ~8, 6.5..7 as an Amount."""
    signs: dict[str, Bound] = {">=": "ge", "<=": "le", ">": "gt", "<": "lt", "~": "approx"}
    sign = next((s for s in signs if text.startswith(s)), "")
    low, _, high = text[len(sign) :].partition("..")
    return Amount(Decimal(low), Decimal(high) if high else None, signs.get(sign, "exact"))


# the stretch of values that keep a target


@pytest.mark.parametrize(
    ("target", "outcome", "verdict"),
    [
        ("8", "8", "met"),
        ("8", "8.0", "met"),
        ("8", "8.1", "exceeded"),
        ("8", "7.9", "missed"),
        (">=8", "8", "met"),
        (">=8", "12", "met"),  # a floor can be met, not exceeded
        (">=8", "7.99", "missed"),
        (">8", "9", "met"),
        ("<=4.5", "4.02", "met"),
        ("<=4.5", "4.5", "met"),
        ("<=4.5", "4.6", "missed"),
        ("6.5..7", "6.5", "met"),
        ("6.5..7", "7", "met"),
        ("6.5..7", "7.1", "exceeded"),
        ("6.5..7", "6.4", "missed"),
        ("~7", "6.9", "met"),
        ("~7", "6.65", "met"),
        ("~7", "6.6", "missed"),
        ("~7", "7.4", "exceeded"),
        # falls are measured as falls
        ("-3.4", "-5", "exceeded"),
        (">=-3.4", "-5", "met"),
        (">=-3.4", "-3.3", "missed"),
        ("-3..-5", "-4", "met"),
        ("-3", "1", "missed"),
        ("<=-3", "-2", "met"),
        # an outcome that is itself no single figure
        ("600", ">600", "exceeded"),
        ("600", ">=600", "met"),
        (">=600", ">600", "met"),
        (">=600", ">500", "unclear"),
        ("600", "<600", "missed"),
        ("<=6.5", "<=6", "met"),
        ("<=6", "<=6.5", "unclear"),
        ("600", "~600", "unclear"),
        ("~600", "~600", "met"),
        (">=100", "90..120", "unclear"),
    ],
)
def test_verdict(target: str, outcome: str, verdict: str) -> None:
    assert judge(amount(target), amount(outcome)) == verdict


@pytest.mark.parametrize(
    ("outcome", "verdict"), [("1.4", "met"), ("3", "met"), ("3.15", "met"), ("3.2", "missed")]
)
def test_a_ceiling_is_kept_by_whatever_lies_below(outcome: str, verdict: str) -> None:
    assert judge(amount("~3"), amount(outcome), ceiling=True) == verdict


@pytest.mark.parametrize(
    ("tolerance", "verdict"), [("0", "missed"), ("1", "missed"), ("2", "met"), ("50", "met")]
)
def test_the_tolerance_is_in_percent_of_an_approximate_target(tolerance: str, verdict: str) -> None:
    assert judge(amount("~7"), amount("6.9"), tolerance=Decimal(tolerance)) == verdict
    assert judge(amount("7"), amount("6.9"), tolerance=Decimal(tolerance)) == "missed"


@pytest.mark.parametrize(
    ("target", "outcome", "left"),
    [
        ("8", "7.5", "-0.5"),
        ("6.5..7", "6.7", "0"),
        ("6.5..7", "7.2", "0.2"),
        ("6.5..7", "6", "-0.5"),
        ("-3", "-5", "-2"),
    ],
)
def test_gap(target: str, outcome: str, left: str) -> None:
    assert gap(amount(target), amount(outcome)) == Decimal(left)


VALUES = st.decimals(min_value=-1000, max_value=1000, places=2)
BOUNDS: st.SearchStrategy[Bound] = st.sampled_from(["exact", "ge", "gt", "le", "lt", "approx"])
AMOUNTS = st.builds(Amount, VALUES, st.none(), BOUNDS)


@given(AMOUNTS)
def test_what_was_asked_for_is_never_missed(target: Amount) -> None:
    assert judge(target, target._replace(bound="exact")) != "missed"


@given(AMOUNTS, VALUES, st.booleans())
def test_a_plain_figure_is_always_judged(target: Amount, value: Decimal, ceiling: bool) -> None:
    assert judge(target, Amount(value), ceiling=ceiling) in ("met", "missed", "exceeded")


@given(AMOUNTS, VALUES, VALUES)
def test_more_of_a_good_thing_is_never_worse(target: Amount, one: Decimal, other: Decimal) -> None:
    if target.value < 0 or target.bound in ("le", "lt"):
        return
    order = ["missed", "met", "exceeded"]
    low, high = sorted((one, other))
    assert order.index(judge(target, Amount(low))) <= order.index(judge(target, Amount(high)))


@given(AMOUNTS, AMOUNTS)
def test_a_bound_outcome_is_judged_as_all_it_may_stand_for(target: Amount, outcome: Amount) -> None:
    """超600 stands for 600.01 and for a million: if it is judged missed so are both, and the other way round."""
    verdict = judge(target, outcome)
    if verdict == "unclear" or outcome.bound == "approx":
        return
    away = -1 if outcome.value < 0 else 1  # the bound of a fall is of its size
    steps = {"exact": [0], "ge": [0, 1], "gt": [1], "le": [0, -1], "lt": [-1]}[outcome.bound]
    for step in steps:
        if outcome.value == 0 and step * away < 0:
            continue
        told = judge(target, Amount(outcome.value + away * step * Decimal("0.001")))
        assert (told == "missed") == (verdict == "missed")


# what answers what


RULES = load("promises", frozenset({"id", "surfaces", "examples", "not"}))


def verbs(phrase: str, surfaces: set[str]) -> tuple[str | None, str]:
    """The verb a phrase opens with, or ends with, and what is left of it."""
    for verb in sorted(surfaces, key=len, reverse=True):
        if phrase.startswith(verb):
            return verb, phrase[len(verb) :]
        if phrase.endswith(verb):
            return verb, phrase[: -len(verb)]
    return None, phrase


VERBS = {s for section in ("deeds", "neutral", "stocks") for e in RULES[section] for s in e["surfaces"]}


def deeds_of(pair: str) -> list[str | None]:
    return [deed(*verbs(phrase.strip(), VERBS)) for phrase in pair.split("=")]


@pytest.mark.parametrize("pair", [p for s in ("deeds", "stocks") for e in RULES[s] for p in e["examples"]])
def test_one_deed(pair: str) -> None:
    one, other = deeds_of(pair)
    assert one == other is not None


@pytest.mark.parametrize("pair", [p for s in ("deeds", "stocks") for e in RULES[s] for p in e.get("not", ())])
def test_two_deeds(pair: str) -> None:
    one, other = deeds_of(pair)
    assert one != other


def named(name: str) -> Indicator:
    return replace(parse("新建桥梁5座。").indicators[0], name=name)


@pytest.mark.parametrize("name", [n for e in RULES["generic"] for n in e["examples"]])
def test_a_generic_name_is_nothing_in_particular(name: str) -> None:
    assert not any(t.name for t in things(named(name), HEAD))


@pytest.mark.parametrize("pair", [p for e in RULES["tails"] for p in e["examples"]])
def test_a_tail_makes_no_other_thing(pair: str) -> None:
    one, other = (things(named(verbs(phrase.strip(), VERBS)[1]), HEAD) for phrase in pair.split("="))
    assert one == other != ()


@pytest.mark.parametrize("pair", [p for e in RULES["neutral"] for p in e["examples"]])
def test_a_neutral_verb_claims_no_deed(pair: str) -> None:
    assert None in deeds_of(pair)


@pytest.mark.parametrize("name", [n for e in RULES["ceilings"] for n in e["examples"]])
def test_a_ceiling(name: str) -> None:
    assert ceiling(named(name), "")
    assert not ceiling(named("粮食产量"), "")


def report(plan: str = "", review: str = "", year: int = 2024) -> Report:
    return parse(
        f"清河县{year}年政府工作报告\n各位代表：\n\n一、{year - 1}年工作回顾\n{review}\n\n二、{year}年工作安排\n{plan}\n"
    )


def verdicts(plan: str, review: str) -> list[str]:
    return [p.verdict for p in compare(report(plan=plan, year=2023), report(review=review)).promises]


@pytest.mark.parametrize(
    ("plan", "review", "verdict"),
    [
        ("地区生产总值增长6%以上。", "地区生产总值完成312.6亿元，增长6.2%。", "met"),
        ("全县生产总值增长6%。", "地区生产总值增长5.8%。", "missed"),
        ("粮食总产量稳定在40万吨以上。", "粮食总产达到8.2亿斤。", "met"),
        ("粮食总产量稳定在40万吨以上。", "粮食总产达到7.8亿斤。", "missed"),
        ("城镇登记失业率控制在4.5%以内。", "城镇登记失业率3.6%。", "met"),
        ("居民消费价格涨幅3%左右。", "居民消费价格上涨0.4%。", "met"),
        ("单位生产总值能耗下降3%。", "单位生产总值能耗下降3.5%。", "exceeded"),
        ("完成造林3万亩。", "完成造林2000公顷。", "met"),
        # by name
        ("新建燃气管道18公里。", "建成燃气管道20公里。", "exceeded"),
        ("新建燃气管道18公里。", "改造燃气管道20公里。", "unmatched"),
        ("新开工水利枢纽工程3个。", "建成水利枢纽工程3个。", "unmatched"),
        ("新建燃气管道18公里。", "建成燃气管道180公里。", "unmatched"),
        ("新建燃气管道18公里。", "建成燃气管道20处。", "unmatched"),
        ("实施工业项目80个。", "实施工业项目92个。", "unmatched"),
        # not the same figure
        ("城镇新增就业5000人。", "五年来，城镇新增就业2.6万人。", "not_reported"),
        ("地区生产总值增长6%。", "地区生产总值达到312.6亿元。", "not_reported"),
        ("地区生产总值增长6%。", "地区生产总值五年年均增长7%。", "not_reported"),
        ("地区生产总值增长6%。", "中心城区生产总值增长7%。", "not_reported"),
        ("到2025年，森林覆盖率达到40%。", "森林覆盖率达到38%。", "pending"),
        ("居民消费价格涨幅控制在3%以内。", "去年提出要把居民消费价格涨幅控制在3%以内。", "not_reported"),
    ],
)
def test_what_answers_what(plan: str, review: str, verdict: str) -> None:
    assert verdicts(plan, review) == [verdict]


def test_a_shared_growth_is_promised_of_each() -> None:
    plan = "城镇居民人均可支配收入和农村居民人均可支配收入均增长6%。"
    review = "城镇、农村居民人均可支配收入分别增长5.5%、7.1%。"
    assert verdicts(plan, review) == ["missed", "exceeded"]


def test_figures_that_differ_are_not_chosen_between() -> None:
    review = "新建燃气管道16公里。全年新建燃气管道21公里。"
    assert verdicts("新建燃气管道18公里。", review) == ["unmatched"]


def test_a_further_aim_is_no_promise_of_its_own() -> None:
    made = compare(
        report(plan="地区生产总值增长6%，力争达到6.5%。", year=2023), report(review="地区生产总值增长6.2%。")
    )
    assert [(p.verdict, p.stretch) for p in made.promises] == [("exceeded", Decimal("6.5"))]


def test_changes_terms_and_headings() -> None:
    old = report(review="地区生产总值增长6%。持续推进放管服改革。", plan="工作要抓实。", year=2023)
    new = report(review="地区生产总值增长5.5%。全面推行河长制。", plan="工作要抓紧。")
    made = compare(old, new)
    assert [(c.series, c.difference) for c in made.changes] == [("gdp", Decimal("-0.5"))]
    assert "河湖长制" in made.terms.new
    assert "放管服" in made.terms.gone
    assert made.headings == compare(old, old).headings  # 2022年工作回顾 and 2023年工作回顾 are one heading


def test_years_in_a_row_and_what_was_due_later() -> None:
    plan = "地区生产总值增长6%。到2024年，森林覆盖率达到40%。"
    reports = [
        report(plan=plan, year=2023),
        report(review="地区生产总值增长6%。", year=2024),
        report(review="森林覆盖率达到41%。", year=2025),
    ]
    found = compare_years(reversed(reports))
    assert [(c.old.head.year, c.new.head.year) for c in found] == [(2023, 2024), (2023, 2025), (2024, 2025)]
    assert [(p.series, p.verdict) for p in found[1].promises] == [("forest_coverage", "exceeded")]


def test_two_reports_of_one_year_are_refused() -> None:
    with pytest.raises(CompareError, match="同是 2024 年"):
        compare_years([report(), report()])
    with pytest.raises(CompareError, match="看不出"):
        compare_years([parse("没有年份。"), report()])


# laws on real reports

STATE = [2014, 2015, 2016, 2017, 2018]


@pytest.fixture(scope="module")
def comparisons() -> list[Comparison]:
    reports = [shared.parsed(shared.FOLDER / "corpus" / "state" / f"state-{year}.txt") for year in STATE]
    return [compare(old, new) for old, new in pairwise(reports)]


@shared.needs_shared
def test_laws_of_comparisons(comparisons: list[Comparison]) -> None:
    for made in comparisons:
        assert made.promises
        for promise in made.promises:
            assert promise.verdict in VERDICTS
            assert promise.target in made.old.indicators
            judged = promise.verdict in ("met", "missed", "exceeded")
            assert judged == (promise.gap is not None)
            if judged:
                assert promise.outcome in made.new.indicators
        starts = [(p.target.start, p.series) for p in made.promises]
        assert len(starts) == len(set(starts))
        json.dumps(made.to_dict())


@shared.needs_shared
def test_growth_of_the_economy_beside_its_target(comparisons: list[Comparison]) -> None:
    """7.5%左右 → 7.4%, 7%左右 → 6.9%, 6.5%—7% → 6.7%, 6.5%左右 → 6.9%."""
    found = [
        p for made in comparisons for p in made.promises if (p.series, p.target.measure) == ("gdp", "growth")
    ]
    judged = [(p.verdict, str(p.gap)) for p in found if p.gap is not None]
    assert judged == [("met", "-0.1"), ("met", "-0.1"), ("met", "0"), ("exceeded", "0.4")]


# the command


@pytest.fixture
def pair(tmp_path: Path) -> list[Path]:
    old = report(plan="地区生产总值增长6%。城镇新增就业5000人以上。新建燃气管道18公里。", year=2023)
    new = report(review="地区生产总值增长5.5%。城镇新增就业5210人。")
    paths = [tmp_path / "2023.txt", tmp_path / "2024.txt"]
    for path, made in zip(paths, (old, new), strict=True):
        path.write_text(made.text, encoding="utf-8")
    return paths


def test_the_table_reads_without_colour(pair: list[Path]) -> None:
    done = run("compare", *pair)
    assert done.returncode == 0
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["✘", "地区生产总值", "+6%", "+5.5%", "-0.5个百分点"] in lines
    assert ["✔", "城镇新增就业", "5000人以上", "5210人", "+210人"] in lines
    assert ["·", "新建燃气管道", "18公里", "—"] in lines
    assert "2024年工作回顾" not in done.stdout
    assert "地区生产总值增长5.5%。" in done.stdout


def test_the_terminal_has_colour(pair: list[Path]) -> None:
    shown = on_terminal("compare", *pair, columns=80)
    assert "\x1b[1;31m✘ 未达到（1）" in shown
    assert "\x1b[1;32m✔ 达到（1）" in shown


def test_json(pair: list[Path]) -> None:
    (made,) = json.loads(run("compare", *pair, "--format", "json").stdout)
    by_id = {p["indicator"]: p for p in made["promises"]}
    assert by_id["gdp"]["verdict"] == "missed"
    assert by_id["gdp"]["gap"] == -0.5
    for report_of, figure in (("target", pair[0]), ("outcome", pair[1])):
        told = by_id["gdp"][report_of]
        assert figure.read_text(encoding="utf-8")[told["start"] : told["end"]] == told["text"]
    assert set(json.loads(run("compare", *pair, "--format", "json", "--only", "terms").stdout)[0]) == {
        "old",
        "new",
        "terms",
    }


def test_csv(pair: list[Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("compare", *pair, "--format", "csv").stdout)))
    assert [(r["label"], r["verdict"], r["gap"]) for r in rows] == [
        ("地区生产总值", "missed", "-0.5"),
        ("城镇新增就业", "met", "210"),
        ("新建燃气管道", "unmatched", ""),
    ]


def test_workbook(pair: list[Path], tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    openpyxl = pytest.importorskip("openpyxl")
    out = tmp_path / "对照.xlsx"
    assert run("compare", *pair, "-o", out).returncode == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["promises", "changes", "terms", "headings"]
    assert [cell.value for cell in book["promises"][2]][book_column(book, "verdict")] == "missed"


def book_column(book: object, name: str) -> int:
    return [cell.value for cell in book["promises"][1]].index(name)  # type: ignore[index]


def test_a_folder_of_years(pair: list[Path]) -> None:
    (pair[0].parent / "2025.txt").write_text(
        report(review="地区生产总值增长5%。", year=2025).text, encoding="utf-8"
    )
    made = json.loads(run("compare", pair[0].parent, "--format", "json").stdout)
    assert [(c["old"]["year"], c["new"]["year"]) for c in made] == [(2023, 2024), (2024, 2025)]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["{old}"], "两份报告"),
        (["{old}", "{old}.no"], "没有这个文件"),
        (["{old}", "{new}", "--only", "bogus"], "可选 promises"),
        (["{old}", "{new}", "-o", "x.pdf"], "后缀须为"),
        (["{old}", "{new}", "--tolerance=-1"], "--tolerance"),
    ],
)
def test_wrong_calls(pair: list[Path], args: list[str], said: str) -> None:
    done = run("compare", *(a.format(old=pair[0], new=pair[1]) for a in args))
    assert done.returncode == 2
    assert said in done.stderr


def test_reports_in_the_wrong_order_are_remarked_upon(pair: list[Path]) -> None:
    done = run("compare", *reversed(pair))
    assert done.returncode == 0
    assert "次序可能反了" in done.stderr
