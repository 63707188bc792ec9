"""One report as plain text, web page and Word document: reading and parsing, as ratios measured in one run.

The mark: a page and a document each take at most three times as long as the plain text.
"""

from __future__ import annotations

import html
import io
import platform
import statistics
import time

import docx
import texts

import govreport
from govreport.readers import decode

ROUNDS = 30


def page(text: str) -> bytes:
    body = "\n".join(f"<p><span>{html.escape(line)}</span></p>" for line in text.split("\n"))
    return (
        f"<!DOCTYPE html><html><head><title>报告</title></head><body><div>{body}</div></body></html>".encode()
    )


def word(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def seconds(data: bytes) -> float:
    start = time.perf_counter()
    govreport.parse(decode(data, "report"))
    return time.perf_counter() - start


def main() -> None:
    text = texts.of_length(20_000)
    documents = {"plain text": text.encode(), "HTML": page(text), "DOCX": word(text)}
    for data in documents.values():
        seconds(data)
    rounds = [{kind: seconds(data) for kind, data in documents.items()} for _ in range(ROUNDS)]
    median = {kind: statistics.median(times[kind] for times in rounds) for kind in documents}
    print(f"{platform.machine()}, Python {platform.python_version()}, median of {ROUNDS} rounds")
    for kind, taken in median.items():
        print(f"{kind:11}{taken * 1000:6.1f} ms  {taken / median['plain text']:5.2f}")
    print("mark: 3.00")


if __name__ == "__main__":
    main()
