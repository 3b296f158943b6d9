"""Export of goods as files: the replica streams by, is compared with what was sent, and goes to shop and owner."""

import asyncio
import contextlib
import datetime as dt
import itertools
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from contracts.rows.directory import DirectoryKind, DirectoryRow
from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError
from service_kit.files import Files
from service_kit.goods.marked import MarkedGoods
from service_kit.goods.reading import GoodsPage, GoodsReader
from service_kit.goods.replica import Replica
from service_kit.http import Outside
from service_kit.ids import utc_now
from service_kit.outbox import Outbox, Unit
from service_kit.runs.model import Page, Run, Tally
from service_kit.runs.store import Runs
from shop_sync.app.export_report import ExportReport
from shop_sync.app.goods_diff import GoodsDiff
from shop_sync.app.goods_ready import require_goods
from shop_sync.app.images import Images
from shop_sync.app.ports import Directories, ExportSettings, GoodsFormat, GoodsWriter, SentGood, SentGoods
from shop_sync.app.sent_goods import SentReader
from shop_sync.app.shop_ports import GoodsDelivery
from shop_sync.domain.goods import Terms, with_subgroups

T = TypeVar("T")

EXPORTS_LIVE = dt.timedelta(days=30)
PACK = 1000
TELL_EVERY = dt.timedelta(seconds=1)
KINDS = (
    DirectoryKind.ORGANIZATION,
    DirectoryKind.STORE,
    DirectoryKind.PRICE_TYPE,
    DirectoryKind.CURRENCY,
    DirectoryKind.VAT_RATE,
    DirectoryKind.PRODUCT_GROUP,
)


