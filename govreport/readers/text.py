"""Plain text: UTF-8, UTF-16 with a BOM, GB18030 (and so GBK and GB 2312), decided from the whole file.

Strict UTF-8 first: bytes of another encoding are practically never valid UTF-8. GB18030 second, and as it
accepts nearly anything, a look at the result: running Chinese is known by its commonest characters.
"""

from __future__ import annotations

import codecs
import hashlib
import re

from govreport.errors import ReadError
from govreport.readers import plain
from govreport.records import Notice, Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESSES = ("utf-8", "gb18030")

# The 60 commonest Han characters of 117 work reports: 35 % of all of theirs, at least 29 % in each report;
# 0.5 % where UTF-8 was read as GB18030, nothing where Big5 was.
_COMMON = (
    "的业和发展建国大工进加一产化实力全政设人民新中经作要生会增制"
    "改高强年重动市保济地推行有资区务成持农体在社提城开理主企以好"
)
_COMMON_SHARE = 0.08
_ENOUGH_HAN = 30  # fewer say nothing: a short true sentence may hold none of the common ones
# Private-use characters: one of the 117 reports has one; 3 % of all where UTF-8 was read as GB18030.
_PRIVATE_SHARE = 0.005

_LATIN_SHARE = 0.3  # accented letters: GBK read as Latin-1 is nothing else

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
_LATIN = re.compile("[\xa0-\xff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x80-\x9f]")
_ODD = re.compile("[\x01-\x08\x0e-\x1f\x80-\xff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")  # any of these


def decode(data: bytes, path: str) -> Source:
    """The Source of a plain text; ReadError where no encoding fits.

    >>> source = decode("全年生产总值增长5%".encode("gbk"), "a.txt")
    >>> source.text, source.encoding
    ('全年生产总值增长5%', 'gb18030')
    """
    bom, encodings = next(((bom, (name,)) for bom, name in _BOMS if data.startswith(bom)), (b"", _GUESSES))
    failures = []
    for encoding in encodings:
        try:
            text = plain(data[len(bom) :].decode(encoding))
        except UnicodeDecodeError as error:
            failures.append(f"按 {encoding.upper()} 解码时第 {len(bom) + error.start + 1} 个字节出错")
            continue
        doubt = doubt_about(text)
        notices = (_notice(encoding, doubt, failures),) if doubt else ()
        return Source(
            text, path=path, encoding=encoding, sha256=hashlib.sha256(data).hexdigest(), notices=notices
        )
    raise ReadError(
        path, f"认不出文字编码（{'；'.join(failures)}），文件可能已损坏；请用编辑器另存为 UTF-8 编码的纯文本"
    )


def doubt_about(text: str) -> str | None:
    """Why a decoded text can hardly be what was written, or None where it looks like Chinese.

    >>> doubt_about("全年生产总值增长5%")
    >>> doubt_about("各项工作迈上新的台阶，人民生活持续改善".encode().decode("gb18030", "ignore"))
    '含大量私用区字符'
    >>> doubt_about("生产总值\\ufffd增长5%")
    '含替换字符 U+FFFD，原文有字已丢失'
    """
    odd = "".join(_ODD.findall(text))
    if "\ufffd" in odd:
        return "含替换字符 U+FFFD，原文有字已丢失"
    if len(_PRIVATE.findall(odd)) > _PRIVATE_SHARE * len(text):
        return "含大量私用区字符"
    if len(_LATIN.findall(odd)) > _LATIN_SHARE * len(text):
        return "含大量西欧字母，像是 GBK 被当作 Latin-1"
    if _CONTROL.search(odd):
        return "含控制字符"
    common = 0
    for character in _COMMON:  # five of them are enough for most reports
        common += text.count(character)
        if common >= _COMMON_SHARE * len(text):
            return None
    han = sum(map(len, _HAN.findall(text)))
    return "常用汉字极少" if han >= _ENOUGH_HAN and common < _COMMON_SHARE * han else None


def _notice(encoding: str, doubt: str, failures: list[str]) -> Notice:
    before = f"（{'；'.join(failures)}）" if failures else ""
    return Notice("encoding-doubtful", f"按 {encoding.upper()} 解码{before}，但{doubt}，文字可能有误")
