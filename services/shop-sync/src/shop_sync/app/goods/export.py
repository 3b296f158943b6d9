"""Export of goods as files: the replica streams by, is compared with what was sent, and goes to shop and owner."""

import asyncio
import contextlib
import datetime as dt
import itertools
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from service_kit.connections.store import Connection, Connections
from service_kit.goods.ready import require_goods
from service_kit.goods.replica import Replica
from service_kit.http import Outside
from service_kit.ids import utc_now
from service_kit.outbox import Unit
from service_kit.runs.model import Run, Tally
from shop_sync.app.goods.diff import GoodsDiff
from shop_sync.app.goods.images import Images
from shop_sync.app.goods.report import ExportReport
from shop_sync.app.goods.reports import ExportReports
from shop_sync.app.goods.sent import SentReader
from shop_sync.app.goods.source import GoodsSource, terms_of
from shop_sync.app.goods.writing import GoodsWriting
from shop_sync.app.ports import GoodsFormat, GoodsWriter, SentGood, SentGoods
from shop_sync.app.shop_ports import GoodsDelivery
from shop_sync.domain.goods import Terms

T = TypeVar("T")

PACK = 1000
TELL_EVERY = dt.timedelta(seconds=1)


class ExportGoods:
    """Executor of runs that write goods into files, and hand them to the shop where it takes files.

    What was sent counts once the shop has taken the last file in. After a crash before that all is done anew: the shop
    may have taken some files in, and takes the same again without harm.
    """

    def __init__(
        self,
        *,
        reports: ExportReports,
        connections: Connections,
        replica: Replica,
        goods: GoodsSource,
        sent: SentGoods,
        images: Outside,
        formats: Mapping[str, GoodsFormat],
        deliveries: Mapping[str, GoodsDelivery],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._reports = reports
        self._connections = connections
        self._replica = replica
        self._goods = goods
        self._sent = sent
        self._images = images
        self._formats = formats
        self._deliveries = deliveries
        self._now = now

    async def execute(self, run: Run) -> None:
        """Export the goods of the run's connection; DataError when its settings name no price list."""
        if run.cursor:  # everything was stored by a worker that died right after
            return
        connection = await self._connections.get(run.account, run.connection)
        await require_goods(self._replica, run, self._now())
        run.tally = Tally()
        format_ = self._formats[run.integration]
        directories = await self._goods.directories(run.account)
        numbers = await self._goods.only(run)
        terms = terms_of(format_.settings(connection), directories, only=numbers)
        with tempfile.TemporaryDirectory(prefix="export-") as name, _thread() as thread:
            folder = Path(name)
            with (folder / "rows.jsonl").open("w+b") as rest:
                report = ExportReport(rest, numbers)
                writer = format_.writer(connection, terms, directories, folder)
                diff, writing = (
                    GoodsDiff(terms, writer, report),
                    GoodsWriting(terms, writer, report, dry_run=run.dry_run),
                )
                work = Export(run, connection, terms, folder, writer, diff, writing, report, rest, thread)
                total = await self._goods.count(run.account)
                await self._stream(work, total)
                await self._finish(work, total)

    async def _stream(self, work: "Export", total: int) -> None:
        """Put all goods into the files of the writer, and what is sent by that into the next generation."""
        run, terms = work.run, work.terms
        current = await self._sent.current(run.account, run.connection)
        sent = SentReader(self._sent.read(run.account, run.connection, current))
        images = Images(self._images.client(run.account, run.connection), work.pictures)
        told_at, done = self._now(), 0
        pages = self._goods.pages(run.account, terms)
        async with contextlib.aclosing(pages):
            async for page in pages:
                marked = await self._goods.marked(run, terms, page)
                judge = partial(work.diff.page, page, marked, await sent.upto(page.last))
                judged = await work.in_thread(judge)
                names = {} if run.dry_run else await images.fetch(judged.images())
                kept = await work.in_thread(partial(work.writing.page, judged, names))
                if not run.dry_run:
                    await self._keep(run, kept)
                done += len(page.products)
                if self._now() - told_at >= TELL_EVERY:
                    told_at = self._now()
                    await self._reports.tell(run, work.report, done, total)

    async def _keep(self, run: Run, goods: Sequence[SentGood]) -> None:
        left = iter(goods)
        while pack := list(itertools.islice(left, PACK)):
            await self._sent.write(run.account, run.connection, generation_of(run), pack)

    async def _finish(self, work: "Export", total: int) -> None:
        """Save the files and hand them over, then report and confirm what was sent, all in one transaction."""
        run, report = work.run, work.report
        if not run.dry_run and work.writer.anything():
            await self._hand_over(work)

        async def confirm(unit: Unit) -> None:
            if not run.dry_run:
                await self._sent.confirm(run.account, run.connection, generation_of(run), unit)

        await self._reports.close(run, report, work.rest, total, confirm)

    async def _hand_over(self, work: "Export") -> None:
        """To the shop, if it takes files, and then to the owner: «Скачать файлы»."""
        made_at = self._now()

        async def files(limit: int | None) -> Sequence[Path]:
            return await work.in_thread(partial(work.writer.files, limit, made_at))

        work.pictures.mkdir(exist_ok=True)
        if (delivery := self._deliveries.get(work.run.integration)) is not None:
            await delivery.deliver(work.connection, files, work.pictures, whole=work.terms.all_cards)
        with tempfile.TemporaryFile() as target:
            await work.in_thread(partial(work.writer.pack, target, work.pictures, made_at))
            target.seek(0)
            name = f"goods-{made_at:%Y-%m-%d-%H%M}.zip"
            await self._reports.attach(work.run, "export", name, target, "application/zip")


@dataclass(frozen=True, slots=True)
class Export:
    """One run at work: its files lie in `folder`, its pictures in `pictures`; `thread` alone touches the writer."""

    run: Run
    connection: Connection
    terms: Terms
    folder: Path
    writer: GoodsWriter
    diff: GoodsDiff
    writing: GoodsWriting
    report: ExportReport
    rest: BinaryIO
    thread: ThreadPoolExecutor

    @property
    def pictures(self) -> Path:
        """Folder of the pictures, as the zip will have them."""
        return self.folder / "pictures"

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Do it in the thread of this export."""
        return await asyncio.get_running_loop().run_in_executor(self.thread, work)


def generation_of(run: Run) -> str:
    """Each try of a run writes a generation of its own: an earlier try may have left a part of its one."""
    return f"{run.id}:{run.tries}"


@contextlib.contextmanager
def _thread() -> Iterator[ThreadPoolExecutor]:
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="export")
    try:
        yield thread
    finally:
        thread.shutdown(wait=True)
