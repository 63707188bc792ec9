"""Formats whose library is not installed say which extra brings it; reading one format loads no other's library."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SAMPLE
from conversions import page, word

from govreport.errors import ReadError
from govreport.readers import decode, read_many


@pytest.mark.parametrize(
    ("library", "data"),
    [("selectolax", page(SAMPLE).encode()), ("pypdfium2", b"%PDF-1.7\n")],
    ids=["html", "pdf"],
)
def test_a_missing_library_is_named_with_its_extra(
    library: str, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [
        m for m in sys.modules if m.startswith(("govreport.readers.html", "govreport.readers.pdf", library))
    ]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ReadError, match="govreport\\[documents\\]") as caught:
        decode(data, "a")
    assert library in caught.value.reason


def test_a_missing_library_for_tables_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ReadError, match="govreport\\[documents\\]"):
        list(read_many(tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", word(SAMPLE)), ("a.csv", f'正文\n"{SAMPLE}"\n'.encode())]
)
def test_word_documents_and_csv_need_no_library(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    code = (
        "import sys; from govreport.readers import read_many; "
        "print(sum(source.chars for source in read_many(sys.argv[1]))); print(*sys.modules)"
    )
    path = str(tmp_path / name)
    run = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    chars, modules = run.stdout.split("\n", 1)
    assert int(chars) == len(SAMPLE)
    loaded = {name.split(".")[0] for name in modules.split()}
    assert loaded & {"selectolax", "pypdfium2", "openpyxl", "docx", "lxml", "jieba", "rich"} == set()
