"""Word files from before 2007 (.doc, .wps) and RTF: read by a program that knows them, where one is installed.

LibreOffice comes first, for it keeps notes, tables and automatic numbers; antiword is the small remedy.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from govreport.errors import ReadError
from govreport.readers import docx
from govreport.records import Source

_OFFICES = ("soffice", "libreoffice")
_PATIENCE = 120  # seconds; the first start of LibreOffice took 5 here
_REMEDY = "请在 Word 或 WPS 中另存为 DOCX，或安装 LibreOffice{} 后再读"


def decode(data: bytes, path: str) -> Source:
    """The Source of an old Word file; ReadError names what to install where no program can read it."""
    rtf = data.startswith(b"{\\rtf")
    media_type = "application/rtf" if rtf else "application/msword"
    digest = hashlib.sha256(data).hexdigest()
    office = next(filter(None, map(shutil.which, _OFFICES)), None)
    antiword = None if rtf else shutil.which("antiword")
    with tempfile.TemporaryDirectory(prefix="govreport-") as name:
        folder = Path(name)
        file = folder / ("report.rtf" if rtf else "report.doc")
        file.write_bytes(data)
        if office:
            # A profile of its own: a running LibreOffice would take the call and do nothing.
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            # Named, or LibreOffice takes a damaged file for plain text and converts its bytes.
            expected = f"--infilter={'Rich Text Format' if rtf else 'MS Word 97'}"
            command = [office, profile, "--headless", expected, "--convert-to", "docx", "--outdir", name]
            _run(path, [*command, str(file)])
            converted = file.with_suffix(".docx")
            if converted.is_file():
                source = docx.decode(converted.read_bytes(), path)
                return replace(source, media_type=media_type, sha256=digest)
        if antiword:
            text = _run(path, [antiword, "-m", "UTF-8.txt", "-w", "0", str(file)]).decode("utf-8", "replace")
            if text.strip():
                return Source(text.strip("\n"), path=path, media_type=media_type, sha256=digest)
    kind = "RTF 文件" if rtf else "旧版 Word 文件"
    if office or antiword:
        raise ReadError(
            path, f"是{kind}，但转换没有结果，文件可能已损坏；请在 Word 或 WPS 中打开，另存为 DOCX"
        )
    raise ReadError(path, f"是{kind}；{_REMEDY.format('' if rtf else '或 antiword')}")


def _run(path: str, command: list[str]) -> bytes:
    """What a program prints; its failures show in what it leaves undone."""
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        ).stdout
    except subprocess.TimeoutExpired:
        raise ReadError(path, f"转换超过 {_PATIENCE} 秒没有结束；请在 Word 或 WPS 中另存为 DOCX") from None
    except OSError:
        return b""
