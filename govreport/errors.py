"""The one root of all errors. Each message names the input and says what to do."""

from __future__ import annotations


class GovReportError(Exception):
    """Anything this package raises on purpose."""


class ReadError(GovReportError):
    """An input that can't be read; ``path`` is what the user called it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}：{reason}")
        self.path = path
        self.reason = reason


class RulesError(GovReportError):
    """A rule file that breaks its own grammar: says file, entry and reason."""


class CorpusError(GovReportError):
    """A run over a corpus that can't begin or go on."""
