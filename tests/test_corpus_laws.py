"""The contract's laws on every report of the shared corpus, and on texts that nobody wrote."""

from __future__ import annotations

import io
import json
from importlib import resources
from pathlib import Path

import jsonschema
import laws
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared import each_report, parsed

from govreport import parse, read
from govreport.render import json as as_json

SCHEMA = json.loads(resources.files("govreport").joinpath("schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


@each_report
def test_every_report_obeys_the_laws(path: Path) -> None:
    laws.check(parsed(path))


@each_report
def test_every_report_is_valid_against_the_schema(path: Path) -> None:
    errors = VALIDATOR.iter_errors(as_json.to_object(parsed(path)))
    assert ["/".join(map(str, error.absolute_path)) for error in errors] == []


@each_report
def test_every_report_says_something(path: Path) -> None:
    body, chars = parsed(path).head.body, parsed(path).source.chars
    assert body.end - body.start > 0.4 * chars  # some pages hold the report twice
    assert len(parsed(path).indicators) > 0


@each_report
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_makes_no_difference(path: Path, encoding: str) -> None:
    text = parsed(path).text
    again = read(io.BytesIO(text.replace("\n", "\r\n").encode(encoding)))
    assert (again.text == text) is True  # a failure shows no text


# Pieces that the stages look at, put together as nobody would.
_PIECES = """
政府工作报告↵ ——2023年1月10日在某县第十届人民代表大会第二次会议上↵ 一、 （一） 1. ① ↵ ↵ 2022年工作回顾 2023年工作安排
五年来， 今年， 地区生产总值 城镇和农村居民收入分别 增长 下降 超 约 达到 由 提高到 居全省 首位 第 前三 年均 翻一番
458.51 3 １２．５ 8000多 八成 6%—6.5% 5 百分之二十三 2.27∶1 O l 亿元 万 个百分点 % ％ 元/吨 家 亩 位 倍 以上 左右 以内
， 。 ； 、 ： “ ” 《 》 （ ） [1] 〔２〕 ^[3] 附件：名词解释↵ 其中 [1]三通一平：指通水、通电、通路和平整场地。↵
三通一平 专精特新 　 民生实事↵ 𠮷 é
""".replace("\n", " ").split(" ")


@given(st.lists(st.sampled_from(_PIECES), max_size=60).map(lambda pieces: "".join(pieces).replace("↵", "\n")))
def test_texts_nobody_wrote_obey_the_laws(text: str) -> None:
    report = parse(text)
    laws.check(report)
    VALIDATOR.validate(as_json.to_object(report))


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    laws.spans_lie_in_the_text(parse(text))
