"""Linking: where the report uses the terms that its annex defines or the glossary knows.

Terms are found by string, longest first, in the text without quotes, 、 and spaces, because those come and
go between definition and use (双随机、一公开; 专精特新“小巨人”企业); offsets are those of the text itself.
A footnote mark ties to the entry of its number, however the words before it differ from the entry's term.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from govreport.glossary import Glossary, GlossaryEntry, Sense
from govreport.records import Entry, Head, Mention, Notice, Outline, Span, Term

_PASSED_OVER = re.compile("([“”\"'‘’「」『』《》【】、·・• \xa0\u3000]+)")
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＋－％]")
_NARROW = {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_LATIN = re.compile(r"[0-9A-Za-z]")
_SEPARATED = re.compile("[、·・• \xa0\u3000]")
# 三公 is a term, 三公里 a distance: a numeral term may be the beginning of a quantity.
_QUANTITY = re.compile("[一二三四五六七八九十两百千万](?:公[里斤顷尺分]|[农工][户人])")

_MARK = re.compile(
    r"""
    [\[［〔【]\s*(?:注释?\s*)?\d{1,3}\s*[\]］〕】](?!\s*号)
  | \^\s*(?:\[\s*\d{1,3}\s*\]|\d{1,3})
    """,
    re.VERBOSE,
)
# These also number lists; they are marks only behind the words of the entry they name. One class in front:
# as three alternatives the same search takes nine times as long.
_FAINT_MARK = re.compile(
    r"[（(①-⑳㉑-㉟㊱-㊿⁰¹²³⁴-⁹](?:(?<=[（(])\s*注?\s*\d{1,3}\s*[）)]|(?<![（(])[⁰¹²³⁴-⁹]*)"
)
_CLOSING = '”’"」』》】 \xa0\u3000'
_CLOSED = re.compile(f"[{_CLOSING}]*")
_OPENING_OF = {"”": "“", "’": "‘", "」": "「", "』": "『", "》": "《", "】": "【"}
_SENTENCE = re.compile(r"[。；;！？!?\n]")
_CLAUSE = re.compile(r"[，,：:。；;！？!?\n]")
# A mention is looked for in at most so many characters before its mark (the longest of the corpus has 19).
_REACH = 80


@dataclass(frozen=True, slots=True)
class _Squeezed:
    """A text without the characters that make no difference, and the way back to its offsets."""

    text: str
    starts: list[int]
    origins: list[int]

    def origin(self, at: int) -> int:
        """The offset in the original of this character."""
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece]

    def place(self, first: int, last: int) -> Span:
        """The stretch of the original that these characters come from."""
        piece = bisect_right(self.starts, first) - 1
        start = self.origins[piece] + first - self.starts[piece]
        while piece + 1 < len(self.starts) and self.starts[piece + 1] < last:
            piece += 1
        return Span(start, self.origins[piece] + last - self.starts[piece])

    def squeezed(self, at: int) -> int:
        """How many characters before this offset of the original were kept."""
        piece = bisect_right(self.origins, at) - 1
        if piece < 0:
            return 0
        end = self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)
        return min(self.starts[piece] + at - self.origins[piece], end)


class _Match(NamedTuple):
    """Stretches of the original text in order of preference: first, then longest, annex before glossary."""

    start: int
    shorter: int
    kind: int
    owner: int

    @property
    def end(self) -> int:
        return -self.shorter


@dataclass(frozen=True, slots=True)
class _Finder:
    """An automaton over surfaces, each owned by the term of that index."""

    automaton: AhoCorasick
    owners: tuple[int, ...]


class _Mark(NamedTuple):
    span: Span
    number: int
    faint: bool


class _Tie(NamedTuple):
    """A mark with the entry it belongs to and the words it stands behind."""

    entry: int
    mention: Span
    mark: Span


def link_terms(
    text: str, shape: Outline, entries: tuple[Entry, ...], glossary: Glossary
) -> tuple[tuple[Term, ...], tuple[Notice, ...]]:
    """One Term for each annex entry, then one for each glossary entry that the body uses.

    Mentions are those of the body and of the lists attached to it. A mark without an entry, and an entry
    without a mark in a report that uses marks, is a Notice.

    >>> text = "全面推进“双减”[1]，落实四议两公开。"
    >>> head = Head(None, None, None, None, None, None, None, None, None, Span(0, len(text)))
    >>> entry = Entry("双减", "1", "减轻两项负担。", Span(0, 0))
    >>> terms, notices = link_terms(text, Outline(head, ()), (entry,), Glossary.shipped())
    >>> [(t.origin, t.term, [text[m.start : m.end] for m in t.mentions]) for t in terms]
    [('annex', '双减', ['双减']), ('glossary', '四议两公开', ['四议两公开'])]
    >>> terms[0].mentions[0].mark
    Span(start=8, end=11)
    """
    known = {i: found[0] for i, e in enumerate(entries) if (found := glossary.lookup(e.term))}
    shared = {entry.term for entry in known.values()}
    annexed = _finder((_surfaces(e.term, known.get(i)) for i, e in enumerate(entries)))
    finders = (annexed, _glossary_finder(glossary))
    mentions: dict[tuple[int, int], list[Mention]] = defaultdict(list)
    notices: list[Notice] = []
    marked: set[int] = set()
    for region in (shape.head.body, *shape.attached):
        squeezed = _squeeze(text, region)
        ties, stray = _ties(text, region, squeezed, entries)
        notices.extend(stray)
        marked.update(tie.entry for tie in ties)
        for tie in ties:
            mentions[0, tie.entry].append(Mention(*tie.mention, tie.mark))
        strays = {n.start: Span(n.start, n.end) for n in stray if n.start is not None and n.end is not None}
        for match in _free(_matches(text, squeezed, finders), [tie.mention for tie in ties]):
            if match.kind == 0 or glossary.entries[match.owner].term not in shared:
                mark = strays.get(_past_closing(text, match.end)) if strays else None
                mentions[match.kind, match.owner].append(Mention(match.start, match.end, mark))
    terms = [
        Term(e.term, e.number, e.definition, "annex", e.span, _ordered(mentions.get((0, i), ())))
        for i, e in enumerate(entries)
    ]
    for (kind, owner), used in mentions.items():
        sense = _sense(glossary.entries[owner], shape.head, text) if kind else None
        if sense:
            term = glossary.entries[owner].term
            terms.append(Term(term, None, sense.definition, "glossary", None, _ordered(used)))
    if marked:
        notices.extend(_unmarked(e) for i, e in enumerate(entries) if e.number and i not in marked)
    return tuple(terms), tuple(notices)


def _ordered(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _past_closing(text: str, at: int) -> int:
    m = _CLOSED.match(text, at)
    return m.end() if m else at


def _unmarked(entry: Entry) -> Notice:
    return Notice(
        "entry-without-mark", f"附件第{entry.number}条“{entry.term}”在正文中没有注释标记", *entry.span
    )


def _sense(entry: GlossaryEntry, head: Head, text: str) -> Sense | None:
    """The sense that holds in this report: that of its own place, of a place above it, else the general one.

    A province's or city's own meaning holds below it, which shows in the report's naming it; no meaning is
    lent to another place. Where the report's place is unknown, the first sense is as good as any.
    """
    if head.region is None:
        return entry.senses[0]
    own = (s for s in entry.senses if s.place and (head.region in s.place or s.place in head.region))
    above = (s for s in entry.senses if s.place and _is_above(s, head) and _short(s.place) in text)
    general = (s for s in entry.senses if s.place is None)
    return next(chain(own, above, general), None)


def _is_above(sense: Sense, head: Head) -> bool:
    below = {"province": ("city", "county", "township"), "city": ("county", "township")}
    return head.level in below.get(sense.level or "", ())


def _short(place: str) -> str:
    """The name that reports of places below use: without the province before it and the kind behind it.

    >>> _short("河北省保定市"), _short("广东省"), _short("广西壮族自治区")
    ('保定', '广东', '广西壮族')
    """
    parts = re.findall(r"(.{2,}?)(?:自治区|自治州|地区|省|市|州|盟|县|区)", place)
    return parts[-1] if parts else place


# ------------------------------------------------------------------------------------------- finding


def _surfaces(term: str, known: GlossaryEntry | None) -> Iterator[str]:
    """What to look for: the term, its members where it names several, what else the glossary calls it."""
    yield term
    members = (
        re.findall("“([^”]+)”", term) if re.fullmatch("(?:“[^”]+”[、和]?){2,}", term) else term.split("、")
    )
    if len(members) > 1 and all(len(member) >= 3 for member in members):
        yield from members
    if known:
        yield from known.surfaces


@lru_cache(maxsize=4)
def _glossary_finder(glossary: Glossary) -> _Finder | None:
    return _finder(entry.surfaces for entry in glossary.entries)


def _finder(owned: Iterable[Iterable[str]]) -> _Finder | None:
    """An automaton over the squeezed surfaces; who claims a surface first keeps it."""
    owner: dict[str, int] = {}
    for at, surfaces in enumerate(owned):
        for surface in surfaces:
            pattern = _PASSED_OVER.sub("", _narrow(surface))
            if len(pattern) > 1:
                owner.setdefault(pattern, at)
    if not owner:
        return None
    automaton = AhoCorasick(list(owner), matchkind=MatchKind.LeftmostLongest)
    return _Finder(automaton, tuple(owner.values()))


def _narrow(text: str) -> str:
    if _WIDE.search(text):
        for wide, narrow in _NARROW.items():  # three times as fast as str.translate on Chinese text
            if wide in text:
                text = text.replace(wide, narrow)
    return text


def _squeeze(text: str, region: Span) -> _Squeezed:
    pieces = _PASSED_OVER.split(_narrow(region.of(text)))
    kept = pieces[::2]
    starts = list(accumulate(map(len, kept), initial=0))[:-1]
    origins = list(accumulate(map(len, pieces), initial=region.start))[:-1:2]
    return _Squeezed("".join(kept), starts, origins)


def _matches(text: str, squeezed: _Squeezed, finders: tuple[_Finder | None, ...]) -> Iterator[_Match]:
    for kind, finder in enumerate(finders):
        if finder is None:
            continue
        for pattern, first, last in finder.automaton.find_matches_as_indexes(squeezed.text):
            start, end = squeezed.place(first, last)
            if end - start > last - first:
                start, end = _balanced(text, Span(start, end))
                if last - first < 4 and _SEPARATED.search(text, start, end):
                    continue
            if _is_whole(text, start, end):
                yield _Match(start, -end, kind, finder.owners[pattern])


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether the stretch is no piece of a longer number, Latin word or quantity.

    >>> _is_whole("1+7+N", 0, 5), _is_whole("11+7+N", 1, 6), _is_whole("三公里", 0, 2)
    (True, False, False)
    """
    if text[start] < "\x80" and start and (_LATIN.match(text, start - 1) or text[start - 1] in ".+"):
        return False
    if text[end - 1] < "\x80" and end < len(text) and (_LATIN.match(text, end) or text[end] == "+"):
        return False
    return end - start > 3 or not _QUANTITY.match(text, start)


