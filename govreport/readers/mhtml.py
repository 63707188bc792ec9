"""Web archives (.mht, .mhtml): the page that a browser saved into one file with its pictures."""

from __future__ import annotations

import email
import email.policy
import hashlib
from dataclasses import replace

from govreport.errors import ReadError
from govreport.readers import html
from govreport.records import Source


def decode(data: bytes, path: str) -> Source:
    """The Source of the page in a web archive; ReadError where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    content = page.get_payload(decode=True) if page is not None else None
    if not isinstance(content, bytes):
        raise ReadError(path, "网页归档里没有网页，请在浏览器中打开原网页，重新保存为网页（HTML）或纯文本")
    source = html.decode(content, path)
    return replace(source, media_type="multipart/related", sha256=hashlib.sha256(data).hexdigest())
