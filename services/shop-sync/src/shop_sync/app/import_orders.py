"""Import of a file of orders: a page of up to 100 documents is stored whole or not at all, with its events and rows."""

import datetime as dt
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError
from service_kit.files import Files
from service_kit.goods.links import GoodsLinks
from service_kit.goods.matching import Matcher
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit
from service_kit.pages import pages_of
from service_kit.runs.model import Page, Run
from service_kit.runs.store import Runs
from shop_sync.app.goods_ready import require_goods
from shop_sync.app.page import PageOfOrders
from shop_sync.app.ports import ImportSettings, OrderFiles, Orders
from shop_sync.domain.incoming import Incoming, ReadOrder, RejectedDocument

PAGE = 100


class ImportOrders:
    """Executor of runs that read an uploaded file; goes on behind the last stored page after a crash.

    A dry run reports its rows and stores and tells nothing else; a retry takes only the documents it is about.
    """

    def __init__(
        self,
        *,
        mongo: Mongo,
        outbox: Outbox,
        orders: Orders,
        runs: Runs,
        connections: Connections,
        files: Files,
        replica: Replica,
        links: GoodsLinks,
        sources: Mapping[str, OrderFiles],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._mongo = mongo
        self._outbox = outbox
        self._orders = orders
        self._runs = runs
        self._connections = connections
        self._files = files
        self._replica = replica
        self._links = links
        self._sources = sources
        self._now = now

    async def execute(self, run: Run) -> None:
        """Read the run's file to its end; DataError when it breaks off, after all orders before that are stored."""
        if run.file is None:
            raise DataError("file_unknown")
        connection = await self._connections.get(run.account, run.connection)
        await require_goods(self._replica, run, self._now())
        source = self._sources[run.integration]
        settings = source.settings(connection)
        matcher = Matcher(self._mongo, self._links, run.account, run.connection, by_text=settings.match_by_text)
        with tempfile.NamedTemporaryFile() as file:
            await self._files.copy(run.account, run.file, file)
            file.flush()
            path = Path(file.name)
            work = Import(run, connection, settings, matcher, total=source.size(path))
            incoming = _chosen(source.read(connection, path, skip=run.cursor), run.only)
            async for documents in pages_of(lambda: incoming, PAGE):
                await self._store(work, documents)

    async def _store(self, work: "Import", documents: list[Incoming]) -> None:
        run = work.run
        read = [document for document in documents if isinstance(document, ReadOrder)]
        known = await self._orders.find(run.account, run.connection, [document.outside_id for document in read])
        await work.matcher.learn(line for document in read for line in document.order.lines)
        page = PageOfOrders(work.connection, work.settings, self._now(), dry_run=run.dry_run)
        for document in documents:
            if isinstance(document, RejectedDocument):
                page.reject(document)
            else:
                page.take(document, known.get(document.outside_id), work.matcher)
        result = Page(
            rows=tuple(page.rows),
            tally=page.tally,
            cursor=documents[-1].index + 1,
            done=documents[-1].done,
            total=work.total,
        )

        async def body(unit: Unit) -> None:
            await self._orders.save(run.account, run.connection, page.new, page.changed, unit)
            for event in page.events:
                unit.emit(event)
            await self._runs.record(run, result, unit)

        await self._outbox.transact(body)
        self._runs.advance(run, result)


@dataclass(frozen=True, slots=True)
class Import:
    """One run at work; `total` is the size of its file in bytes."""

    run: Run
    connection: Connection
    settings: ImportSettings
    matcher: Matcher
    total: int


def _chosen(incoming: Iterator[Incoming], only: Collection[int] | None) -> Iterator[Incoming]:
    """The documents with these numbers, or all; reading ends behind the last of them."""
    if only is None:
        yield from incoming
        return
    last = max(only)
    for document in incoming:
        if document.index in only:
            yield document
        if document.index >= last:
            return
