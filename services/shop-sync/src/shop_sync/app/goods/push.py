"""Goods into a shop with an API: first its own goods are read, then ours are brought in line with them, one by one."""

import contextlib
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from contracts.base import Ref
from service_kit.connections.store import Connection, Connections
from service_kit.goods.links import GoodsLinks
from service_kit.goods.reading import GoodsPage
from service_kit.goods.ready import require_goods
from service_kit.goods.replica import Replica
from service_kit.ids import utc_now
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox
from service_kit.runs.model import Run
from service_kit.runs.store import Runs
from shop_sync.app.goods.push_batch import Batch
from shop_sync.app.goods.push_links import PushLinks
from shop_sync.app.goods.push_one import PushOne, Told
from shop_sync.app.goods.shop import GoodsShop, Pushed, ShopGoods, ShopGoodsSession
from shop_sync.app.goods.source import GoodsSource
from shop_sync.domain.goods import Assortment, Good, Refusal, Row, Terms

_NO_ROW: Final[Row] = {}


@dataclass(frozen=True, slots=True)
class Push:
    """One run at work. `numbers`, in a retry: rows of the run before by the refs of their goods."""

    run: Run
    connection: Connection
    session: ShopGoodsSession
    links: PushLinks
    one: PushOne
    batch: Batch
    numbers: Mapping[str, int] | None

    @property
    def terms(self) -> Terms:
        """What the connection lets out."""
        return self.session.terms

    def wants(self, ref: str) -> bool:
        """Whether the run is about this good."""
        return self.numbers is None or ref in self.numbers

    def number(self, ref: str) -> int:
        """Number of the row of the good that comes next."""
        return self.batch.done if self.numbers is None else self.numbers[ref]


class PushGoods:
    """Executor of runs that bring goods into a shop by its API.

    What the shop took is remembered good by good: the next run tells what changed. After a crash the run goes on behind
    the last good that was stored; a product that was made when the answer got lost is found again by our mark in it,
    since the shop's goods are read before anything is made. The copy of them is written in a dry run too, nothing else.
    """

    def __init__(
        self,
        *,
        mongo: Mongo,
        outbox: Outbox,
        runs: Runs,
        connections: Connections,
        replica: Replica,
        goods: GoodsSource,
        links: GoodsLinks,
        shop_goods: ShopGoods,
        shops: Mapping[str, GoodsShop],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._mongo = mongo
        self._outbox = outbox
        self._runs = runs
        self._connections = connections
        self._replica = replica
        self._goods = goods
        self._links = links
        self._shop_goods = shop_goods
        self._shops = shops
        self._now = now

    async def execute(self, run: Run) -> None:
        """Bring the goods of the run's connection into its shop; DataError when its settings name no price list."""
        after = await self._shop_goods.place(run)
        if run.cursor and after is None:  # all was stored by a worker that died right after
            return
        connection = await self._connections.get(run.account, run.connection)
        await require_goods(self._replica, run, self._now())
        shop, numbers = self._shops[run.integration], await self._goods.only(run)
        directories = await self._goods.directories(run.account)
        session = await shop.open(connection, directories, numbers)
        links = PushLinks(self._mongo, self._links, self._shop_goods, run.account, run.connection)
        await self._read_shop(run, session, links)
        batch = Batch(
            run,
            session,
            shop=self._shop_goods,
            runs=self._runs,
            outbox=self._outbox,
            total=await self._goods.count(run.account),
            now=self._now,
        )
        one = PushOne(run, session, self._shop_goods, links)
        await self._stream(Push(run, connection, session, links, one, batch, numbers), after)
        await batch.flush(last=True)

    async def _read_shop(self, run: Run, session: ShopGoodsSession, links: PushLinks) -> None:
        """What changed in the shop since the last run; all of it when goods are missing that it told of before."""
        await self._read_on(run, session, links, await self._shop_goods.cursor(run.account, run.connection))
        if await session.count() < await self._shop_goods.count(run.account, run.connection):
            there = await self._read_on(run, session, links, {})
            await self._shop_goods.forget_others(run.account, run.connection, there)

    async def _read_on(
        self, run: Run, session: ShopGoodsSession, links: PushLinks, cursor: Mapping[str, Any]
    ) -> set[str]:
        """Ids of the products behind the cursor."""
        found: set[str] = set()
        at, more = session.begin(cursor), True
        while more:
            page = await session.page(at)
            await self._shop_goods.take(run.account, run.connection, page.products, page.cursor)
            await links.see(page.products)
            found |= {product.id for product in page.products}
            at, more = page.cursor, page.more
        return found

    async def _stream(self, work: Push, after: Ref | None) -> None:
        run = work.run
        pages = self._goods.pages(run.account, work.terms, after or "")
        async with contextlib.aclosing(pages):
            async for page in pages:
                last = None if page.last is None else Ref(page.last)
                before = await self._shop_goods.pushed(run.account, run.connection, after, last)
                await self._page(work, page, before)
                await work.batch.told()
                after = last

    async def _page(self, work: Push, page: GoodsPage, before: Mapping[Ref, Pushed]) -> None:
        """Every product of the page, and what the shop took of products that are not there any more."""
        rows: dict[Ref, Row] = {
            document["ref"]: {} if document["deleted"] else document["row"] for document in page.products
        }
        marked = await self._goods.marked(work.run, work.terms, page)
        goods = Assortment(work.terms)
        made = {
            ref: goods.good(ref, row, page.stock.get(ref, ()), page.prices.get(ref, ()))
            for ref, row in rows.items()
            if row and goods.wants(row, marked=ref in marked) and work.wants(ref)
        }
        told = {
            ref: (good, work.session.offers(good))
            for ref, good in made.items()
            if isinstance(good, Good) and work.session.refusal(good) is None
        }
        linked = await work.links.among(told)
        off = await work.links.standing([ref for ref in before if ref not in made])
        for ref in sorted({*rows, *before}):
            if not work.wants(ref):
                work.batch.passed(ref)
            elif ref in told:
                good, offers = told[ref]
                one = Told(good, offers, before.get(ref), linked[ref], work.number(ref))
                await work.batch.add(await work.one.tell(one))
            elif ref in made:
                await work.batch.add(
                    work.one.reject(ref, rows[ref], work.number(ref), _reason(made[ref], work.session))
                )
            elif ref in before and not before[ref].hidden:
                entry = work.one.take_off(ref, rows.get(ref, _NO_ROW), before[ref], off[ref], work.number(ref))
                await work.batch.add(await entry)
            else:
                work.batch.passed(ref)


def _reason(made: Good | Refusal, session: ShopGoodsSession) -> str:
    """Why the good cannot be told."""
    return made.key if isinstance(made, Refusal) else session.refusal(made) or made.ref