def _balanced(text: str, span: Span) -> Span:
    """The stretch with the quote before it or behind it whose other half it holds."""
    inside = span.of(text)
    if inside.count("“") < inside.count("”") and text[span.start - 1 : span.start] == "“":
        return Span(span.start - 1, span.end)
    if inside.count("“") > inside.count("”") and text[span.end : span.end + 1] == "”":
        return Span(span.start, span.end + 1)
    return span


def _free(matches: Iterable[_Match], taken: list[Span]) -> Iterator[_Match]:
    """The first, then longest of the matches that overlap, and none of what marks have tied already."""
    starts = sorted(span.start for span in taken)
    ends = sorted(span.end for span in taken)
    reached = 0
    for match in sorted(matches):
        # No tied stretch overlaps where as many end before the match as begin before its end.
        if match.start >= reached and bisect_right(ends, match.start) == bisect_left(starts, match.end):
            reached = match.end
            yield match


# --------------------------------------------------------------------------------------------- marks


def _ties(
    text: str, region: Span, squeezed: _Squeezed, entries: tuple[Entry, ...]
) -> tuple[list[_Tie], list[Notice]]:
    numbered: Mapping[int, list[int]] = _by_number(entries)
    marks = list(_marks(_MARK, text, region)) or (list(_marks(_FAINT_MARK, text, region)) if numbered else [])
    ties: list[_Tie] = []
    stray: list[Notice] = []
    chain = Span(region.start, region.start)
    for mark in marks:
        # Marks in a row stand behind the same words.
        chain = Span(chain.start if mark.span.start == chain.end else mark.span.start, mark.span.end)
        candidates = [
            (*_mention(text, region, squeezed, chain.start, entries[i].term), -i)
            for i in numbered.get(mark.number, ())
        ]
        if candidates:
            agreement, mention, entry = max(candidates)
            if agreement >= 2 or not mark.faint:
                ties.append(_Tie(-entry, mention, mark.span))
        elif not mark.faint:
            message = f"注释标记{mark.span.of(text)}在附件中没有对应的词条"
            stray.append(Notice("mark-without-entry", message, *mark.span))
    return ties, stray


