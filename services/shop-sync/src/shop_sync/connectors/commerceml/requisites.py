"""«ЗначенияРеквизитов»: named values, taken by those who have a field for them; the rest stays as it was."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from service_kit.words import fold
from shop_sync.connectors.commerceml.dates import moment_of
from shop_sync.connectors.commerceml.tree import Raw
from shop_sync.connectors.commerceml.values import clean, flag_of, multiline


class Requisites:
    """Requisites by folded name; a name that repeats is kept but not found."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._rows: dict[str, tuple[str, str]] = {}
        self._repeated: list[tuple[str, str]] = []
        for pair in pairs:
            key = fold(pair[0])
            if key in self._rows:
                self._repeated.append(pair)
            else:
                self._rows[key] = pair

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def peek(self, name: str) -> str:
        """Value of `name` (folded), which stays."""
        row = self._rows.get(name)
        return row[1] if row else ""

    def text(self, *names: str) -> str | None:
        """Take the first of `names` (folded) that has a value."""
        for name in names:
            row = self._rows.get(name)
            if row is not None and row[1]:
                del self._rows[name]
                return clean(row[1])
        return None

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
            {"name": clean(name), "value": multiline(value)} for name, value in (*self._rows.values(), *self._repeated)
        ]
