"""Texts for users: every key has what happened, why, and what to do, in Russian, in a `strings.ru.json`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from contracts.events.connection import Cause

KIT = Path(__file__).parent / "strings.ru.json"


@dataclass(frozen=True, slots=True)
class Text:
    """The three parts of a message, with the details put in."""

    what: str
    why: str
    do: str

    @property
    def whole(self) -> str:
        """All of it, for a row of a report."""
        return " ".join(part for part in (self.what, self.why, self.do) if part)


class _Gap(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


class Texts:
    """All texts of a service: those of the kit and of the given files; a later file may not take a key again."""

    def __init__(self, files: Iterable[Path] = ()) -> None:
        self._texts: dict[str, dict[str, str]] = {}
        for file in (KIT, *files):
            found: dict[str, dict[str, str]] = json.loads(file.read_text("utf-8"))
            if twice := self._texts.keys() & found.keys():
                raise ValueError(f"{file.name}: keys defined twice: {sorted(twice)}")
            self._texts.update(found)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def get(self, key: str, details: Mapping[str, object] | None = None) -> Text:
        """Text of `key`; a key without text is shown as the general fault with its name, never as a bare key."""
        text = self._texts.get(key)
        if text is None:
            text, details = self._texts["unexpected"], {"key": key}
        values = _Gap(details or {})
        return Text(*(text[part].format_map(values) for part in ("what", "why", "do")))

    def cause(self, key: str | None, details: Mapping[str, object] | None = None) -> Cause | None:
        """The text of `key` as events and answers carry it; None for None."""
        if key is None:
            return None
        text = self.get(key, details)
        return Cause(key=key, what=text.what, why=text.why, do=text.do)