class ExportGoods:
    """Executor of runs that write goods into files, and hand them to the shop where it takes files.

    What was sent counts once the shop has taken the last file in. After a crash before that all is done anew: the shop
    may have taken some files in, and takes the same again without harm.
    """

    def __init__(
        self,
        *,
        outbox: Outbox,
        runs: Runs,
        connections: Connections,
        files: Files,
        replica: Replica,
        goods: GoodsReader,
        marked: MarkedGoods,
        sent: SentGoods,
        images: Outside,
        formats: Mapping[str, GoodsFormat],
        deliveries: Mapping[str, GoodsDelivery],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._outbox = outbox
        self._runs = runs
        self._connections = connections
        self._files = files
        self._replica = replica
        self._goods = goods
        self._marked = marked
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
        directories = await self._directories(run)
        numbers = await self._only(run)
        terms = terms_of(format_.settings(connection), directories, only=numbers)
        with tempfile.TemporaryDirectory(prefix="export-") as name, _thread() as thread:
            folder = Path(name)
            with (folder / "rows.jsonl").open("w+b") as rest:
                report = ExportReport(rest, numbers)
                writer = format_.writer(connection, terms, directories, folder)
                diff = GoodsDiff(terms, writer, report, dry_run=run.dry_run)
                work = Export(run, connection, terms, folder, writer, diff, report, rest, thread)
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
        pages = self._goods.pages(run.account, terms.stores, terms.price_types)
        async with contextlib.aclosing(pages):
            async for page in pages:
                marked = await self._marked_of(work, page)
                judge = partial(work.diff.page, page, marked, await sent.upto(page.last))
                judged = await work.in_thread(judge)
                names = {} if run.dry_run else await images.fetch(judged.images())
                kept = await work.in_thread(partial(work.diff.write, judged, names))
                if not run.dry_run:
                    await self._keep(run, kept)
                done += len(page.products)
                if self._now() - told_at >= TELL_EVERY:
                    told_at = self._now()
                    await self._record(run, Page(rows=(), tally=work.report.tally, cursor=0, done=done, total=total))

    async def _only(self, run: Run) -> Mapping[str, int] | None:
        """Of a retry: the refs of its goods, with the numbers of their rows."""
        if run.only is None or run.attempt_of is None:
            return None
        refs = await self._runs.outside_ids(run.account, run.attempt_of, run.only)
        return {ref: number for number, ref in refs.items()}

    async def _marked_of(self, work: "Export", page: GoodsPage) -> set[str]:
        if work.terms.all_goods:
            return set()
        refs = [product["ref"] for product in page.products]
        return await self._marked.among(work.run.account, work.connection.id, refs)

    async def _keep(self, run: Run, goods: Sequence[SentGood]) -> None:
        left = iter(goods)
        while pack := list(itertools.islice(left, PACK)):
            await self._sent.write(run.account, run.connection, generation_of(run), pack)

    async def _finish(self, work: "Export", total: int) -> None:
        """Save the files and hand them over, then report and confirm what was sent, all in one transaction."""
        run, report = work.run, work.report
        if not run.dry_run and work.writer.anything():
            await self._hand_over(work)
        if report.rest_count:
            work.rest.seek(0)
            rows = await self._save(run, f"rows-{run.id}.jsonl", work.rest, "application/x-ndjson")
            await self._runs.attach(run, "rows", rows)
        page = Page(rows=report.rows, tally=report.tally, cursor=max(run.only or (0,)) + 1, done=total, total=total)

        async def body(unit: Unit) -> None:
            await self._runs.record(run, page, unit)
            if not run.dry_run:
                await self._sent.confirm(run.account, run.connection, generation_of(run), unit)

        await self._outbox.transact(body)
        self._runs.advance(run, page)

    async def _hand_over(self, work: "Export") -> None:
        """To the shop, if it takes files, and then to the owner: «Скачать файлы»."""
        made_at = self._now()

        async def files(limit: int | None) -> Sequence[Path]:
            return await work.in_thread(partial(work.writer.files, limit, made_at))

        work.pictures.mkdir(exist_ok=True)
        if (delivery := self._deliveries.get(work.run.integration)) is not None:
            await delivery.deliver(work.connection, files, work.pictures)
        with tempfile.TemporaryFile() as target:
            await work.in_thread(partial(work.writer.pack, target, work.pictures, made_at))
            target.seek(0)
            name = f"goods-{made_at:%Y-%m-%d-%H%M}.zip"
            await self._runs.attach(work.run, "export", await self._save(work.run, name, target, "application/zip"))

    async def _save(self, run: Run, name: str, source: BinaryIO, content_type: str) -> str:
        return await self._files.save(run.account, name, source, content_type=content_type, lives=EXPORTS_LIVE)

    async def _record(self, run: Run, page: Page) -> None:
        async def body(unit: Unit) -> None:
            await self._runs.record(run, page, unit)

        await self._outbox.transact(body)

    async def _directories(self, run: Run) -> Directories:
        found: dict[DirectoryKind, dict[str, DirectoryRow]] = {kind: {} for kind in KINDS}
        for row in await self._goods.directories(run.account, KINDS):
            found[DirectoryKind(row.kind)][row.ref] = row
        return found


@dataclass(frozen=True, slots=True)
class Export:
    """One run at work: its files lie in `folder`, its pictures in `pictures`; `thread` alone touches the writer."""

    run: Run
    connection: Connection
    terms: Terms
    folder: Path
    writer: GoodsWriter
    diff: GoodsDiff
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


def terms_of(settings: ExportSettings, directories: Directories, only: Collection[str] | None = None) -> Terms:
    """What the settings mean with the directories of the account; DataError `price_list_not_chosen`.

    `only`: refs of the goods of a retry.
    Entries that were chosen once and are gone now are passed over.
    """
    price_types = [ref for ref in settings.price_types if ref in directories[DirectoryKind.PRICE_TYPE]]
    if not price_types:
        raise DataError("price_list_not_chosen")
    stores = directories[DirectoryKind.STORE]
    chosen = [ref for ref in settings.stores if ref in stores]
    groups = {ref: row.parent_ref for ref, row in directories[DirectoryKind.PRODUCT_GROUP].items()}
    currencies = directories[DirectoryKind.CURRENCY].values()
    return Terms(
        stores=chosen or [ref for ref, row in stores.items() if not row.archived],
        price_types=price_types,
        currency=settings.currency,
        rates={row.currency: row.rate for row in currencies if row.currency and row.rate},
        all_goods=settings.all_goods,
        groups=with_subgroups(settings.groups, groups),
        characteristics=settings.characteristics,
        updates_only=settings.updates_only,
        positive_only=settings.positive_only,
        with_cards=settings.with_cards,
        only=None if only is None else frozenset(only),
    )


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
