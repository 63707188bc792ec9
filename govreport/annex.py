"""The annex: the terms that a report itself defines, read from the stretches the outline found.

An annex is a run of entries. Its numbers are the guide: of everything that could open an entry, the chain
of labels whose numbers run in sequence is taken, so that a list inside a definition opens nothing. Only
where there are no numbers do the terms themselves (“…”：) open the entries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from govreport.records import Entry, Notice, Outline, Span
from govreport.rules import load

_HAN_DIGITS = "一二三四五六七八九十"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"

_GAP = "[ \t\xa0\u3000]*"
_BULLETS = " \t\xa0\u3000*＊★☆●○■□◆◇▲△※•·"

# The number in front of an entry; the group that matched is the style. 1. and 1、 are one style, and so are
# the square brackets of all widths, because hands mix them within one annex.
_LABEL = re.compile(
    rf"""
      [\[［〔【]{_GAP}(?:注释?{_GAP})?(?P<bracket>\d{{1,3}}){_GAP}[\]］〕】]
    | \^{_GAP}\[?{_GAP}(?P<caret>\d{{1,3}}){_GAP}\]?
    | [（(]{_GAP}注?{_GAP}(?P<round>\d{{1,3}}){_GAP}[）)]
    | [（(]{_GAP}(?P<hanround>[{_HAN_DIGITS}]{{1,3}}){_GAP}[）)]
    | (?:附注|注释|注解|注){_GAP}[（(\[［〔]?{_GAP}(?P<note>\d{{1,3}}|[{_CIRCLED}]){_GAP}[）)\]］〕：:.．、]*
    | (?P<circled>[{_CIRCLED}]){_GAP}[.．、]?
    | (?P<plain>\d{{1,3}}){_GAP}(?:[.．、）)：:。·]|(?=[“"《【\[［〔「\n])|[ \t\xa0\u3000](?=\w))
    | (?P<han>[{_HAN_DIGITS}]{{1,3}}){_GAP}[、.．]
    """,
    re.VERBOSE,
)
_INSIDE_WORD = re.compile(r"[\dA-Za-z.．第（(“\"《]\Z")
_SENTENCE_BEFORE = re.compile(r"[。；;！？!?”’）)】\s]\Z")

_PAGES = r"第?\s*[\d一二三四五六七八九十百]+(?:\s*[、,，\-—－~～至和]+\s*第?\s*[\d一二三四五六七八九十百]+)*"
_PAGE = rf"""
    (?:[详参]?\s*见)?\s*(?:(?:本|原|政府工作)?\s*《?(?:政府工作)?报告》?|正文|原文|文件)?\s*
    (?:{_PAGES}\s*页|[Pp]\s*[.．]?\s*\d+(?:\s*[-—－~～、]\s*\d+)*)
    [^（）()\[\]【】〔〕。]{{0,14}}
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
_LEAD = re.compile(r"[\s：:、.．,，。*＊★☆●○■□◆◇▲△※•·]*")
_BOXED = re.compile(r"[\[［【〔〖]\s*(?P<term>[^\]］】〕〗\n]{1,60})[\]］】〕〗][\s：:，,。—─－―]*")
_SPACED = re.compile(r"(?P<term>[^\s，。；：:]{2,25})[ \xa0\u3000](?=[^\s])")
_FIRST_CLAUSE = re.compile(r"(?P<term>[^\s，,。；;：:]{2,15})[，,。]\s*(?=\S)")
# A note that defines and leaves the term to the text it is marked in: [1]指……
_TERMLESS = re.compile(r"(?:是指|系指|指(?![标数定导引挥])|即(?!时|将|开|可|办))(?![^，。；\n]{0,10}[：:])")

_PAGE_REFERENCE = re.compile(
    rf"\s*(?:[（(\[［【〔]\s*{_PAGE}\s*[）)\]］】〕]|(?<=[。；;！？!?”])\s*{_PAGE})\s*[。.；;]?\s*$",
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
_TITLE = re.compile(
    rf"""[\s{_BULLETS}【\[（(《〈—─－―\-=~～\#]*(?:{_APPENDIX}[\s：:、.．]*)?
    [^。；;，,：:]{{0,20}}?(?:{_either("annexes", _GAP)})[^。；;，,“”\w]*(?:[（(][^）)\n]*[）)])?[\s：:]*""",
    re.VERBOSE,
)
_ATTACHMENT = re.compile(rf"[\s【（(]*{_APPENDIX}[\s】）)：:]*")
_NEXT_ANNEX = re.compile(
    r"(?<=\n)[ \t\xa0\u3000【（(]*附\s*[件录表]\s*[\d一二三四五六七八九十]*[^\n。；]{0,40}(?=\n|\Z)"
)
# What a portal or a closing formula puts behind an annex.
_FOREIGN = re.compile(
    rf"[\s【\[（(]*(?:{_either('page')}|各位代表|打印|关闭|QQ空间|微信|来源[：:]|此件|抄送)"
)
_FOREIGN_INLINE = re.compile(rf"(?<=[。！？”）)])\s*(?:{_either('page', but='相关')})")
_ENDED = re.compile(r"[。！？!?；;…][”’」』）)】\]]*$|[）)]$")
_QUOTED = re.compile(r"\s*[“\"《「『【\[［〔‘]")
# What opens a line inside a definition and only looks like a term before its colon.
_NO_TERM = re.compile(
    r"(?:其中|即|如下|例如|比如|包括|主要|具体|分别|内容|一是|二是|三是|四是|五是|六是|第[一二三四五六七八九十]|说明|备注|注|资料来源"
    r"|来源|数据来源|编者|（|\()"
)
_SENTENCE_END = re.compile(r"[。；;！？!?\n]")
_LINE = re.compile(r"[^\n]+")
# How far around a label is looked: no annex title or term of the corpus has more than 24 characters.
_NEAR = 80
_QUOTES = "“”\"„＂‘’'"
_PAIRS = dict(zip('“"‘「『《【[［〔', '”"’」』》】]］〕', strict=True))


class _Label(NamedTuple):
    """A place where an entry may begin: ``value`` is the number it bears (0 for none)."""

    start: int
    end: int
    style: str
    number: str | None
    value: int
    weight: float
    reopens: bool


class _Head(NamedTuple):
    """A term as printed, where its definition begins, and the first character of what stands between."""

    term: str
    definition: int
    mark: str
    sure: bool = True


def read_annex(text: str, shape: Outline) -> tuple[tuple[Entry, ...], tuple[Notice, ...]]:
    """The entries of the report's own annexes in order, and what in them could not be read.

    Where the page holds an annex twice, each entry is given once.

    >>> from govreport.records import Head
    >>> text = "名词解释\\n1.“河长制”：由各级负责人分段管护河湖的制度。（见第3页）\\n2.“双减”：减轻两项负担。"
    >>> head = Head(None, None, None, None, None, None, None, None, None, Span(0, 0))
    >>> entries, notices = read_annex(text, Outline(head, (), annexes=(Span(0, len(text)),)))
    >>> [(e.number, e.term, e.definition) for e in entries], notices
    ([('1', '河长制', '由各级负责人分段管护河湖的制度。'), ('2', '双减', '减轻两项负担。')], ())
    """
    entries: dict[tuple[str | None, str], Entry] = {}
    notices: list[Notice] = []
    for span in shape.annexes:
        found = 0
        for item in _read_span(text, shape.head.body, span):
            found += 1
            if isinstance(item, Notice):
                notices.append(item)
            else:
                entries.setdefault((item.number, _folded(item.term)), item)
        if not found:
            notices.append(Notice("annex-without-entries", "附件中没有读出任何词条", *span))
    return tuple(entries.values()), tuple(notices)


def _read_span(text: str, body: Span, span: Span) -> Iterator[Entry | Notice]:
    span = _without_next(text, span)
    labels = _sequence(list(_labels(text, span)))
    before = Span(span.start, labels[0].start if labels else span.end)
    if not labels or _unnumbered(text, before):
        # Terms stand before the first number: the numbers are lists inside definitions.
        labels = _unnumbered(text, span) or labels
    for at, label in enumerate(labels):
        following = labels[at + 1] if at + 1 < len(labels) else None
        stop = following.start if following else span.end
        head = _marked(text, body, label) or _head(text, label.end, stop)
        definition, end = ("", 0) if head is None else _definition(text, head.definition, stop, not following)
        if head is None or not definition:
            message = f"附件第{label.number}条没有可辨认的名词或释义"
            yield Notice("entry-without-term", message, label.start, stop)
            continue
        number = None if label.number is None else _printed(label.number)
        yield Entry(head.term, number, definition, Span(label.start, end))
        if following and label.style == following.style and following.value > label.value + 1:
            message = f"附件序号从{label.value}跳到{following.value}"
            yield Notice("annex-number-gap", message, following.start, following.end)


def _without_next(text: str, span: Span) -> Span:
    """The stretch up to another annex (附件3 重点项目表) that stands behind the definitions."""
    for m in _NEXT_ANNEX.finditer(text, span.start, span.end):
        following = text[m.end() : m.end() + _NEAR].strip().split("\n", 1)[0]
        if _TITLE.fullmatch(m[0]) or _TITLE.fullmatch(following):
            continue
        if _ENDED.search(text[max(span.start, m.start() - _NEAR) : m.start()].rstrip()):
            return Span(span.start, m.start())
    return span


# ------------------------------------------------------------------------------------------- labels


def _labels(text: str, span: Span) -> Iterator[_Label]:
    """Everything that could number an entry, at the start of a line or behind the end of a sentence."""
    for m in _LABEL.finditer(text, span.start, span.end):
        style = str(m.lastgroup)
        before = text[max(span.start, m.start() - _NEAR) : m.start()]
        line = before[before.rfind("\n") + 1 :]
        titled = bool(_TITLE.fullmatch(line))
        opens = titled or (len(line) < _NEAR and not line.strip(_BULLETS))
        if not opens and (_INSIDE_WORD.search(line) or not _may_follow(style, line)):
            continue
        head = _head(text, m.end(), span.end)
        if not opens and head is None:
            continue
        weight = _weight(text, m, opens, head)
        reopens = weight >= 1 and (titled or (opens and _is_title(before[: -len(line) or None])))
        yield _Label(m.start(), m.end(), style, m[style], _value(m[style]), weight, reopens)


def _weight(text: str, label: re.Match[str], opens: bool, head: _Head | None) -> float:
    """How much what follows a label looks like an entry: a list inside a definition has no terms."""
    end = label.end()
    decimal = label.lastgroup == "plain" and text[end : end + 1].isdecimal()
    if head is None or not head.sure or text[end : end + 1] == "\n" or (decimal and not opens):
        return 0.5 if opens and (head or _TERMLESS.match(text, end)) else 0.3
    return (1.0 if opens else 0.6) + (0.1 if _QUOTED.match(text, end) else 0.0)


def _may_follow(style: str, line: str) -> bool:
    """Whether a number of this style can open an entry within the line: 一、 never does, [1] anywhere."""
    return style == "bracket" or (not style.startswith("han") and bool(_SENTENCE_BEFORE.search(line)))


def _is_title(before: str) -> bool:
    """Whether the last line of this is a title, so that numbering may begin anew behind it.

    >>> _is_title("减轻负担。\\n二、经济类\\n"), _is_title("主要包括：\\n")
    (True, False)
    """
    last = before.rstrip().rsplit("\n", 1)[-1].strip()
    if _TITLE.fullmatch(last):
        return True
    return 0 < len(last) <= 30 and last[-1] not in "。；;！？!?：:，,、"


def _sequence(labels: list[_Label]) -> list[_Label]:
    """The heaviest chain of labels whose numbers run in sequence.

    A number that is left out, or one that the numbering begins anew with behind a title, is possible but
    has its price; a misprinted number is put back where exactly one entry fits into the hole.
    """
    score: list[float] = []
    back: list[int | None] = []
    latest: dict[tuple[str, int], int] = {}
    best: int | None = None
    for at, label in enumerate(labels):
        options: list[tuple[float, int | None]] = [(-0.3 * min(abs(label.value - 1), 4), None)]
        for step, price in ((1, 0.0), (2, 0.6), (3, 0.9)):
            if (previous := latest.get((label.style, label.value - step))) is not None:
                options.append((score[previous] - price, previous))
        if label.reopens and label.value == 1 and best is not None:
            options.append((score[best] - 0.5, best))
        total, previous = max(options, key=lambda option: option[0])
        score.append(total + label.weight)
        back.append(previous)
        key = (label.style, label.value)
        if key not in latest or score[at] > score[latest[key]]:
            latest[key] = at
        if best is None or score[at] > score[best]:
            best = at
    chain: list[int] = []
    while best is not None:
        chain.append(best)
        best = back[best]
    chain.reverse()
    if not chain or score[chain[-1]] < 0.5:
        return []
    return [labels[at] for at in _with_misprints(labels, chain)]


def _with_misprints(labels: list[_Label], chain: list[int]) -> Iterator[int]:
    """The chain, with an entry of wrong number between two neighbours where it is the only one there."""
    for at, following in zip(chain, [*chain[1:], None], strict=True):
        yield at
        if following is None:
            continue
        style = labels[at].style
        between = [i for i in range(at + 1, following) if labels[i].style == style and labels[i].weight >= 1]
        hole = labels[following].value - labels[at].value == 2
        if len(between) == 1 and (hole or labels[between[0]].value == labels[at].value != 1):
            yield between[0]


class _Opening(NamedTuple):
    """A line or sentence that may open an entry without a number."""

    start: int
    head: _Head
    quote: str
    alone: bool
    in_line: bool


def _unnumbered(text: str, span: Span) -> list[_Label]:
    """Entries without numbers: lines (in a one-line annex: sentences) that open with a term.

    A line may hold nothing but the term, with the definition on the next; one annex has one form.
    """
    openings = list(_openings(text, span))
    forms = [_alike([o for o in openings if o.alone is alone]) for alone in (False, True)]
    return [_Label(o.start, o.start, "", None, 0, 1.0, False) for o in max(forms, key=len)]


def _alike(openings: list[_Opening]) -> list[_Opening]:
    """Those in the form of the first, without what explains a part of the term before it (“一减”指…)."""
    kept: list[_Opening] = []
    for opening in openings:
        if kept:
            first = kept[0]
            other = opening.quote != first.quote if opening.quote and first.quote else False
            if other or (opening.in_line and opening.head.mark != first.head.mark):
                continue
            if _folded(opening.head.term) in _folded(kept[-1].head.term):
                continue
        kept.append(opening)
    return kept


def _openings(text: str, span: Span) -> Iterator[_Opening]:
    lines = [m for m in _LINE.finditer(text, span.start, span.end) if m[0].strip()]
    starts = dict.fromkeys((m.start() for m in lines), False)
    if len(lines) <= 3:
        pieces = re.finditer(r"(?<=[。！？；;）)：:])\s*(?=[“《【])", text[span.start : span.end])
        starts = dict(sorted({**{span.start + m.end(): True for m in pieces}, **starts}.items()))
    ended, found = True, False
    for start, stop in pairwise([*starts, span.end]):
        line = text[start:stop].strip()
        if _TITLE.fullmatch(line) or _ATTACHMENT.fullmatch(line):
            continue
        if _FOREIGN.match(line):
            if found:
                return
            continue
        ended, closed = bool(_ENDED.search(line)), ended
        head = _head(text, start, span.end)
        quoted = _QUOTED.match(line.lstrip(_BULLETS))
        if head is None or not head.sure:
            continue
        if not quoted and (not closed or len(head.term) > 25 or _NO_TERM.match(head.term)):
            continue
        alone = "\n" in text[start : head.definition] and not line.endswith(("：", ":"))
        if alone:
            following = _LINE.match(text, head.definition, span.end)
            if not closed or ended or not following or not _ENDED.search(following[0].rstrip()):
                continue
        found = True
        yield _Opening(start, head, quoted[0][-1] if quoted else "", alone, starts[start])


# ------------------------------------------------------------------------------- term and definition


def _head(text: str, start: int, stop: int) -> _Head | None:
    """The term at this place and the start of its definition; None where the text has not that form."""
    start = _end(_LEAD, text, start, stop)
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


def _named(text: str, printed: str, definition: int, stop: int, mark: str = "") -> _Head | None:
    """The term freed of what stands round it; page references belong to neither term nor definition."""
    term = _PAGE_IN_TERM.sub("", printed).strip(" \t\xa0\u3000\n：:、，,.．*＊")
    if term.startswith("关于") and term[2:3] in _PAIRS:
        term = term[2:]
    term = _unquoted(term)
    if not 1 <= len(term) <= 60 or not re.search(r"\w", term):
        return None
    if page := _PAGE_IN_TERM.match(text, definition, stop):
        definition = _end(_LEAD, text, page.end(), stop)
    return _Head(term, definition, "：" if mark == ":" else mark)


def _end(form: re.Pattern[str], text: str, start: int, stop: int) -> int:
    m = form.match(text, start, stop)
    return m.end() if m else start


def _marked(text: str, body: Span, label: _Label) -> _Head | None:
    """For a note without a term of its own, the quotation that bears its number in the body."""
    start = _end(_LEAD, text, label.end, len(text))
    if not label.number or not _TERMLESS.match(text, start):
        return None
    mark = rf"(?:[\[［〔【（(^]\s*)+(?:注\s*)?{label.value}\s*[\]］〕】）)]|{re.escape(label.number)}(?!\d)"
    m = re.compile(rf"“([^“”\n]{{1,40}})”\w{{0,8}}(?:{mark})").search(text, body.start, body.end)
    return m and _Head(m[1], start, "")


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


def _sentence_end(text: str, start: int, stop: int) -> int:
    stop = min(stop, start + 2 * _NEAR)
    m = _SENTENCE_END.search(text, start, stop)
    return m.start() if m else stop


def _definition(text: str, start: int, stop: int, last: bool) -> tuple[str, int]:
    """The definition with its line breaks removed, and where it ends in the text.

    Behind a finished sentence, lines that are no prose (titles, table rows, a portal's links) belong to
    nothing; behind the last entry they end the annex, before another one only what trails is cut.
    """
    kept: list[Span] = []
    for m in _LINE.finditer(text, start, stop):
        line = m[0].strip()
        if not line or _PAGE_NUMBER.match(line):
            continue
        if kept and _is_foreign(line) and (len(line) < 25 or _ENDED.search(kept[-1].of(text))):
            break
        if kept and last:
            before = text[kept[-1].start : kept[-1].end]
            whole = len(line) >= 25 if not _ENDED.search(before) else False
            if not (_ENDED.search(line) or whole):
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
    if _ENDED.search(line) or len(line) >= 25:
        return False
    return any(_ENDED.search(piece.of(text)) for piece in kept[:-1])


def _is_foreign(line: str) -> bool:
    return bool(_FOREIGN.match(line) or _TITLE.fullmatch(line) or _ATTACHMENT.fullmatch(line))


# ------------------------------------------------------------------------------------------ numbers


def _value(number: str) -> int:
    """The number a label bears.

    >>> _value("12"), _value("１２"), _value("⑫"), _value("二十三"), _value("十")
    (12, 12, 12, 23, 10)
    """
    if number.isdecimal():
        return int(number)
    total = 0
    for character in number:
        digit = int(unicodedata.numeric(character))
        total = max(total, 1) * 10 if character == "十" else total + digit
    return total


def _printed(number: str) -> str:
    """The number without its delimiter, of which the circle is one.

    >>> _printed("３"), _printed("③")
    ('３', '3')
    """
    return number if number.isdecimal() or number[0] in _HAN_DIGITS else str(_value(number))


_UNFOLDED = str.maketrans("", "", "“”‘’\"'「」『』《》【】、，, \xa0\u3000")


def _folded(term: str) -> str:
    return term.translate(_UNFOLDED)
