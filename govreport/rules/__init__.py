"""Knowledge as data: the YAML files beside this one, and the loader that checks them.

A rule file is a mapping from section to a list of entries. Every entry has an ``id`` and at least one
example; a surface may be claimed once in a section. What breaks that raises RulesError with file, entry
and reason. The stages read the files through :func:`load`, once, on import.
"""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

from govreport.errors import RulesError

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Strict(_Base):  # type: ignore[misc]
    """A safe loader that refuses a key given twice (YAML itself keeps the last one silently)."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise RulesError(f"{key_node.start_mark}: key {key!r} stands twice")
            seen.add(key)
        return super().construct_mapping(node, deep)


def parse_yaml(text: str, name: str) -> Any:
    """YAML with duplicate keys refused; errors name the file."""
    try:
        return yaml.load(text, Loader=_Strict)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        raise RulesError(f"{name}: {error}") from error
    except RulesError as error:
        raise RulesError(f"{name}: {error}") from None


def load(name: str, keys: frozenset[str]) -> dict[str, list[dict[str, Any]]]:
    """The checked entries of ``rules/<name>.yaml``, by section; ``keys`` are the keys an entry may have.

    >>> sorted(load("units", frozenset({"id", "surfaces", "examples", "unless"})))[:1]
    ['counters']
    """
    file = f"rules/{name}.yaml"
    data = parse_yaml(resources.files("govreport.rules").joinpath(f"{name}.yaml").read_text("utf-8"), file)
    for section, entries in data.items():
        ids: set[str] = set()
        claimed: dict[str, str] = {}
        for entry in entries:
            where = f"{file}: {section}: {entry.get('id', entry)}"
            if unknown := set(entry) - keys:
                raise RulesError(f"{where}: unknown key {', '.join(sorted(unknown))}")
            if not isinstance(entry.get("id"), str):
                raise RulesError(f"{where}: an entry needs an id (quote it if YAML reads it otherwise)")
            if entry["id"] in ids:
                raise RulesError(f"{where}: id used twice")
            ids.add(entry["id"])
            if not entry.get("examples"):
                raise RulesError(f"{where}: an entry needs an example")
            for surface in entry.get("surfaces", ()):
                if not isinstance(surface, str):
                    raise RulesError(f"{where}: surface {surface!r} is no string; quote it")
                if surface in claimed:
                    raise RulesError(f"{where}: surface {surface} already belongs to {claimed[surface]}")
                claimed[surface] = entry["id"]
    return data  # type: ignore[no-any-return]
