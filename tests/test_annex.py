"""The annex grammar: what the genre can do, in our own words.

FORMS holds whole annexes as they stand on a page, each beside the entries a reader would write down. The
second part crosses every numbering with every bracket, delimiter and layout.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.annex import read_annex
from govreport.records import Entry, Head, Notice, Outline, Span

NO_HEAD = Head(None, None, None, None, None, None, None, None, None, Span(0, 0))


def read(text: str, *spans: Span) -> tuple[tuple[Entry, ...], tuple[Notice, ...]]:
    return read_annex(text, Outline(NO_HEAD, (), annexes=spans or (Span(0, len(text)),)))


def triples(text: str) -> list[tuple[str | None, str, str]]:
    return [(e.number, e.term, e.definition) for e in read(text)[0]]


TWO = [("1", "河长制", "由各级负责人分段管护河湖。"), ("2", "双减", "减轻作业和培训负担。")]
BARE = [(None, term, definition) for _, term, definition in TWO]

Triple = tuple[str | None, str, str]

FORMS: list[tuple[str, str, Sequence[Triple]]] = [
    ("dotted", "名词解释\n1.“河长制”：由各级负责人分段管护河湖。\n2.“双减”：减轻作业和培训负担。", TWO),
    ("wide dot", "名词解释\n1．“河长制”：由各级负责人分段管护河湖。\n2．“双减”：减轻作业和培训负担。", TWO),
    ("comma", "名词解释：\n1、河长制：由各级负责人分段管护河湖。\n2、双减：减轻作业和培训负担。", TWO),
    ("mixed", "名词解释：\n1、河长制：由各级负责人分段管护河湖。\n2.双减：减轻作业和培训负担。", TWO),
    ("square", "※名词解释※\n[1]“河长制”：由各级负责人分段管护河湖。\n[2]“双减”：减轻作业和培训负担。", TWO),
    (
        "tortoise",
        "名 词 解 释\n〔1〕河长制：由各级负责人分段管护河湖。\n〔2〕双减：减轻作业和培训负担。",
        TWO,
    ),
    (
        "wide square",
        "【名词解释】\n［1］河长制：由各级负责人分段管护河湖。\n［2］双减：减轻作业和培训负担。",
        TWO,
    ),
    ("lenticular", "注释\n【1】“河长制”:由各级负责人分段管护河湖。\n【2】“双减”:减轻作业和培训负担。", TWO),
    (
        "round",
        "有关用语说明\n（1）“河长制”：由各级负责人分段管护河湖。\n（2）双减：减轻作业和培训负担。",
        TWO,
    ),
    ("half round", "注 释：\n(1) 河长制：由各级负责人分段管护河湖。\n(2) 双减：减轻作业和培训负担。", TWO),
    (
        "closing bracket",
        "名词解释\n1）河长制：由各级负责人分段管护河湖。\n2）双减：减轻作业和培训负担。",
        TWO,
    ),
    ("circled", "名词注释\n①河长制：由各级负责人分段管护河湖。\n②双减：减轻作业和培训负担。", TWO),
    (
        "circled, dotted",
        "名词注释\n①.“河长制”：由各级负责人分段管护河湖。\n②.“双减”：减轻作业和培训负担。",
        TWO,
    ),
    ("caret", "注释\n^[1]“河长制”：由各级负责人分段管护河湖。\n^[2]“双减”：减轻作业和培训负担。", TWO),
    ("caret bare", "注释\n^1 河长制：由各级负责人分段管护河湖。\n^2 双减：减轻作业和培训负担。", TWO),
    ("noted", "附注\n注1：河长制：由各级负责人分段管护河湖。\n注2：双减：减轻作业和培训负担。", TWO),
    (
        "noted in brackets",
        "注释\n[注1]河长制：由各级负责人分段管护河湖。\n[注2]双减：减轻作业和培训负担。",
        TWO,
    ),
    (
        "number and space",
        "名词解释\n1 “河长制”：由各级负责人分段管护河湖。\n2 “双减”：减轻作业和培训负担。",
        TWO,
    ),
    (
        "number, no space",
        "名词解释\n1“河长制”：由各级负责人分段管护河湖。\n2“双减”：减轻作业和培训负担。",
        TWO,
    ),
    (
        "number in front of a box",
        "名词解释\n1.[河长制]由各级负责人分段管护河湖。\n2.[双减]减轻作业和培训负担。",
        TWO,
    ),
    (
        "box and colon",
        "名词解释\n1.【河长制】：由各级负责人分段管护河湖。\n2.【双减】：减轻作业和培训负担。",
        TWO,
    ),
    (
        "colon behind number",
        "名词解释\n[1]：“河长制”：由各级负责人分段管护河湖。\n[2]：“双减”：减轻作业和培训负担。",
        TWO,
    ),
    (
        "indented",
        "名词解释\n\n　　1.“河长制”：由各级负责人分段管护河湖。\n\n　　2.“双减”：减轻作业和培训负担。\n",
        TWO,
    ),
    (
        "book title marks",
        "名词解释\n1.《河长制》：由各级负责人分段管护河湖。\n2.《双减》：减轻作业和培训负担。",
        TWO,
    ),
    (
        "corner quotes",
        "名词解释\n1.「河长制」：由各级负责人分段管护河湖。\n2.「双减」：减轻作业和培训负担。",
        TWO,
    ),
    (
        "straight quotes",
        '名词解释\n1."河长制"：由各级负责人分段管护河湖。\n2."双减"：减轻作业和培训负担。',
        TWO,
    ),
    ("dash", "名词解释\n1.河长制——由各级负责人分段管护河湖。\n2.双减——减轻作业和培训负担。", TWO),
    ("two hyphens", "名词解释\n1.“河长制”--由各级负责人分段管护河湖。\n2.“双减”--减轻作业和培训负担。", TWO),
    (
        "term on its own line",
        "名词解释\n1.“河长制”：\n由各级负责人分段管护河湖。\n2.“双减”：\n减轻作业和培训负担。",
        TWO,
    ),
    (
        "term line, no colon",
        "名词解释\n1.河长制\n由各级负责人分段管护河湖。\n2.双减\n减轻作业和培训负担。",
        TWO,
    ),
    ("wide space", "名词解释\n1.河长制　　由各级负责人分段管护河湖。\n2.双减　　减轻作业和培训负担。", TWO),
    ("one space", "名词解释\n1.“河长制” 由各级负责人分段管护河湖。\n2.“双减” 减轻作业和培训负担。", TWO),
    ("tab", "名词解释\n1.河长制\t由各级负责人分段管护河湖。\n2.双减\t减轻作业和培训负担。", TWO),
    ("none, quoted", "名词解释\n“河长制”：由各级负责人分段管护河湖。\n“双减”：减轻作业和培训负担。", BARE),
    ("none, plain", "名词解释\n河长制：由各级负责人分段管护河湖。\n双减：减轻作业和培训负担。", BARE),
    ("none, boxed", "名词解释\n【河长制】由各级负责人分段管护河湖。\n【双减】减轻作业和培训负担。", BARE),
    ("none, starred", "名词解释\n*“河长制”：由各级负责人分段管护河湖。\n*“双减”：减轻作业和培训负担。", BARE),
    ("one line, none", "名词解释：“河长制”：由各级负责人分段管护河湖。“双减”：减轻作业和培训负担。", BARE),
    ("one line", "名词解释：1.“河长制”：由各级负责人分段管护河湖。2.“双减”：减轻作业和培训负担。", TWO),
    ("one line, marks", "名词解释 [1]河长制：由各级负责人分段管护河湖。 [2]双减：减轻作业和培训负担。", TWO),
    ("one line, no stop", "注释：①河长制：由各级负责人分段管护河湖。②双减：减轻作业和培训负担。", TWO),
    (
        "Chinese numbers",
        "附件2：名词解释\n一、河长制：由各级负责人分段管护河湖。\n二、双减：减轻作业和培训负担。",
        [("一", *TWO[0][1:]), ("二", *TWO[1][1:])],
    ),
    (
        "Chinese in brackets",
        "名词解释\n（一）河长制：由各级负责人分段管护河湖。\n（二）双减：减轻作业和培训负担。",
        [("一", *TWO[0][1:]), ("二", *TWO[1][1:])],
    ),
    (
        "wide digits",
        "【名词解释】 \n[１]“河长制”：由各级负责人分段管护河湖。\n[２]双减：减轻作业和培训负担。",
        [("１", *TWO[0][1:]), ("２", *TWO[1][1:])],
    ),
    (
        "means",
        "名词解释\n1.河长制是指由各级负责人分段管护河湖。\n2.双减，指减轻作业和培训负担。",
        [("1", "河长制", "是指由各级负责人分段管护河湖。"), ("2", "双减", "指减轻作业和培训负担。")],
    ),
    (
        "that is",
        "名词解释\n1.“河长制”即由各级负责人分段管护河湖。\n2.双减：即减轻作业和培训负担。",
        [("1", "河长制", "即由各级负责人分段管护河湖。"), ("2", "双减", "即减轻作业和培训负担。")],
    ),
    (
        "bare 指",
        "名词解释\n1.容缺受理指主要材料齐全时先行受理，再补次要材料。\n2.净指数：道路洁净的程度。",
        [("1", "容缺受理", "指主要材料齐全时先行受理，再补次要材料。"), ("2", "净指数", "道路洁净的程度。")],
    ),
    (
        "即 inside a term",
        "名词解释\n1.拿地即开工：拿到土地时手续已经办齐。\n2.指挥中枢：调度各方的平台。",
        [("1", "拿地即开工", "拿到土地时手续已经办齐。"), ("2", "指挥中枢", "调度各方的平台。")],
    ),
    (
        "pages",
        "名词解释\n1.河长制：分段管护河湖。（见第2页）\n2.双减：减轻负担(见报告第12页第3行)\n3.瓶改管：改用管道气。【P5】",
        [("1", "河长制", "分段管护河湖。"), ("2", "双减", "减轻负担"), ("3", "瓶改管", "改用管道气。")],
    ),
    (
        "page behind the term",
        "注释\n1.“河长制”（第3页）：分段管护河湖。\n2.“双减”（见第5、6页）：减轻负担。",
        [("1", "河长制", "分段管护河湖。"), ("2", "双减", "减轻负担。")],
    ),
    (
        "page on its own line",
        "注释\n1.河长制：分段管护河湖。\n（见第3页）\n2.双减：减轻负担。\n（见第五页）",
        [("1", "河长制", "分段管护河湖。"), ("2", "双减", "减轻负担。")],
    ),
    (
        "page before the stop",
        "注释\n1.河长制：分段管护河湖（见第3页）。\n2.双减：减轻负担（详见第5页）。",
        [("1", "河长制", "分段管护河湖"), ("2", "双减", "减轻负担")],
    ),
    (
        "quoted part",
        "名词解释\n1.“瞪羚”企业：成长很快的企业。\n2.“两重”“两新”：重大项目和更新换代。",
        [("1", "“瞪羚”企业", "成长很快的企业。"), ("2", "“两重”“两新”", "重大项目和更新换代。")],
    ),
    (
        "digits lead the term",
        "名词解释\n1.2030启航计划：面向长远的科研。\n2.5+2驿站：五级两类的服务站。\n3.2026年十件实事：惠民的事。",
        [
            ("1", "2030启航计划", "面向长远的科研。"),
            ("2", "5+2驿站", "五级两类的服务站。"),
            ("3", "2026年十件实事", "惠民的事。"),
        ],
    ),
    (
        "broken lines",
        "名词解释\n1.河长制：由各级负责\n人分段管护\n河湖。\n2.双减：减轻作业和\n　　培训负担。",
        TWO,
    ),
    (
        "paragraphs",
        "名词解释\n1.河长制：起于河湖治理。\n一是分段管护。\n二是逐级考核。\n2.双减：减轻负担。",
        [("1", "河长制", "起于河湖治理。一是分段管护。二是逐级考核。"), ("2", "双减", "减轻负担。")],
    ),
    (
        "list inside",
        "名词解释\n1.五个一：包括：\n1.一条路；\n2.一座桥；\n3.一个园。\n2.双减：减轻负担。\n3.河长制：管护河湖。",
        [
            ("1", "五个一", "包括：1.一条路；2.一座桥；3.一个园。"),
            ("2", "双减", "减轻负担。"),
            ("3", "河长制", "管护河湖。"),
        ],
    ),
    (
        "list inside, in line",
        "名词解释\n1.双减：减轻负担。\n2.三化：1.绿化。2.亮化。3.净化。\n3.河长制：管护河湖。",
        [
            ("1", "双减", "减轻负担。"),
            ("2", "三化", "1.绿化。2.亮化。3.净化。"),
            ("3", "河长制", "管护河湖。"),
        ],
    ),
    (
        "other list inside",
        "注释\n[1]双减：（1）减作业；（2）减培训。\n[2]三化：①绿化；②亮化；③净化。",
        [("1", "双减", "（1）减作业；（2）减培训。"), ("2", "三化", "①绿化；②亮化；③净化。")],
    ),
    (
        "list at the end",
        "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n3.三化：包括：\n1.绿化；\n2.亮化；\n3.净化。",
        [
            ("1", "双减", "减轻负担。"),
            ("2", "河长制", "管护河湖。"),
            ("3", "三化", "包括：1.绿化；2.亮化；3.净化。"),
        ],
    ),
    (
        "restart behind a title",
        "名词解释\n一、经济类\n1.双减：减轻负担。\n2.河长制：管护河湖。\n二、民生类\n1.瓶改管：改用管道气。\n2.双百：两个全覆盖。",
        [
            ("1", "双减", "减轻负担。"),
            ("2", "河长制", "管护河湖。"),
            ("1", "瓶改管", "改用管道气。"),
            ("2", "双百", "两个全覆盖。"),
        ],
    ),
    (
        "number left out",
        "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n4.瓶改管：改用管道气。",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。"), ("4", "瓶改管", "改用管道气。")],
    ),
    (
        "number misprinted",
        "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n8.双百：两个全覆盖。\n4.瓶改管：改用管道气。",
        [
            ("1", "双减", "减轻负担。"),
            ("2", "河长制", "管护河湖。"),
            ("8", "双百", "两个全覆盖。"),
            ("4", "瓶改管", "改用管道气。"),
        ],
    ),
    (
        "number twice",
        "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n2.双百：两个全覆盖。\n3.瓶改管：改用管道气。",
        [
            ("1", "双减", "减轻负担。"),
            ("2", "河长制", "管护河湖。"),
            ("2", "双百", "两个全覆盖。"),
            ("3", "瓶改管", "改用管道气。"),
        ],
    ),
    (
        "table between",
        "附件3：名词解释\n1.双减：减轻负担。\n主要指标表\n指标 单位 目标\n生产总值 亿元 500\n2.河长制：管护河湖。",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "page numbers between",
        "名词解释\n1.双减：减轻作业\n— 21 —\n负担。\n2.河长制：管护河湖。\n- 22 -\n",
        [("1", "双减", "减轻作业负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "portal behind",
        "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n分享到：\n微信\n上一篇：\n2020年某县政府工作报告",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "links behind",
        "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n某县2021年政府工作报告\n某市2022年政府工作报告",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "portal in line",
        "名词解释 1.双减：减轻负担。 2.河长制：管护河湖。 【打印】【关闭】 责任编辑：小王",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "next annex behind",
        "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n附件3\n重点项目表\n项目 投资\n甲 3亿元",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "held twice",
        "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。\n3.双百：全覆盖。",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。"), ("3", "双百", "全覆盖。")],
    ),
    (
        "preamble",
        "《政府工作报告》有关用语说明\n（按出现顺序排列）\n1.双减：减轻负担。\n2.河长制：管护河湖。",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "titles before",
        "附件2\n\n名词解释\n\n1.双减：减轻负担。\n2.河长制：管护河湖。",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "without stops",
        "名词解释\n1.双减：减轻负担\n2.河长制：管护河湖\n3.瓶改管：改用管道气\n",
        [("1", "双减", "减轻负担"), ("2", "河长制", "管护河湖"), ("3", "瓶改管", "改用管道气")],
    ),
    ("one entry", "名词解释：\n1.双减：减轻负担。", [("1", "双减", "减轻负担。")]),
    (
        "parts without numbers",
        "名词解释\n“一减四增”：“一减”指少种；“四增”指多建。\n“一减”：少种。\n“双减”：减轻负担。",
        [(None, "一减四增", "“一减”指少种；“四增”指多建。“一减”：少种。"), (None, "双减", "减轻负担。")],
    ),
    (
        "list in one without numbers",
        "名词解释\n“三化”：包括：\n1.绿化；\n2.亮化；\n3.净化。\n“双减”：减轻负担。",
        [(None, "三化", "包括：1.绿化；2.亮化；3.净化。"), (None, "双减", "减轻负担。")],
    ),
    (
        "comma in the term",
        "注释\n[1]“潮平两岸阔，风正一帆悬”：引自古诗。\n[2]甲县，乙县两县互助：结对帮扶。",
        [("1", "潮平两岸阔，风正一帆悬", "引自古诗。"), ("2", "甲县，乙县两县互助", "结对帮扶。")],
    ),
    (
        "about",
        "注释\n1.关于“双减”：减轻负担。\n2.关于“河长制”：管护河湖。",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    ("bullets", "名词解释\n●河长制：由各级负责人分段管护河湖。\n●双减：减轻作业和培训负担。", BARE),
    (
        "bullets and quotes",
        "名词解释\n◆“河长制”：由各级负责人分段管护河湖。\n◆“双减”：减轻作业和培训负担。",
        BARE,
    ),
    (
        "note in round brackets",
        "注释\n（注1）河长制：由各级负责人分段管护河湖。\n（注2）双减：减轻作业和培训负担。",
        TWO,
    ),
    (
        "full stop behind number",
        "名词解释\n1。河长制：由各级负责人分段管护河湖。\n2。双减：减轻作业和培训负担。",
        TWO,
    ),
    (
        "full stop behind term",
        "名词解释\n1.“河长制”。由各级负责人分段管护河湖。\n2.“双减”。减轻作业和培训负担。",
        TWO,
    ),
    (
        "comma behind term",
        "名词解释\n1.“河长制”，由各级负责人分段管护河湖。\n2.双减，减轻作业和培训负担。",
        TWO,
    ),
    (
        "table rows",
        "名词解释\n序号\t名词\t解释\n1\t河长制\t由各级负责人分段管护河湖。\n2\t双减\t减轻作业和培训负担。",
        TWO,
    ),
    ("table cells", "名词解释\n1\n河长制\n由各级负责人分段管护河湖。\n2\n双减\n减轻作业和培训负担。", TWO),
    ("none, own lines", "名词解释\n河长制\n由各级负责人分段管护河湖。\n双减\n减轻作业和培训负担。", BARE),
    (
        "none, titles between",
        "名词解释\n生态类\n“河长制”：由各级负责人分段管护河湖。\n教育类\n“双减”：减轻作业和培训负担。",
        BARE,
    ),
    (
        "quote turned round",
        "名词解释\n1.“河长制“：由各级负责人分段管护河湖。\n2.”双减”：减轻作业和培训负担。",
        TWO,
    ),
    (
        "quote left open",
        "名词解释\n1.“河长制：由各级负责人分段管护河湖。\n2.双减”：减轻作业和培训负担。",
        TWO,
    ),
    (
        "quote turned, quotes behind",
        "注释\n1.“双减“：减轻“作业”等负担。\n2.河长制：管护河湖。",
        [("1", "双减", "减轻“作业”等负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "page before the definition",
        "注释\n1.双减：（第5页）减轻负担。\n2.“河长制”（P7）管护河湖。",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "box within a longer term",
        "注释\n1.【双减】行动：减轻负担。\n2.【三化】绿化、亮化、净化。",
        [("1", "【双减】行动", "减轻负担。"), ("2", "三化", "绿化、亮化、净化。")],
    ),
    (
        "English in the term",
        "注释\n[1]BIM（建筑信息模型）：数字化建模。\n[2]PM2.5：细颗粒物。\n[3]O2O模式：线上连线下。",
        [
            ("1", "BIM（建筑信息模型）", "数字化建模。"),
            ("2", "PM2.5", "细颗粒物。"),
            ("3", "O2O模式", "线上连线下。"),
        ],
    ),
    (
        "ratio in the term",
        "注释\n1.“1:1:8”机制：投入的比例。\n2.12:30会商：午间会商。",
        [("1", "“1:1:8”机制", "投入的比例。"), ("2", "12:30会商", "午间会商。")],
    ),
    (
        "other annex behind",
        "名词解释\n1.双减：减负。\n2.河长制：管河。\n附件3：重点项目\n1.甲路：投资3亿元。\n2.乙桥：投资2亿元。",
        [("1", "双减", "减负。"), ("2", "河长制", "管河。")],
    ),
    (
        "no page references",
        "注释\n1.网贷：线上的借贷平台（P2P网贷）。\n2.双减：减轻负担（共12页的方案）。\n3.三农：农业农村农民。P2P农场",
        [
            ("1", "网贷", "线上的借贷平台（P2P网贷）。"),
            ("2", "双减", "减轻负担（共12页的方案）。"),
            ("3", "三农", "农业农村农民。P2P农场"),
        ],
    ),
    (
        "page and place",
        "注释\n1.双减：减轻负担。（见第12页，倒数第2行）\n2.河长制：管护河湖。见报告第3页第二部分",
        [("1", "双减", "减轻负担。"), ("2", "河长制", "管护河湖。")],
    ),
    (
        "space behind a longer term",
        "注释\n1.“放管服”改革 “放”即放权。\n2.行政执法“三项制度” 三项基本制度。",
        [("1", "“放管服”改革", "“放”即放权。"), ("2", "行政执法“三项制度”", "三项基本制度。")],
    ),
    (
        "即 behind a longer term",
        "注释\n1.“1+N”服务体系即建设“1”个中心和“N”个站。\n2.“两山”理念指两座山。",
        [("1", "“1+N”服务体系", "即建设“1”个中心和“N”个站。"), ("2", "“两山”理念", "指两座山。")],
    ),
    (
        "none, boxes on own lines",
        "名词解释\n【河长制】\n由各级负责人分段管护河湖。\n【双减】\n减轻作业和培训负担。",
        BARE,
    ),
    (
        "one line, quotes in the definitions",
        "名词解释：“一减四增”：少种多建。“一减”指少种。“双减”：减轻负担。“双减”是大事。",
        [
            (None, "一减四增", "少种多建。“一减”指少种。"),
            (None, "双减", "减轻负担。“双减”是大事。"),
        ],
    ),
    (
        "closing words between two copies",
        "名词解释\n1.双减：减负。\n各位代表！让我们努力奋斗！\n名词解释\n1.双减：减负。\n2.河长制：管河。",
        [("1", "双减", "减负。"), ("2", "河长制", "管河。")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS])
def test_forms(text: str, expected: Sequence[Triple]) -> None:
    assert triples(text) == expected


LABELS = (
    "{}.",
    "{}．",
    "{}、",
    "{}. ",
    "[{}]",
    "〔{}〕",
    "［{}］",
    "【{}】",
    "（{}）",
    "({})",
    "^[{}]",
    "{}）",
    "注{}：",
    "",
)
QUOTES = ("“{}”", "{}", "《{}》", "「{}」", "【{}】")
MARKS = ("：", ":", "——", "： ", "，是指", "，即", "： \n")
LAYOUTS = ("名词解释\n{}\n", "※名词解释※\n　　{}\n", "名 词 解 释\n\n{}\n\n分享到：\n微信")
ENTRIES = (
    ("四个一张图", "把四类数据合到一张图上"),
    ("5G+工厂", "用5G改造的车间，含1.5亿元设备"),
    ("三色管理", "按红黄绿分类"),
)


@pytest.mark.parametrize(("label", "quote"), list(itertools.product(LABELS, QUOTES)))
def test_every_numbering_bracket_delimiter_and_layout(label: str, quote: str) -> None:
    for mark, layout in itertools.product(MARKS, LAYOUTS):
        if not label and quote == "{}" and mark == "： \n":
            continue  # a bare line is a term only where its colon or number says so
        lines = [
            label.format(n) + quote.format(term) + mark + definition + "。"
            for n, (term, definition) in enumerate(ENTRIES, 1)
        ]
        text = layout.format("\n".join(lines))
        kept = mark.strip("，： \n:—")
        expected = [
            (str(n) if label else None, term, kept + definition + "。")
            for n, (term, definition) in enumerate(ENTRIES, 1)
        ]
        assert triples(text) == expected, text


def test_spans_hold_number_term_and_definition() -> None:
    text = "名词解释\n1.“双减”：减轻负担。（见第3页）\n2.“河长制”：管护\n河湖。"
    entries, _ = read(text)
    assert [e.span.of(text) for e in entries] == ["1.“双减”：减轻负担。", "2.“河长制”：管护\n河湖。"]


def test_what_can_not_be_read_is_a_notice() -> None:
    entries, notices = read("名词解释\n1.“双减”：减轻负担。\n2.\n3.“河长制”：管护河湖。")
    assert [e.number for e in entries] == ["1", "3"]
    assert [n.code for n in notices] == ["entry-without-term"]
    entries, notices = read("名词解释\n此处从略")
    assert (entries, [n.code for n in notices]) == ((), ["annex-without-entries"])
    assert [n.code for n in read("注释\n1.双减：减负。\n3.河长制：管河。")[1]] == ["annex-number-gap"]


def test_a_note_without_term_takes_the_words_it_is_marked_behind() -> None:
    body = "推进“双减”[1]工作，完善“河长制”管护[2]。"
    annex = "注释\n[1]指减轻负担。\n[2]即分段管护河湖。"
    shape = Outline(
        replace(NO_HEAD, body=Span(0, len(body))), (), annexes=(Span(len(body) + 1, len(body + annex) + 1),)
    )
    entries, notices = read_annex(f"{body}\n{annex}", shape)
    assert [(e.number, e.term, e.definition) for e in entries] == [
        ("1", "双减", "指减轻负担。"),
        ("2", "河长制", "即分段管护河湖。"),
    ]
    assert notices == ()


def test_several_annexes_are_read_each_for_itself() -> None:
    one, two = "名词解释\n1.双减：减轻负担。\n", "名词解释\n1.双减：减轻负担。\n2.河长制：管护河湖。"
    entries, _ = read(one + two, Span(0, len(one)), Span(len(one), len(one + two)))
    assert [(e.number, e.term) for e in entries] == [("1", "双减"), ("2", "河长制")]


def test_no_annex_no_entries() -> None:
    assert read_annex("一、工作回顾", Outline(NO_HEAD, ())) == ((), ())


@given(st.text(alphabet="12.、：:“”（）【】[]^①即指是，。\n 名词解释甲乙一二\u3000注", max_size=120))
def test_any_text_is_read_and_spans_lie_in_it_in_order(text: str) -> None:
    entries, _ = read(text)
    ends = 0
    for entry in entries:
        assert ends <= entry.span.start < entry.span.end <= len(text)
        assert entry.term.strip() == entry.term != ""
        assert "\n" not in entry.term + entry.definition
        pieces = re.sub(r"\s", "", entry.definition)
        assert pieces[:1] in entry.span.of(text)
        ends = entry.span.end


@given(st.integers(2, 40), st.sampled_from([label for label in LABELS if label]))
def test_as_many_entries_as_are_printed(count: int, label: str) -> None:
    lines = [f"{label.format(n)}“第{n}类{'甲乙丙丁'[n % 4]}事”：说明{n}。" for n in range(1, count + 1)]
    assert [e.number for e in read("名词解释\n" + "\n".join(lines))[0]] == [
        str(n) for n in range(1, count + 1)
    ]
