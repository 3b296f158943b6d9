"""Import of orders that come as one file, uploaded or handed out by the shop, in pages of up to 100 documents."""

import datetime as dt
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError, TransientError
from service_kit.files import Files
from service_kit.goods.ready import require_goods
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.orders.incoming import Incoming
from service_kit.orders.store import StoreOrders
from service_kit.pages import pages_of
from service_kit.runs.model import Run
from service_kit.runs.store import Runs
from shop_sync.app.ports import OrderFiles
from shop_sync.app.shop_ports import OrderExchange, OrderSession

PAGE: Final = 100
ANSWERS_LIVE: Final = dt.timedelta(days=30)


class ImportOrders:
    """Executor of runs that read a file of orders; without an upload it is the shop's answer, kept before it is read.

    The shop is told that its orders are safe when all are stored, rejected documents as rows of the report. After a
    crash a run goes on behind the last stored page of the kept file and tells the shop nothing, for the session in
    which it could do so is gone; one more session could confirm orders that came in between and were never read. So
    the shop hands the same orders out next time, they are found unchanged, and are confirmed then: none is lost, none
    stored twice.

    A dry run reports its rows, stores and tells nothing; a retry takes only the documents it is about.
    """

    def __init__(
        self,
        *,
        store: StoreOrders,
        runs: Runs,
        connections: Connections,
        files: Files,
        replica: Replica,
        sources: Mapping[str, OrderFiles],
        exchanges: Mapping[str, OrderExchange],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._store = store
        self._runs = runs
        self._connections = connections
        self._files = files
        self._replica = replica
        self._sources = sources
        self._exchanges = exchanges
        self._now = now

    async def execute(self, run: Run) -> None:
        """Read the run's file to its end; DataError when it breaks off, after all orders before that are stored."""
        connection = await self._connections.get(run.account, run.connection)
        await require_goods(self._replica, run, self._now())
        if run.file is not None:
            with tempfile.NamedTemporaryFile() as file:
                await self._files.copy(run.account, run.file, file)
                file.flush()
                return await self._read(run, connection, Path(file.name))
        exchange = self._exchanges.get(run.integration)
        if exchange is None:
            raise DataError("file_unknown")
        async with exchange.session(connection) as session:
            with tempfile.TemporaryDirectory(prefix="orders-") as folder:
                path = Path(folder) / "answer"
                with path.open("w+b") as answer:
                    await session.fetch(answer)
                await self._keep(run, path)
                await self._read(run, connection, path)
            if not run.dry_run:
                await _confirm(session)

    async def _keep(self, run: Run, path: Path) -> None:
        """Store the answer as it came, and let the run read it from now on."""
        name = f"orders-{self._now():%Y-%m-%d-%H%M}.xml"
        with path.open("rb") as answer:
            kept = await self._files.save(
                run.account, name, answer, content_type="application/octet-stream", lives=ANSWERS_LIVE
            )
        await self._runs.take_source(run, kept)

    async def _read(self, run: Run, connection: Connection, path: Path) -> None:
        source = self._sources[run.integration]
        work = self._store.begin(run, connection, source.settings(connection), source.size(path))
        incoming = _chosen(source.read(connection, path, skip=run.cursor), run.only)
        async for documents in pages_of(lambda: incoming, PAGE):
            last = documents[-1]
            await self._store.page(work, documents, cursor=last.index + 1, done=last.done)


async def _confirm(session: OrderSession) -> None:
    """DataError when the shop cannot be told: putting the run off would not help, its session is over by then."""
    try:
        await session.confirm()
    except TransientError as error:
        raise DataError("orders_not_confirmed") from error


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
