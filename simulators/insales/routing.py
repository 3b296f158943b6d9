"""Requests and answers as handlers see them, and the table of paths."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simulators.insales.errors import bad_request, not_found
from simulators.insales.store import Store
from simulators.insales.wire import Row


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that may be done. `ids` are the variable parts of the path."""

    store: Store
    ids: tuple[str, ...]
    query: Mapping[str, str]
    payload: Row

    def body(self, root: str) -> Row:
        """The object under `root`; 400 when the body lacks it."""
        found = self.payload.get(root)
        if not isinstance(found, dict):
            raise bad_request(f"param is missing or the value is empty: {root}")
        return found


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: `root` is the outer element of XML. JSON has none."""

    value: Any
    root: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Asked], Reply]
Routes = dict[tuple[str, str], Handler]
"""By method and path below /admin/ without the ending; `{}` stands for an id, `{name}` for a permalink."""


def done() -> Reply:
    """Answer where there is no object to show. Chosen: the body is not known."""
    return Reply({"status": "ok"}, "hash")


class Router:
    """Finds the handler of a path; the first that fits."""

    def __init__(self, routes: Iterable[Routes]) -> None:
        self._table = [
            (method, _compiled(pattern), handler) for part in routes for (method, pattern), handler in part.items()
        ]

    def find(self, method: str, path: str) -> tuple[Handler, tuple[str, ...]]:
        """Handler and ids; 404 when nothing is there for this method."""
        for allowed, pattern, handler in self._table:
            if allowed == method and (found := pattern.fullmatch(path)):
                return handler, found.groups()
        raise not_found()


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{}", r"(\d+)").replace("{name}", r"([\w-]+)"))
