"""What layout says and a line of plain text can't: raised characters, cells of a row, lines within a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MARK = re.compile(r"\s*[\[［〔【(（]?\s*注?\s*(\d{1,3})\s*[\]］〕】)）]?\s*")
# A raised 2 or 3 behind a Latin letter or a metre is an exponent (m², 米³), and so is a number behind 10.
_BASE = re.compile(r"(?:[A-Za-z米]|(?<!\d)10)$")
_EXPONENT = "0123456789+-−"
_EXPONENTS = str.maketrans(_EXPONENT, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")

# Longer cells hold no entry of a table but an article that is laid out with one; the longest entries of
# tables of projects have about 200 characters.
_CELL = 500

# Chinese is written without spaces: what stands between two lines of it is nothing.
WIDE = r"\u2e80-\u9fff\uff00-\uffef“”‘’—…、。"
_BREAK = re.compile(rf"(?<=[{WIDE}])\s*\n\s*|\s*\n\s*(?=[{WIDE}])")


def raised(before: str, characters: str) -> str:
    """How raised characters are written in a line of plain text that has come as far as ``before``.

    >>> raised("一园两带", "1"), raised("“三通一平”", "［12］"), raised("每立方米35μg/m", "3"), raised("水", "上")
    ('[1]', '[12]', '³', '上')
    """
    if _BASE.search(before[-3:]) and not characters.strip(_EXPONENT):
        return characters.translate(_EXPONENTS)
    found = _MARK.fullmatch(characters)
    return f"[{found[1]}]" if found else characters


def joined(lines: str) -> str:
    """Lines as one: nothing stands between Chinese lines, a space between others.

    >>> joined("城镇\\n新增就业"), joined("1.2万\\n人"), joined("GDP\\nCPI")
    ('城镇新增就业', '1.2万人', 'GDP CPI')
    """
    return " ".join(_BREAK.sub("", lines).split("\n"))


def is_row(cells: Sequence[str]) -> bool:
    """Whether cells are a row of figures or entries, not the columns or frames of a page.

    >>> is_row(["粮食", "21万吨"]), is_row(["整篇文章"]), is_row(["导航", "长" * 600])
    (True, False, False)
    """
    return len(cells) > 1 and max(map(len, cells)) <= _CELL
