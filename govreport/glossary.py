"""The glossary: terms that reports use, what they mean, where, and since when.

The entries live in one YAML file whose opening comment is its grammar. In a checkout (and an editable
install of it) that is the top-level ``glossary.yaml``; the wheel carries the same file inside the package.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from govreport.errors import ReadError, RulesError
from govreport.records import Level
from govreport.rules import parse_yaml

FILE = "glossary.yaml"

_ENTRY_KEYS = frozenset({"term", "category", "aliases", "senses", "examples"})
_SENSE_KEYS = frozenset({"definition", "place", "level", "first_year", "source", "unsourced"})
_LEVELS = frozenset({"state", "province", "city", "county", None})

_INSIGNIFICANT = re.compile(r"[\s“”\"'‘’「」『』〝〞【】《》〈〉〔〕\[\]、，,·・•]+")


def surface_key(surface: str) -> str:
    """What is left of a surface when quotes, brackets, spaces, 、，· and width are disregarded.

    >>> surface_key(" “１＋７＋Ｎ” "), surface_key("双随机、一公开")
    ('1+7+n', '双随机一公开')
    """
    return _INSIGNIFICANT.sub("", unicodedata.normalize("NFKC", surface)).casefold()


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a term; ``place`` is None where it is used everywhere, ``source`` None if unsourced."""

    definition: str
    place: str | None = None
    level: Level | None = None
    first_year: int | None = None
    source: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "definition": self.definition,
            "place": self.place,
            "level": self.level,
            "first_year": self.first_year,
            "source": self.source,
            "unsourced": self.source is None,
        }


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term with its other surfaces and its senses, at least one."""

    term: str
    category: str
    senses: tuple[Sense, ...]
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def surfaces(self) -> tuple[str, ...]:
        """The term and its aliases."""
        return (self.term, *self.aliases)

    def to_dict(self) -> dict[str, Any]:
        return {
            "term": self.term,
            "category": self.category,
            "aliases": list(self.aliases),
            "senses": [sense.to_dict() for sense in self.senses],
            "examples": list(self.examples),
        }


@dataclass(frozen=True, eq=False)
class Glossary:
    """Terms by surface and by category. Two glossaries are the same only if they are one object.

    >>> glossary = Glossary.shipped()
    >>> [entry.term for entry in glossary.lookup(" 三通一平 “")]
    ['三通一平']
    >>> glossary.lookup("三通二平"), glossary.suggest("三通二平")[0]
    ((), '三通一平')
    """

    entries: tuple[GlossaryEntry, ...]

    @staticmethod
    def shipped() -> Glossary:
        """The glossary that comes with the package, read on first use.

        >>> len(Glossary.shipped().entries) >= 19
        True
        """
        return _shipped()

    @staticmethod
    def load(path: str | Path) -> Glossary:
        """A glossary from a file of one's own; ReadError or RulesError say what is wrong with it.

        >>> Glossary.load("no such file.yaml")
        Traceback (most recent call last):
        govreport.errors.ReadError: no such file.yaml：找不到该文件或无法读取，请检查路径
        """
        try:
            text = Path(path).read_text("utf-8-sig")
        except OSError as error:
            raise ReadError(str(path), "找不到该文件或无法读取，请检查路径") from error
        except UnicodeDecodeError as error:
            raise ReadError(str(path), "术语表须为 UTF-8 编码") from error
        return parse_glossary(text, str(path))

    def lookup(self, term: str) -> tuple[GlossaryEntry, ...]:
        """The entry that claims this surface; empty where none does.

        >>> Glossary.shipped().lookup("１＋７＋Ｎ")[0].category
        '法治建设'
        """
        entry = self._by_key.get(surface_key(term))
        return () if entry is None else (entry,)

    def suggest(self, term: str, limit: int = 3) -> tuple[str, ...]:
        """Terms that resemble this one, the nearest first.

        >>> Glossary.shipped().suggest("四议两公示")
        ('四议两公开',)
        """
        key = surface_key(term)
        if not key:
            return ()
        # 0.5 keeps 三通 → 三通一平 (0.67) and one wrong character of four (0.75), not one shared of four.
        near = difflib.get_close_matches(key, self._by_key, n=3 * limit, cutoff=0.5)
        part = [k for k in self._by_key if len(key) > 1 and (key in k or (len(k) > 1 and k in key))]
        ranked = dict.fromkeys(self._by_key[k].term for k in (*near, *part))
        return tuple(t for t in ranked if surface_key(t) != key)[:limit]

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """All categories in the order of their first entry."""
        return tuple(dict.fromkeys(entry.category for entry in self.entries))

    def in_category(self, category: str) -> tuple[GlossaryEntry, ...]:
        """The entries of one category; empty for a category that is not there.

        >>> "评定分离" in [e.term for e in Glossary.shipped().in_category("营商环境")]
        True
        """
        return tuple(entry for entry in self.entries if entry.category == category)

    @cached_property
    def _by_key(self) -> Mapping[str, GlossaryEntry]:
        return {surface_key(s): entry for entry in self.entries for s in entry.surfaces}


def parse_glossary(text: str, name: str) -> Glossary:
    """The checked entries of a glossary's YAML; what breaks the format raises RulesError.

    >>> parse_glossary("terms: [{term: 三农, origin: x}]", "my.yaml")
    Traceback (most recent call last):
    govreport.errors.RulesError: my.yaml: 三农: unknown key origin
    """
    data = parse_yaml(text, name)
    if not isinstance(data, dict) or set(data) != {"terms"} or not isinstance(data["terms"], list):
        raise RulesError(f"{name}: the file must be one list under the key terms")
    entries = tuple(_entries(data["terms"], name))
    claimed: dict[str, str] = {}
    for entry in entries:
        for surface in entry.surfaces:
            key = surface_key(surface)
            if not key:
                raise RulesError(f"{name}: {entry.term}: surface {surface!r} is only punctuation")
            if key in claimed:
                raise RulesError(f"{name}: {entry.term}: surface {surface} already belongs to {claimed[key]}")
            claimed[key] = entry.term
    return Glossary(entries)


@cache
def _shipped() -> Glossary:
    return parse_glossary(_shipped_file().read_text("utf-8"), FILE)


def _shipped_file() -> Traversable:
    """Inside the package where a wheel put it, else beside the package: the top level of the checkout."""
    package = resources.files("govreport")
    inside = package.joinpath(FILE)
    return inside if inside.is_file() else Path(str(package)).parent / FILE


def _entries(items: list[Any], name: str) -> Iterator[GlossaryEntry]:
    for at, item in enumerate(items, 1):
        if not isinstance(item, dict):
            raise RulesError(f"{name}: entry {at}: must be a mapping with the key term")
        where = f"{name}: {item.get('term') or f'entry {at}'}"
        _known(item, _ENTRY_KEYS, where)
        senses = item.get("senses")
        term, category = _string(item, "term", where), _string(item, "category", where)
        if not isinstance(senses, list) or not senses:
            raise RulesError(f"{where}: an entry needs at least one sense with a definition")
        examples = _strings(item, "examples", where)
        if not examples:
            raise RulesError(f"{where}: an entry needs an example")
        yield GlossaryEntry(
            term=term,
            category=category,
            senses=tuple(_sense(sense, where) for sense in senses),
            aliases=_strings(item, "aliases", where),
            examples=examples,
        )


def _sense(item: Any, where: str) -> Sense:
    if not isinstance(item, dict):
        raise RulesError(f"{where}: a sense must be a mapping with the key definition")
    _known(item, _SENSE_KEYS, where)
    level, year = item.get("level"), item.get("first_year")
    if level not in _LEVELS:
        raise RulesError(f"{where}: level {level!r} must be state, province, city, county or null")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool) or not 1949 <= year <= 2100):
        raise RulesError(f"{where}: first_year {year!r} must be a year or null")
    source = None if item.get("source") is None else _string(item, "source", where)
    unsourced = item.get("unsourced", False)
    if not isinstance(unsourced, bool) or unsourced != (source is None):
        raise RulesError(f"{where}: a sense needs a source, or unsourced: true where it has none")
    return Sense(
        definition=_string(item, "definition", where),
        place=None if item.get("place") is None else _string(item, "place", where),
        level=level,
        first_year=year,
        source=source,
    )


def _known(item: dict[Any, Any], keys: frozenset[str], where: str) -> None:
    if unknown := set(item) - keys:
        raise RulesError(f"{where}: unknown key {', '.join(sorted(map(str, unknown)))}")


def _string(item: dict[Any, Any], key: str, where: str) -> str:
    value = item.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RulesError(f"{where}: {key} must be a non-empty string; quote it if YAML reads it otherwise")
    return value


def _strings(item: dict[Any, Any], key: str, where: str) -> tuple[str, ...]:
    values = item.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise RulesError(f"{where}: {key} must be a list of strings; quote what YAML reads otherwise")
    return tuple(values)
