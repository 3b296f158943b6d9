"""Import of a file of orders, in pages of up to 100 documents."""

import datetime as dt
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from service_kit.connections.store import Connections
from service_kit.errors import DataError
from service_kit.files import Files
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.pages import pages_of
from service_kit.runs.model import Run
from shop_sync.app.goods_ready import require_goods
from shop_sync.app.ports import OrderFiles
from shop_sync.app.store_orders import StoreOrders
from shop_sync.domain.incoming import Incoming

PAGE = 100


class ImportOrders:
    """Executor of runs that read an uploaded file; goes on behind the last stored page after a crash.

    A dry run reports its rows and stores and tells nothing else; a retry takes only the documents it is about.
    """

    def __init__(
        self,
        *,
        store: StoreOrders,
        connections: Connections,
        files: Files,
        replica: Replica,
        sources: Mapping[str, OrderFiles],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._store = store
        self._connections = connections
        self._files = files
        self._replica = replica
        self._sources = sources
        self._now = now

    async def execute(self, run: Run) -> None:
        """Read the run's file to its end; DataError when it breaks off, after all orders before that are stored."""
        if run.file is None:
            raise DataError("file_unknown")
        connection = await self._connections.get(run.account, run.connection)
        await require_goods(self._replica, run, self._now())
        source = self._sources[run.integration]
        with tempfile.NamedTemporaryFile() as file:
            await self._files.copy(run.account, run.file, file)
            file.flush()
            path = Path(file.name)
            work = self._store.begin(run, connection, source.settings(connection), source.size(path))
            incoming = _chosen(source.read(connection, path, skip=run.cursor), run.only)
            async for documents in pages_of(lambda: incoming, PAGE):
                last = documents[-1]
                await self._store.page(work, documents, cursor=last.index + 1, done=last.done)


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
