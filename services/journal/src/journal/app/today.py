"""Money of the day: what was loaded, what waits, which exchanges ran."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from contracts.base import AccountId
from contracts.events.connection import MoneySum
from journal.app.attention import money, wanted
from journal.app.ports import Connections, Orders, Runs
from service_kit.errors import DataError
from service_kit.mongo import Document


@dataclass(frozen=True, slots=True)
class Sum:
    """A number of orders, and their money by currency."""

    count: int
    money: tuple[MoneySum, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The day of one integration (None: orders whose connection is not known), or of all. `runs`: status → number."""

    integration: str | None
    title: str | None
    loaded: Sum
    waiting: Sum
    runs: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day of a time zone; `until` is its end."""

    date: dt.date
    since: dt.datetime
    until: dt.datetime
    whole: Part
    parts: tuple[Part, ...]


class Today:
    """Adds up the day. Loaded: the platform kept it first today; waiting: it waits for a person now, since whenever."""

    def __init__(self, orders: Orders, connections: Connections, runs: Runs, clock: Callable[[], dt.datetime]) -> None:
        self._orders = orders
        self._connections = connections
        self._runs = runs
        self._clock = clock

    async def day(self, account: AccountId, zone: str) -> Day:
        """The day that it is in `zone` now; DataError `timezone_wrong`."""
        date = self._clock().astimezone(_zone(zone)).date()
        since, until = (dt.datetime.combine(day, dt.time(), _zone(zone)) for day in (date, date + dt.timedelta(days=1)))
        known = await self._connections.every(account)
        titles = await self._connections.titles()
        loaded = await self._orders.kept(account, since, until)
        waiting = wanted(await self._orders.needing(account), known)
        runs = await self._runs.counted(account, since, until)
        for row in (*loaded, *waiting):
            row["integration"] = known[row["connection"]].integration if row["connection"] in known else None
        slugs = sorted(
            {row["integration"] for row in (*loaded, *waiting, *runs)}, key=lambda slug: (slug is None, slug)
        )

        def part(slug: str | None) -> Part:
            mine = [[row for row in rows if row["integration"] == slug] for rows in (loaded, waiting, runs)]
            return _part(slug, titles.get(slug or ""), *mine)

        return Day(date, since, until, _part(None, None, loaded, waiting, runs), tuple(map(part, slugs)))


def _part(
    slug: str | None, title: str | None, loaded: list[Document], waiting: list[Document], runs: Iterable[Document]
) -> Part:
    ended: Counter[str] = Counter()
    for row in runs:
        ended[row["status"]] += row["count"]
    return Part(slug, title, _sum(loaded), _sum(waiting), dict(ended))


def _sum(rows: list[Document]) -> Sum:
    return Sum(sum(row["count"] for row in rows), money(rows))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise DataError("timezone_wrong", name=name) from error
