"""Web pages: what a page shows, one block a line, as a reader of the page would copy it.

Nothing is judged here: navigation, share buttons and lists of other articles stay in the text, and the
stages that know what a report looks like leave them aside. Only what a page never shows (scripts, styles,
hidden elements) is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from govreport.errors import ReadError
from govreport.readers import plain, text
from govreport.readers.layout import WIDE, is_row, raised
from govreport.records import Notice, Source

_UNSEEN = (
    "head script style noscript template svg canvas iframe object video audio map select datalist textarea dialog"
).split()
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p section summary table tbody td tfoot th thead tr ul"
    " ucapcontent ucaptitle".split()
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEAD = 4096  # reaches over the comments that browsers put above a saved page
# GB2312 and GBK are parts of GB18030; pages call themselves by the older names.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "gb18030"}

# The ends of blocks, lines broken within one, and the ends of cells: characters that no page shows.
_LINE, _BREAK, _CELL = "\0\1\2"
_SOFT = str.maketrans({_LINE: "\n", _BREAK: "\n"})
_GAP = re.compile(r"[ \t\r\n\f]+")
# Chinese is written without spaces: one that stands for a line break in the markup is none.
_WRAP = re.compile(rf"(?<=[{WIDE}])[ \t]*[\r\n][ \t\r\n\f]*|[ \t]*[\r\n][ \t\r\n\f]*(?=[{WIDE}])")
# Spaces of special widths are spaces; zero-width characters and soft hyphens serve layout alone.
_LAYOUT = str.maketrans({**dict.fromkeys("\xa0\u2002\u2003\u2009", " "), **dict.fromkeys("\u200b\xad\ufeff")})


def decode(data: bytes, path: str) -> Source:
    """The Source of a saved web page; ReadError where it shows no text at all.

    >>> page = "<title>报告</title><div>首页&nbsp;政务</div><p>全年生产总值<b>增长</b>5%<sup>1</sup>。<br>粮食丰收。</p>"
    >>> print(decode(page.encode(), "a.html").text)
    报告
    首页 政务
    全年生产总值增长5%[1]。
    粮食丰收。
    """
    markup, encoding, notices = _markup(data, path)
    written = extracted(markup)
    if not written.strip():
        raise ReadError(
            path,
            "网页里没有文字，正文可能由脚本或内嵌框架载入；请在浏览器中打开，复制正文存为纯文本，或打印为 PDF",
        )
    return Source(
        written,
        path=path,
        media_type="text/html",
        encoding=encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        notices=notices,
    )


def extracted(markup: str) -> str:
    """The text that a page shows, one block a line; its title stands above where the page does not repeat it.

    >>> extracted("<table><tr><td>指标</td><td>增速</td></tr><tr><td>粮食</td><td>3%</td></tr></table>")
    '指标\\t增速\\n粮食\\t3%'
    """
    tree = LexborHTMLParser(markup)
    heading = tree.css_first("title")
    title = _tidied(heading.text()).translate(_LAYOUT).strip() if heading is not None else ""
    tree.strip_tags(_UNSEEN)
    for node in tree.css("[hidden], [style*=display], [style*=visibility]"):
        if "hidden" in node.attributes or _HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()
    shown = "\n".join(_lines(_tidied(_flow(tree.body)))) if tree.body is not None else ""
    name = re.split(r"[_|｜\-–—]", title)[0].strip() or title
    return shown if not shown or name in shown else f"{title}\n{shown}"


def _lines(flow: str) -> Iterator[str]:
    """The lines of a page: blocks without anything in them take no room, a line left blank is one."""
    blank = True  # at the top
    for block in flow.split(_LINE):
        if not block.strip(" "):
            continue
        # A break at the end of a block breaks nothing.
        for broken in block.translate(_LAYOUT).strip(" ").removesuffix(_BREAK).split(_BREAK):
            line = broken.strip()
            if line or not blank:
                yield line
            blank = not line


def _flow(root: Any) -> str:
    """The characters below a node in order, with a mark at both ends of each block.

    Walked with a stack of its own, for pages nest without limit.
    """
    flow: list[str] = []
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):  # what stands behind a node
            flow.append(node)
            continue
        tag = node.tag
        if tag == "-text":
            flow.append(node.text_content or "")
        elif tag == "br":
            flow.append(_BREAK)
        elif tag == "sup":
            flow.append(raised("".join(flow[-2:]), node.text().strip()))
        elif tag == "pre":
            flow += _LINE, node.text().strip("\n").replace("\n", _BREAK), _LINE
        elif tag == "tr" and (cells := _cells(node)):
            flow += _LINE, _CELL.join(cells), _LINE
        else:
            if tag in _BLOCKS:
                flow.append(_LINE)
                stack.append(_LINE)
            stack.extend(reversed(list(node.iter(include_text=True))))
    return "".join(flow)


def _cells(row: Any) -> list[str] | None:
    """The cells of a row, each on one line; None where the row serves layout and holds articles or tables."""
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
    if row.css_first("table") is not None:
        return None
    written = [_flow(cell).strip(_LINE + _BREAK + " \r\n\t").translate(_SOFT) for cell in cells]
    return written if is_row(written) else None


def _tidied(flow: str) -> str:
    """Markup's white space as a browser shows it."""
    return _GAP.sub(" ", _WRAP.sub("", flow)).replace(_CELL, "\t")


def _markup(data: bytes, path: str) -> tuple[str, str, tuple[Notice, ...]]:
    """The markup, its encoding, and a notice where the bytes hold characters of no encoding.

    What the bytes are decides before what the page says of itself: pages saved by browsers are UTF-8 under
    the charset of the page they were. One damaged character must not cost the page.
    """
    said = _CHARSET.search(data[:_HEAD])
    name = said[1].decode("ascii").lower() if said else "gb18030"
    name = _SUPERSETS.get(name, name)
    if name.startswith("big5"):
        return _replaced(data, name)
    try:
        source = text.decode(data, path)
        return source.text, source.encoding or "utf-8", source.notices
    except ReadError:
        tried = [_replaced(data, encoding) for encoding in (name, "utf-8", "gb18030") if _is_known(encoding)]
        return min(tried, key=lambda read: read[0].count("\ufffd"))


def _is_known(encoding: str) -> bool:
    try:
        b"a".decode(encoding, "replace")  # nothing at all would be decoded in any
    except LookupError:
        return False
    return True


def _replaced(data: bytes, encoding: str) -> tuple[str, str, tuple[Notice, ...]]:
    """The markup in an encoding, what does not fit it replaced, and a notice of how much that is."""
    markup = plain(data.decode(encoding, "replace"))
    lost = markup.count("\ufffd")
    message = f"按 {encoding.upper()} 解码，有 {lost} 处字节不成字，已标为 U+FFFD"
    return markup, encoding, (Notice("encoding-doubtful", message),) if lost else ()
