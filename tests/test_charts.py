"""Charts: their points, the drawing in characters, and the pictures."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import on_terminal, run

from govreport import charts, parse
from govreport.charts import Chart, ChartError, Point, chart, find_font, picture
from govreport.panel import Cell, panel
from govreport.render.chart import bar, table


def text(place: str, year: int, review: str, plan: str = "") -> str:
    return (
        f"{place}{year}年政府工作报告\n各位代表：\n\n一、{year - 1}年工作回顾\n{review}\n\n"
        f"二、{year}年工作安排\n主要预期目标是：{plan}。\n"
    )


def cells(*texts: str) -> list[Cell]:
    return panel([parse(one) for one in texts])


YEARS = (
    text("清河县", 2022, "地区生产总值300亿元，增长6.1%。", "地区生产总值增长6%左右"),
    text("清河县", 2023, "地区生产总值312亿元，增长3.1%。", "地区生产总值增长5%—5.5%"),
    text("清河县", 2025, "地区生产总值340亿元，增长5.2%。"),
)
PLACES = (
    text("清河县", 2023, "地区生产总值增长3.1%。"),
    text("白水县", 2023, "地区生产总值增长4.4%。"),
    text("青禾县", 2023, "地区生产总值下降0.5%。"),
)


def shown(made: Chart) -> list[tuple[str, int, str, str]]:
    return [(p.region, p.year, p.status, p.shown) for p in made.points]


def test_a_place_over_the_years() -> None:
    made = chart(cells(*YEARS), "gdp", "growth")
    assert made.title == "清河县地区生产总值增速（%）"
    assert shown(made) == [
        ("清河县", 2021, "actual", "6.1%"),
        ("清河县", 2022, "actual", "3.1%"),
        ("清河县", 2022, "target", "约6%"),
        ("清河县", 2023, "target", "5—5.5%"),
        ("清河县", 2024, "actual", "5.2%"),
    ]


def test_levels_are_in_the_scale_of_the_largest() -> None:
    made = chart(cells(*YEARS), "gdp", "level")
    assert made.unit == "亿元"
    assert [p.value for p in made.points] == [300, 312, 340]


def test_units_are_brought_together() -> None:
    texts = [
        text("清河县", y, f"粮食总产量{v}。")
        for y, v in ((2022, "20万吨"), (2023, "21万吨"), (2024, "4.4亿斤"))
    ]
    made = chart(cells(*texts), "grain")
    assert [p.shown for p in made.points] == ["20万吨", "21万吨", "22万吨"]


def test_what_no_report_says_is_no_chart() -> None:
    with pytest.raises(ChartError, match="retail_sales"):
        chart(cells(*YEARS), "retail_sales")
    with pytest.raises(ChartError, match="--measure"):
        chart(cells(*PLACES), "gdp", "level")


def test_the_drawing_of_years() -> None:
    rows = list(table(chart(cells(*YEARS), "gdp", "growth")).rows)
    assert [row[:3] for row in rows] == [
        ("2021", "6.1%", ""),
        ("2022", "3.1%", "约6%"),
        ("2023", "", "5—5.5%"),
        ("2024", "5.2%", ""),
    ]
    assert len(rows[0][3]) > len(rows[3][3]) > rows[1][3].count("█") > 0
    assert rows[1][3].endswith("┃")
    assert rows[2][3].count("┃") == 2


def test_the_drawing_of_places_has_the_largest_on_top() -> None:
    made = table(chart(cells(*PLACES), "gdp", "growth"))
    assert made.title == "2022 年地区生产总值增速（%）"
    assert [row[0] for row in made.rows] == ["白水县", "清河县", "青禾县"]


def point(value: Decimal) -> Point:
    return Point("清河县", 2023, "actual", value, None, str(value), "-", "")


VALUES = st.decimals(min_value=-100, max_value=100, places=2)


@given(VALUES, VALUES)
def test_bars_are_as_long_as_their_values(one: Decimal, other: Decimal) -> None:
    low, high = min(Decimal(0), one, other), max(Decimal(0), one, other)
    lengths = [bar(point(v), None, low, high).count("█") for v in (one, other)]
    if abs(one) > abs(other):
        assert lengths[0] >= lengths[1]
    assert max(lengths) <= 30


# pictures


@pytest.fixture
def drawing() -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    if find_font() is None:
        pytest.skip("no font with Chinese characters on this system")


@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("texts", [YEARS, PLACES, (*YEARS, *PLACES[1:])], ids=["years", "places", "both"])
def test_an_svg_in_a_font_with_chinese_characters(texts: tuple[str, ...]) -> None:
    made = chart(cells(*texts), "gdp", "growth")
    drawn = ET.fromstring(picture(made, ".svg"))
    words = [e for e in drawn.iter("{http://www.w3.org/2000/svg}text") if e.text]
    assert made.title in [e.text for e in words]
    font = find_font()
    assert font is not None
    assert {e.get("font-family") for e in words} == {font.family}


@pytest.mark.usefixtures("drawing")
def test_a_png() -> None:
    drawn = picture(chart(cells(*YEARS), "gdp", "growth"), ".png")
    assert drawn.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(drawn[at : at + 4]) for at in (16, 20))
    assert width > height > 400


@pytest.mark.usefixtures("drawing")
def test_a_page_that_needs_no_network() -> None:
    page = picture(chart(cells(*YEARS), "gdp", "growth"), ".html").decode()
    assert "<script src" not in page
    assert "<link" not in page
    assert "清河县地区生产总值增速" in page or json.dumps("清河县地区生产总值增速")[1:-1] in page


def test_without_a_font_there_is_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    monkeypatch.setattr(charts, "find_font", lambda: None)
    made = chart(cells(*YEARS), "gdp", "growth")
    with pytest.raises(ChartError, match="fonts-noto-cjk"):
        picture(made, ".png")
    assert picture(made, ".html").startswith(b"<!DOCTYPE html>")


def test_the_better_font_is_taken(tmp_path: Path) -> None:
    assert find_font([str(tmp_path)]) is None
    for name in ("wqy-zenhei.ttc", "NotoSansCJK-Bold.ttc", "NotoSansCJK-Regular.ttc", "DejaVuSans.ttf"):
        (tmp_path / name).touch()
    font = find_font([str(tmp_path)])
    assert font is not None
    assert (font.family, font.path.name) == ("Noto Sans CJK SC", "NotoSansCJK-Regular.ttc")


# the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for at, one in enumerate(YEARS):
        (tmp_path / f"{at}.txt").write_text(one, encoding="utf-8")
    return tmp_path


def test_in_a_pipe_and_on_a_terminal(folder: Path) -> None:
    done = run("chart", folder, "--indicator", "gdp", "--measure", "growth")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "清河县地区生产总值增速（%）"
    assert "█" in on_terminal("chart", folder, "--indicator", "生产总值", columns=80)


@pytest.mark.usefixtures("drawing")
def test_into_a_file(folder: Path) -> None:
    out = folder / "图.svg"
    assert run("chart", folder / "*.txt", "--indicator", "gdp", "-o", out).returncode == 0
    assert out.read_bytes().startswith(b"<svg")


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--indicator", "gpd"], 2, "是不是 gdp"),
        (["--indicator", "gdp", "-o", "x.pdf"], 2, "后缀须为"),
        (["--indicator", "cpi"], 1, "没有居民消费价格"),
        (["--indicator", "gdp", "--year", "1900"], 1, "没有这样的数；有数的年份：20"),
        (["--indicator", "gdp", "--region", "白水"], 1, "没有 白水 的数；有：清河县"),
    ],
)
def test_wrong_calls(folder: Path, args: list[str], code: int, said: str) -> None:
    done = run("chart", folder, *args)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_a_pipe_is_read() -> None:
    assert "█" in run("chart", "-", "--indicator", "gdp", stdin=YEARS[0].encode()).stdout
