from __future__ import annotations

import os
from pathlib import Path

import pytest
import shared
from hypothesis import settings

pytest.register_assert_rewrite("laws")
settings.register_profile("quick", max_examples=60, deadline=None)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# A report in our own words: headings, targets, a footnote mark and its annex entry.
SAMPLE = """\
青禾县政府工作报告
——2023年2月8日在青禾县第十五届人民代表大会第三次会议上
县长　林若谷

各位代表：
现在，我代表县人民政府向大会报告工作，请予审议。

一、2022年工作回顾
过去一年，地区生产总值完成312.6亿元，增长3.1%；一般公共预算收入18.24亿元，下降2.5%。
（一）实体经济稳中有进。新引进超亿元项目27个，专精特新企业达到41家，“一园两带”[1]雏形初现。
二、2023年工作安排
地区生产总值增长6%以上，新建高标准农田5000多亩，粮食总产量稳定在21万吨左右。

附件：名词解释
[1]一园两带：指青禾产业园和沿河、沿路两条特色产业带。
"""


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    """The sample report as a UTF-8 file."""
    path = tmp_path / "青禾县2023.txt"
    path.write_text(SAMPLE, encoding="utf-8")
    return path


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud how many tests the absence of the shared folder has cost."""
    skipped = [r for r in terminalreporter.getreports("skipped") if shared.REASON in str(r.longrepr)]
    if skipped:
        terminalreporter.write_sep("!", f"{len(skipped)} tests skipped: {shared.REASON}", yellow=True)
