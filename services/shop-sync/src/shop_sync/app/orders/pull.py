"""Orders of a shop that lists them: page by page from where the last run stood."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

from contracts.base import AccountId, ConnectionId
from service_kit.connections.store import Connection, Connections
from service_kit.goods.ready import require_goods
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.orders.incoming import Incoming, RejectedDocument
from service_kit.orders.store import OrderImport, StoreOrders
from service_kit.outbox import Unit
from service_kit.runs.model import Run
from service_kit.runs.store import Runs
from shop_sync.app.shop_ports import OrderCursor, OrderLists

AGAIN_AT_ONCE: Final = 20


class OrderCursors(Protocol):
    """How far the orders of each connection are read. A dry run reads with a cursor of its own, named by the run."""

    async def get(self, account: AccountId, connection: ConnectionId, trial: str | None) -> OrderCursor:
        """Where reading goes on; empty at first. A dry run begins where the connection stands."""

    async def save(
        self, account: AccountId, connection: ConnectionId, trial: str | None, cursor: OrderCursor, unit: Unit
    ) -> None:
        """Remember it, in the transaction that stores the orders before it."""


class PullOrders:
    """Executor of runs that ask a shop for its orders.

    A page of orders and the cursor behind it are stored in one transaction: after a crash the run goes on behind the
    last stored page. Every new run reads the last minutes again, which changes nothing where nothing is new. A dry run
    leaves the cursor of the connection where it is; a retry asks for the orders of its rows one by one.
    """

    def __init__(
        self,
        *,
        store: StoreOrders,
        runs: Runs,
        connections: Connections,
        replica: Replica,
        cursors: OrderCursors,
        shops: Mapping[str, OrderLists],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._store = store
        self._runs = runs
        self._connections = connections
        self._replica = replica
        self._cursors = cursors
        self._shops = shops
        self._now = now

    async def execute(self, run: Run) -> None:
        """Read until the shop has no more; TransientError and ConfigError leave what was stored before."""
        connection = await self._connections.get(run.account, run.connection)
        await require_goods(self._replica, run, self._now())
        shop = self._shops[run.integration]
        if run.only is None:
            await self._read_on(run, connection, shop)
        else:
            await self._read_again(run, connection, shop, sorted(run.only))

    async def _read_on(self, run: Run, connection: Connection, shop: OrderLists) -> None:
        trial = run.id if run.dry_run else None
        cursor = await self._cursors.get(run.account, run.connection, trial)
        if run.cursor == 0:
            cursor = shop.begin(connection, cursor)
        total = run.cursor + await shop.count(connection, cursor)
        work = self._store.begin(run, connection, shop.settings(connection), total)
        more = True
        while more:
            page = await shop.page(connection, cursor, run.cursor)
            if page.cursor != cursor:
                await self._take(work, page.incoming, page.cursor, trial)
            cursor, more = page.cursor, page.more

    async def _take(
        self, work: OrderImport, incoming: Iterable[Incoming], cursor: OrderCursor, trial: str | None
    ) -> None:
        run, documents = work.run, list(incoming)
        read = run.cursor + len(documents)
        newest = {document.outside_id or document.index: document for document in documents}

        async def also(unit: Unit) -> None:
            await self._cursors.save(run.account, run.connection, trial, cursor, unit)

        work = dataclasses.replace(work, total=max(work.total, read))
        await self._store.page(work, list(newest.values()), cursor=read, done=read, also=also)

    async def _read_again(self, run: Run, connection: Connection, shop: OrderLists, numbers: list[int]) -> None:
        """The orders of these rows; `run.cursor` is the number behind the last row that is done."""
        work = self._store.begin(run, connection, shop.settings(connection), len(numbers))
        while left := [number for number in numbers if number >= run.cursor]:
            some = left[:AGAIN_AT_ONCE]
            ids = await self._runs.outside_ids(run.account, run.attempt_of or "", some)
            done = len(numbers) - len(left) + len(some)
            found = {document.outside_id: document for document in await shop.some(connection, set(ids.values()))}
            documents = [_numbered(found.get(ids.get(number)), number, done) for number in some]
            await self._store.page(work, _once(documents), cursor=some[-1] + 1, done=done)


def _once(documents: Iterable[Incoming]) -> list[Incoming]:
    """Orders that several rows are about once; rows that are rejected again all stay so."""
    orders: dict[str | int, Incoming] = {}
    for document in documents:
        orders.setdefault(document.index if isinstance(document, RejectedDocument) else document.outside_id, document)
    return list(orders.values())


def _numbered(document: Incoming | None, number: int, done: int) -> Incoming:
    """The order under the number of the row that it does again."""
    if document is None:
        return RejectedDocument(number, f"Строка {number + 1}", "order_gone_outside", done)
    return dataclasses.replace(document, index=number, done=done)
