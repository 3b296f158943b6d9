"""Storing a page of orders: whole or not at all, with its events, its rows and where the reading stands."""

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from service_kit.connections.store import Connection
from service_kit.goods.links import GoodsLinks
from service_kit.goods.matching import Matcher
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.orders.incoming import Incoming, ReadOrder, RejectedDocument
from service_kit.orders.page import PageOfOrders
from service_kit.orders.ports import ImportSettings, Orders
from service_kit.outbox import Outbox, Unit
from service_kit.runs.model import Page, Run
from service_kit.runs.store import Runs


@dataclass(frozen=True, slots=True)
class OrderImport:
    """One run at work; `total` in the unit of `done` of its documents, 0 = not known."""

    run: Run
    connection: Connection
    settings: ImportSettings
    matcher: Matcher
    total: int


class StoreOrders:
    """Takes documents from outside in, page by page. A dry run reports its rows and stores and tells nothing else."""

    def __init__(
        self,
        service: str,
        *,
        mongo: Mongo,
        outbox: Outbox,
        orders: Orders,
        runs: Runs,
        links: GoodsLinks,
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._service = service
        self._mongo = mongo
        self._outbox = outbox
        self._orders = orders
        self._runs = runs
        self._links = links
        self._now = now

    def begin(self, run: Run, connection: Connection, settings: ImportSettings, total: int) -> OrderImport:
        """The state of one run."""
        by = {"by_text": settings.match_by_text, "own_ids": settings.own_ids}
        matcher = Matcher(self._mongo, self._links, run.account, run.connection, **by)
        return OrderImport(run, connection, settings, matcher, total)

    async def page(
        self,
        work: OrderImport,
        documents: Sequence[Incoming],
        *,
        cursor: int,
        done: int,
        also: Callable[[Unit], Awaitable[None]] | None = None,
    ) -> None:
        """Store documents, no outside id twice among them; `also` joins the transaction, for a cursor of its own."""
        run = work.run
        read = [document for document in documents if isinstance(document, ReadOrder)]
        known = await self._orders.find(run.account, run.connection, [document.outside_id for document in read])
        seen = await work.matcher.learn(line for document in read for line in document.order.lines)
        if not run.dry_run:
            await self._links.see(run.account, run.connection, seen)
        again = run.cures if run.file is not None else ()
        page = PageOfOrders(
            self._service,
            work.connection,
            work.settings,
            self._now(),
            dry_run=run.dry_run,
            run=run.id,
            again=again,
        )
        for document in documents:
            if isinstance(document, RejectedDocument):
                page.reject(document)
            else:
                page.take(document, known.get(document.outside_id), work.matcher)
        result = Page(rows=tuple(page.rows), tally=page.tally, cursor=cursor, done=done, total=work.total)

        async def body(unit: Unit) -> None:
            await self._orders.save(run.account, run.connection, page.new, page.changed, unit)
            for event in page.events:
                unit.emit(event)
            await self._runs.record(run, result, unit)
            if also is not None:
                await also(unit)

        await self._outbox.transact(body)
        self._runs.advance(run, result)
