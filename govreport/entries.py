"""One entry of an annex: the term, what stands between it and its definition, and where that ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from govreport.records import Span
from govreport.rules import load

GAP = "[ \t\xa0\u3000]*"
BULLETS = " \t\xa0\u3000*＊★☆●○■□◆◇▲△※•·"

_PAGES = r"第?\s*[\d一二三四五六七八九十百]+(?:\s*[、,，\-—－~～至和]+\s*第?\s*[\d一二三四五六七八九十百]+)*"
_PAGE = rf"""
    (?:[详参]?\s*见)?\s*(?:(?:本|原|政府工作)?\s*《?(?:政府工作)?报告》?|正文|原文|文件)?\s*
    (?:{_PAGES}\s*页|[Pp]\s*[.．]?\s*\d+(?:\s*[-—－~～、]\s*\d+)*)
    (?:[，,、\s]*(?:倒数|正数)?第?\s*[\d一二三四五六七八九十]+\s*(?:行|自然段|段|部分|点|项|条))*\s*
"""
# Terms are read in atoms, so that a delimiter inside “…”, 《…》 or （…） ends nothing.
_ATOM = r"""(?>
      “[^“”\n]{0,80}”|‘[^’\n]{0,80}’|"[^"\n]{0,80}"|「[^」\n]{0,80}」|『[^』\n]{0,80}』
    | 《[^》\n]{0,80}》|〈[^〉\n]{0,80}〉|[（(][^）)\n]{0,80}[）)]|[\[［【〔][^\]］】〕\n]{0,80}[\]］】〕]
    | \d+[：:∶]\d+ | [^。；;！？!?\n：:﹕=＝]
    )"""
# Spelled out, "means" ends a term anywhere; a bare 指 or 即 is also part of words (指标, 即时).
_MEANS = "是指|系指|即指|指的是|就是"
_BARE_MEANS = re.compile(
    rf"(?P<term>(?:(?![，,]){_ATOM}){{2,40}}?)(?=指(?![标数定导引挥])|即(?!时|将|开|可|办))", re.VERBOSE
)
_STRONG = "：:﹕=＝—─－―-"
_TERM = re.compile(
    rf"""
    (?P<term>{_ATOM}{{1,70}}?)
    [ \t\xa0\u3000]*
    (?:
      [：:﹕=＝]+
    | [—─－―]{{2,}}|-{{2,}}|(?<=[”"’」』》\]］】〕）)])[—─－―-]
    | [，,]\s*(?=指|是|即|系|又称|也称|亦称|简称|全称)
    | (?={_MEANS})
    | (?<=[”"’」』》\]］】〕）)])(?=指|即|是|系|为|又称|也称|亦称|简称|全称|包括|[，,。]|[ \t\xa0\u3000])
    | \t+|(?<=[^\s])[ \xa0\u3000]{{2,}}
    | [（(\[［【〔]\s*{_PAGE}\s*[）)\]］】〕]
    | (?=\n)
    )
    [—─－―\s：:，,。]*
    """,
    re.VERBOSE,
)
LEAD = re.compile(r"[\s：:、.．,，。*＊★☆●○■□◆◇▲△※•·]*")
_BOXED = re.compile(r"[\[［【〔〖]\s*(?P<term>[^\]］】〕〗\n]{1,60})[\]］】〕〗][\s：:，,。—─－―]*")
_SPACED = re.compile(r"(?P<term>[^\s，。；：:]{2,25})[ \xa0\u3000](?=[^\s])")
_FIRST_CLAUSE = re.compile(r"(?P<term>[^\s，,。；;：:]{2,15})[，,。]\s*(?=\S)")
# A note that defines and leaves the term to the text it is marked in: [1]指……
TERMLESS = re.compile(r"(?:是指|系指|指(?![标数定导引挥])|即(?!时|将|开|可|办))(?![^，。；\n]{0,10}[：:])")

_PAGE_REFERENCE = re.compile(
    rf"\s*(?:[（(\[［【〔]\s*{_PAGE}\s*[）)\]］】〕]|(?<=[。；;！？!?”])\s*(?=[详参]?见){_PAGE})\s*[。.；;]?\s*$",
    re.VERBOSE,
)
_PAGE_IN_TERM = re.compile(rf"\s*[（(\[［【〔]\s*{_PAGE}\s*[）)\]］】〕]", re.VERBOSE)
_PAGE_NUMBER = re.compile(r"[\s—─－―·•\-]*(?:第\s*)?\d{1,3}(?:\s*页)?[\s—─－―·•\-]*\Z")

_RULES = load("headings", frozenset({"id", "role", "strong", "surfaces", "examples", "not"}))


def _either(section: str, gap: str = "", but: str = "") -> str:
    """An expression for the words of a section of the rules, with ``gap`` allowed between characters."""
    words = (w for entry in _RULES[section] if entry["id"] != but for w in entry["surfaces"])
    return "|".join(gap.join(map(re.escape, word)) for word in words)


_APPENDIX = r"附\s*[件录表]?\s*[\d一二三四五六七八九十]*"
# No title of an annex in the corpus has more than 24 characters.
TITLE = re.compile(
    rf"""[\s{BULLETS}【\[（(《〈—─－―\-=~～\#]*(?:{_APPENDIX}[\s：:、.．]*)?
    [^。；;，,：:]{{0,20}}?(?:{_either("annexes", GAP)})[^。；;，,“”\w]*(?:[（(][^）)\n]*[）)])?[\s：:]*""",
    re.VERBOSE,
)
ATTACHMENT = re.compile(rf"[\s【（(]*{_APPENDIX}[\s】）)：:]*")
# What a portal or a closing formula puts behind an annex.
FOREIGN = re.compile(rf"[\s【\[（(]*(?:{_either('page')}|各位代表|打印|关闭|QQ空间|微信|来源[：:]|此件|抄送)")
_FOREIGN_INLINE = re.compile(rf"(?<=[。！？”）)])\s*(?:{_either('page', but='相关')})")
ENDED = re.compile(r"[。！？!?；;…][”’」』）)】\]]*$|[）)]$")
QUOTED = re.compile(r"\s*[“\"《「『【\[［〔‘]")
LINE = re.compile(r"[^\n]+")
_QUOTES = "“”\"„＂‘’'"
_PAIRS = dict(zip('“"‘「『《【[［〔', '”"’」』》】]］〕', strict=True))


class Opening(NamedTuple):
    """A term as printed, where its definition begins, and the first character of what stands between."""

    term: str
    definition: int
    mark: str
    sure: bool = True


def read_opening(text: str, start: int, stop: int) -> Opening | None:
    """The term at this place and the start of its definition; None where the text has not that form."""
    start = end_of(LEAD, text, start, stop)
    if boxed := _BOXED.match(text, start, stop):
        longer = _TERM.match(text, start, min(stop, boxed.end() + 12))
        # 【双减】工作： goes on behind the box, 【双减】减轻负担 does not.
        if (
            not longer
            or text[longer.end("term") : longer.end("term") + 1] not in "：:"
            or longer.end() == stop
        ):
            return _named(text, boxed["term"], boxed.end(), stop)
    m = _TERM.match(text, start, stop)
    mark = text[m.end("term") : m.end()].strip(" \t\xa0\u3000")[:1] if m else ""
    if m is None or not mark or mark not in _STRONG or len(m["term"]) > 25 or re.search("[，,]", m["term"]):
        # A weaker sign, if it stands nearer: 指, 即 or a space behind the term.
        nearer = (_BARE_MEANS.match(text, start, stop), _SPACED.match(text, start, stop))
        found = min((n for n in nearer if n), key=lambda n: n.end("term"), default=None)
        if found and (m is None or found.end("term") < m.end("term")):
            return _named(text, found["term"], found.end(), stop)
    if m:
        return _named(text, m["term"], m.end(), stop, mark)
    if m := _FIRST_CLAUSE.match(text, start, stop):
        head = _named(text, m["term"], m.end(), stop)
        return head and head._replace(sure=False)
    return None


def _named(text: str, printed: str, definition: int, stop: int, mark: str = "") -> Opening | None:
    """The term freed of what stands round it; page references belong to neither term nor definition."""
    term = _PAGE_IN_TERM.sub("", printed).strip(" \t\xa0\u3000\n：:、，,.．*＊")
    if term.startswith("关于") and term[2:3] in _PAIRS:
        term = term[2:]
    term = _unquoted(term)
    if not 1 <= len(term) <= 60 or not re.search(r"\w", term):
        return None
    if page := _PAGE_IN_TERM.match(text, definition, stop):
        definition = end_of(LEAD, text, page.end(), stop)
    return Opening(term, definition, "：" if mark == ":" else mark)


def end_of(form: re.Pattern[str], text: str, start: int, stop: int) -> int:
    m = form.match(text, start, stop)
    return m.end() if m else start


def _unquoted(term: str) -> str:
    """The term without quotes that enclose all of it, or of which one half is missing or turned round.

    >>> _unquoted("“双减”"), _unquoted("“两重”“两新”"), _unquoted("”双减“"), _unquoted("“双减")
    ('双减', '“两重”“两新”', '双减', '双减')
    """
    quotes = [at for at, character in enumerate(term) if character in _QUOTES]
    if quotes and len(term) > 2 and set(quotes) <= {0, len(term) - 1}:
        return term.strip(_QUOTES).strip()
    while len(term) > 2 and _PAIRS.get(term[0]) == term[-1]:
        inside = term[1:-1]
        if term[-1] in inside or term[0] in inside:
            break
        term = inside.strip()
    return term


def read_definition(text: str, start: int, stop: int, last: bool) -> tuple[str, int]:
    """The definition with its line breaks removed, and where it ends in the text.

    Behind a finished sentence, lines that are no prose (titles, table rows, a portal's links) belong to
    nothing; behind the last entry they end the annex, before another one only what trails is cut.
    """
    kept: list[Span] = []
    for m in LINE.finditer(text, start, stop):
        line = m[0].strip()
        if not line or _PAGE_NUMBER.match(line):
            continue
        if kept and _is_foreign(line) and (len(line) < 25 or ENDED.search(kept[-1].of(text))):
            break
        if kept and last:
            before = text[kept[-1].start : kept[-1].end]
            whole = len(line) >= 25 if not ENDED.search(before) else False
            if not (ENDED.search(line) or whole):
                break
        at = m.start() + len(m[0]) - len(m[0].lstrip())
        kept.append(Span(at, at + len(line)))
    while len(kept) > 1 and _trails(text, kept):
        kept.pop()
    if not kept:
        return "", start
    if last and (foreign := _FOREIGN_INLINE.search(text, kept[-1].start, kept[-1].end)):
        kept[-1] = Span(kept[-1].start, foreign.start())
    tail = kept[-1].of(text)
    reference = _PAGE_REFERENCE.search(tail)
    if reference and len(kept) > 1 and not tail[: reference.start()].strip():
        kept.pop()
    elif reference:
        kept[-1] = Span(kept[-1].start, kept[-1].start + len(tail[: reference.start()].rstrip()))
    return "".join(piece.of(text) for piece in kept), kept[-1].end


def _trails(text: str, kept: list[Span]) -> bool:
    line = kept[-1].of(text)
    if ENDED.search(line) or len(line) >= 25:
        return False
    return any(ENDED.search(piece.of(text)) for piece in kept[:-1])


def _is_foreign(line: str) -> bool:
    return bool(FOREIGN.match(line) or TITLE.fullmatch(line) or ATTACHMENT.fullmatch(line))
