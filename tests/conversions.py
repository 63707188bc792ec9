"""Texts as the documents that people have: DOCX, saved web pages, PDF; and how alike two readings are.

LibreOffice and Chromium make the PDFs; tests that need them are skipped where they are not installed.
"""

from __future__ import annotations

import html
import io
import shutil
import subprocess
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path

import docx
import pytest

import govreport
from govreport.readers import decode
from govreport.records import Source

OFFICE = shutil.which("soffice")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

needs_office = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (soffice), not installed here")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="needs Chromium, not installed here")

_NAVIGATION = "首页 政务公开 政务服务 互动交流 走进青禾 数据开放".split()
_OTHERS = ("2031年青禾县政府工作报告", "青禾县2031年重点项目开工128个", "关于做好2032年防汛工作的通知")


def page(text: str) -> str:
    """A page of a government's portal with a report in it and all that stands around it."""
    navigation = "".join(f"<li><a href='#'>{word}</a></li>" for word in _NAVIGATION)
    others = "".join(f"<li><a href='#'>{title}</a><span>2032-01-08</span></li>" for title in _OTHERS)
    lines = "\n".join(
        f"<p style='text-indent:2em'>{html.escape(line) or '<br>'}</p>" for line in text.split("\n")
    )
    return f"""<!DOCTYPE html>
<!-- saved from url=(0030)http://www.qinghe.example/zfgzbg/ -->
<html><head><meta charset="utf-8"><title>_青禾县人民政府门户网站</title>
<style>.nav {{ color: red }}</style><script>var visits = 303;</script></head>
<body><div class="nav"><ul>{navigation}</ul></div>
<div class="place">您的位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt; <a>工作报告</a></div>
<div class="tools">浏览次数：<span id="hits">303</span> 字号：【<a>大</a> <a>中</a> <a>小</a>】
<a href="javascript:window.print()">打印</a></div>
<div class="TRS_Editor">
{lines}
</div>
<div class="share">【打印本页】【关闭窗口】</div><div>分享到：<a>微信</a> <a>微博</a></div>
<div>附件：<a href="a.pdf">青禾县政府工作报告.pdf</a></div>
<h3>相关阅读</h3><ul>{others}</ul>
<div class="foot">版权所有：青禾县人民政府　网站标识码：0000000000</div>
<div style="display:none">手机版</div></body></html>"""


def word(text: str) -> bytes:
    """A DOCX document of a text, a paragraph a line."""
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph("".join(c for c in line if c >= " " or c == "\t"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def printed_by_office(documents: Mapping[str, bytes], folder: Path, to: str = "pdf") -> dict[str, bytes]:
    """Documents converted by LibreOffice, under the names they were given."""
    assert OFFICE
    (folder / "in").mkdir()
    files = {name: folder / "in" / f"{number}.docx" for number, name in enumerate(documents)}
    for name, file in files.items():
        file.write_bytes(documents[name])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files.values())], capture_output=True, check=True, timeout=600)
    return {name: (folder / file.name).with_suffix(f".{to}").read_bytes() for name, file in files.items()}


def printed_by_browser(markup: str, folder: Path) -> bytes:
    """A page printed to PDF by Chromium, with its running heads."""
    assert BROWSER
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(markup, encoding="utf-8")
    offline = "--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", *offline.split()]
    paths = [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run([*command, *paths], capture_output=True, check=True, timeout=120)
    return target.read_bytes()


def source_of(document: bytes) -> Source:
    return decode(document, "document")


def alike(original: govreport.Report, document: bytes) -> float:
    """The share of indicators that are the same, in the same order, in a text and in a document made of it."""
    ours, theirs = (
        [(i.name, i.value, i.value_max, i.unit) for i in report.indicators]
        for report in (original, govreport.parse(source_of(document)))
    )
    if not ours and not theirs:
        return 1.0
    same = sum(block.size for block in SequenceMatcher(None, ours, theirs, False).get_matching_blocks())
    return same / max(len(ours), len(theirs))
