"""«ЗначенияРеквизитов»: named values, taken by those who have a field for them; the rest stays as it was."""

import datetime as dt
from zoneinfo import ZoneInfo

from shop_sync.connectors.commerceml.dates import moment_of
from shop_sync.connectors.commerceml.tree import Node, Raw
from shop_sync.connectors.commerceml.values import clean, flag_of, fold, multiline


class Requisites:
    """Requisites by folded name; a name that repeats is kept but not found."""

    def __init__(self, owner: Node) -> None:
        self._rows: dict[str, tuple[str, str]] = {}
        self._repeated: list[tuple[str, str]] = []
        for node in owner.nodes("ЗначенияРеквизитов", "ЗначениеРеквизита"):
            self._add(node.leaf("Наименование"), node.leaf("Значение"))
            self._repeated += [(node.leaf("Наименование"), text) for name, text in node.repeated if name == "Значение"]

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def text(self, *names: str) -> str | None:
        """Take the first of `names` (folded) that has a value."""
        for name in names:
            row = self._rows.get(name)
            if row is not None and row[1]:
                del self._rows[name]
                return clean(row[1])
        return None

    def peek(self, name: str) -> str:
        """Value of `name`, which stays."""
        row = self._rows.get(name)
        return row[1] if row else ""

    def flag(self, *names: str) -> bool | None:
        """Take a truth value; what is not one stays."""
        for name in names:
            row = self._rows.get(name)
            if row is not None and (flag := flag_of(row[1])) is not None:
                del self._rows[name]
                return flag
        return None

    def moment(self, zone: ZoneInfo, *names: str) -> dt.datetime | None:
        """Take a date; an unreadable one stays."""
        for name in names:
            row = self._rows.get(name)
            if row is not None and (moment := moment_of(row[1], zone)) is not None:
                del self._rows[name]
                return moment
        return None

    def rest(self) -> list[Raw]:
        """What nobody took, in the order of the file."""
        return [
            {"name": clean(name), "value": multiline(value)}
            for name, value in (*self._rows.values(), *self._repeated)
            if name or value
        ]

    def _add(self, name: str, value: str) -> None:
        key = fold(name)
        if key in self._rows:
            self._repeated.append((name, value))
        else:
            self._rows[key] = (name, value)