def _by_number(entries: tuple[Entry, ...]) -> dict[int, list[int]]:
    numbered: dict[int, list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        if entry.number and entry.number.isdecimal():
            numbered[int(entry.number)].append(at)
    return numbered


def _marks(form: re.Pattern[str], text: str, region: Span) -> Iterator[_Mark]:
    """The marks of this form; what opens a line numbers a list or a note and marks nothing."""
    for m in form.finditer(text, region.start, region.end):
        before = text[max(region.start, m.start() - 3) : m.start()].rstrip(" \xa0\u3000")
        if before and before[-1] != "\n":
            digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", m[0]))
            yield _Mark(Span(m.start(), m.end()), int(digits), form is _FAINT_MARK)


def _mention(text: str, region: Span, squeezed: _Squeezed, mark: int, term: str) -> tuple[int, Span]:
    """The words before a mark that speak of this term, and how many characters they share with it.

    The entry may say more or less than the text (行政执法“三项制度”, “三项制度”): the words from the longest
    common stretch on are taken, at least the quoted ones; where nothing is common, the last words.
    """
    sentence = max(region.start, mark - _REACH - len(term))
    for m in _SENTENCE.finditer(text, sentence, mark):
        sentence = m.end()
    end = mark
    while end > sentence and text[end - 1] in _CLOSING:
        end -= 1
    if end == sentence:
        return 0, Span(mark, mark)
    clause = sentence
    for m in _CLAUSE.finditer(text, sentence, end):
        clause = m.end()
    quoted = _quote_before(text, sentence, end, mark)
    pattern = _PASSED_OVER.sub("", _narrow(term))
    last = squeezed.squeezed(end - 1) + 1
    whole = squeezed.text.rfind(pattern, squeezed.squeezed(sentence), last)
    if whole >= 0 and last - whole - len(pattern) <= 8:
        start, agreement = squeezed.origin(whole), len(pattern)
    else:
        first = squeezed.squeezed(quoted if quoted is not None else clause)
        common = SequenceMatcher(None, squeezed.text[first:last], pattern, False).find_longest_match()
        agreement = common.size
        start = squeezed.origin(first + common.a) if agreement >= 2 else _last_words(text, clause, end)
    if quoted is not None:
        start = min(start, quoted)
    return agreement, _balanced(text, Span(start, end)) if end - start > 0 else Span(start, mark)


def _quote_before(text: str, start: int, end: int, mark: int) -> int | None:
    """Where the quotation that closes right before the mark begins; None where none does."""
    opening = _OPENING_OF.get(text[end]) if end < mark else None
    at = text.rfind(opening, start, end) if opening else -1
    return at + 1 if at >= 0 else None


def _last_words(text: str, start: int, end: int) -> int:
    """Where the run of word characters before this place begins, twelve at most."""
    at = end
    while at > max(start, end - 12) and (text[at - 1].isalnum() or text[at - 1] in "+-＋－"):
        at -= 1
    return at if at < end else end - 1
