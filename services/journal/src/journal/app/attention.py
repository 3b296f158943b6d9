"""«Требует внимания»: everything that waits for a person, over all integrations, worst first."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from contracts.base import AccountId
from contracts.events.connection import Cause, Health, MoneySum, RunStatus
from journal.app.ports import Connections, Orders, Runs
from journal.domain.connection import KnownConnection, LatestRun
from journal.domain.order import Need
from service_kit.mongo import Document
from service_kit.texts import Texts


class ItemKind(StrEnum):
    """What needs attention; the worst first."""

    CONNECTION_NEEDS_ATTENTION = "connection_needs_attention"
    ORDERS_REFUSED = "orders_refused"
    ORDERS_UNANSWERED = "orders_unanswered"
    RUN_FAILED = "run_failed"
    RUN_PARTIAL = "run_partial"
    CONNECTION_RETRYING = "connection_retrying"


RANK = {kind: place for place, kind in enumerate(ItemKind)}
OF_HEALTH = {
    Health.NEEDS_ATTENTION: ItemKind.CONNECTION_NEEDS_ATTENTION,
    Health.RETRYING: ItemKind.CONNECTION_RETRYING,
}
OF_RUN = {RunStatus.FAILED: ItemKind.RUN_FAILED, RunStatus.PARTIAL: ItemKind.RUN_PARTIAL}
OF_ORDERS = {Need.REFUSED: ItemKind.ORDERS_REFUSED, Need.UNANSWERED: ItemKind.ORDERS_UNANSWERED}


@dataclass(frozen=True, slots=True)
class Links:
    """Where to look: the service that owns it, the connection, the run, and one order as the timeline takes its id.

    The run of orders is the one that brought the oldest of them; None when it is not known any more.
    """

    service: str
    connection: str
    run: str | None = None
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do. `count` things wait, with `money` by currency; `since` is the oldest of them."""

    kind: ItemKind
    integration: str | None
    integration_title: str | None
    connection_name: str | None
    cause: Cause
    since: dt.datetime
    count: int
    money: tuple[MoneySum, ...]
    links: Links


class Attention:
    """Reads the list. Nothing is marked as done: an item is there as long as its cause is."""

    def __init__(self, orders: Orders, connections: Connections, runs: Runs, texts: Texts) -> None:
        self._orders = orders
        self._connections = connections
        self._runs = runs
        self._texts = texts

    async def count(self, account: AccountId) -> int:
        """How many items there are."""
        return len(await self._found(account))

    async def items(self, account: AccountId) -> list[Item]:
        """All items of the account."""
        return [await self._with_run(account, item) for item in await self._found(account)]

    async def _with_run(self, account: AccountId, item: Item) -> Item:
        """Orders are answered while their run goes on, and a connection has one run at a time."""
        if item.links.order is None:
            return item
        runs = await self._runs.during(account, item.links.connection, item.since, item.since)
        return replace(item, links=replace(item.links, run=runs[0]["run"])) if runs else item

    async def _found(self, account: AccountId) -> list[Item]:
        known = await self._connections.every(account)
        titles = await self._connections.titles()
        runs = [run for run in await self._connections.bad_runs(account) if not run.cured_by(known.get(run.connection))]
        told = sorted(
            (run for run in runs if run.told_by(known.get(run.connection))), key=lambda run: (run.finished_at, run.run)
        )
        newest = {run.connection: run for run in told}
        found = [
            *(self._connection(row, titles, newest.get(row.id)) for row in known.values() if row.bad),
            *(self._run(run, known.get(run.connection), titles) for run in runs if run not in told),
            *self._waiting(await self._orders.needing(account), known, titles),
        ]
        return sorted(found, key=lambda item: (RANK[item.kind], item.since, item.links.connection, item.cause.key))

    def _connection(self, row: KnownConnection, titles: Mapping[str, str], run: LatestRun | None) -> Item:
        """The connection; with the `run` that failed of the same cause, which is then no item of its own."""
        kind = OF_HEALTH[row.health]
        return Item(
            kind=kind,
            integration=row.integration,
            integration_title=titles.get(row.integration),
            connection_name=row.name,
            cause=self._cause(row.cause, kind, name=row.name),
            since=row.since,
            count=1,
            money=(),
            links=Links(row.service, row.id, run=run.run if run else None),
        )

    def _run(self, run: LatestRun, connection: KnownConnection | None, titles: Mapping[str, str]) -> Item:
        kind = OF_RUN[run.status]
        return Item(
            kind=kind,
            integration=run.integration,
            integration_title=titles.get(run.integration),
            connection_name=connection.name if connection else None,
            cause=self._cause(run.cause, kind, rejected=run.rejected),
            since=run.finished_at,
            count=max(run.rejected, 1),
            money=(),
            links=Links(run.service, run.connection, run=run.run),
        )

    def _waiting(
        self, groups: Iterable[Document], known: Mapping[str, KnownConnection], titles: Mapping[str, str]
    ) -> list[Item]:
        """Orders by connection and cause; groups differ in the currency too."""
        by_cause: defaultdict[tuple[str, Need, str], list[Document]] = defaultdict(list)
        for group in wanted(groups, known):
            by_cause[group["connection"], Need(group["need"]), group["key"]].append(group)
        return [
            self._orders_item(OF_ORDERS[need], key, same, known.get(connection), titles)
            for (connection, need, key), same in by_cause.items()
        ]

    def _orders_item(
        self,
        kind: ItemKind,
        key: str,
        groups: list[Document],
        connection: KnownConnection | None,
        titles: Mapping[str, str],
    ) -> Item:
        count = sum(group["count"] for group in groups)
        oldest = min((group["oldest"] for group in groups), key=lambda row: (row["since"], row["id"]))
        reasons = " ".join(dict.fromkeys(reason["text"] for reason in oldest.get("reasons") or ()))
        text = self._texts.get(
            f"attention_{kind}_one" if count == 1 else f"attention_{kind}",
            {"count": count, "number": oldest["number"], "reasons": reasons},
        )
        return Item(
            kind=kind,
            integration=connection.integration if connection else None,
            integration_title=titles.get(connection.integration) if connection else None,
            connection_name=connection.name if connection else None,
            cause=Cause(key=key, what=text.what, why=text.why, do=text.do),
            since=oldest["since"],
            count=count,
            money=money(groups),
            links=Links(oldest["service"], groups[0]["connection"], order=oldest["id"]),
        )

    def _cause(self, told: Cause | None, kind: ItemKind, **details: object) -> Cause:
        """The cause as its service told it; ours when it told none, or a bare key."""
        if told is not None and told.what:
            return told
        text = self._texts.get(f"attention_{kind}", details)
        return Cause(key=told.key if told else kind, what=text.what, why=text.why, do=text.do)


def wanted(groups: Iterable[Document], known: Mapping[str, KnownConnection]) -> list[Document]:
    """Groups of orders whose connection was not deleted: its owner cannot load them again."""
    return [row for row in groups if not (row["connection"] in known and known[row["connection"]].deleted)]


def money(groups: Iterable[Document]) -> tuple[MoneySum, ...]:
    """Sums by currency; orders without a currency have no sum."""
    sums: defaultdict[str, list[Document]] = defaultdict(list)
    for group in groups:
        if group["currency"]:
            sums[group["currency"]].append(group)
    return tuple(
        MoneySum(
            currency=currency,
            amount=sum((row["amount"] for row in rows), Decimal(0)),
            count=sum(row["count"] for row in rows),
        )
        for currency, rows in sorted(sums.items())
    )
