"""Wiring of the parcel service."""

import datetime as dt
import sys

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel

from contracts.base import AccountId, ConnectionId
from contracts.topology import WorkQueue
from parcel.contract import COURIERS, PARCELS, SERVICE, HeavierSent, ParcelSent
from parcel.store import Parcels, stored
from service_kit import outbox
from service_kit.app import Kit
from service_kit.http import Outside, Pace
from service_kit.ids import utc_now
from service_kit.inbox import Conflict, inbox_id
from service_kit.outbox import Outbox, Unit
from service_kit.settings import Settings


class ParcelSettings(Settings):
    """`lease_seconds` shortens the wait for what a dead writer left; `release` 2 reads the later schema.

    `skew_seconds` makes the clock wrong; `shop_url` is the shop that couriers tell.
    `one_by_one` handles each message in a transaction of its own, 16 at once: what the batches are compared with.
    """

    mongo_database: str = "parcel"
    lease_seconds: float = 30
    release: int = 1
    skew_seconds: float = 0
    shop_url: str = ""
    one_by_one: bool = False


class Given(BaseModel):
    """A parcel by HTTP."""

    account: AccountId
    number: str
    text: str = ""


def create_app(settings: ParcelSettings) -> FastAPI:
    """The ASGI app."""
    outbox.LEASE = dt.timedelta(seconds=settings.lease_seconds)
    _set_clock(dt.timedelta(seconds=settings.skew_seconds))
    kit = Kit(SERVICE, settings, queues=(PARCELS, COURIERS))
    parcels = Parcels(kit.mongo)
    shop = kit.outside("shop", Pace())
    model = HeavierSent if settings.release == 2 else ParcelSent
    if settings.one_by_one:
        kit.consume(PARCELS, model, OneByOne(kit, parcels, PARCELS).handle, prefetch=16)
    else:
        kit.consume_batches(PARCELS, model, parcels.work)
    couriers = Couriers(shop, settings.shop_url, OneByOne(kit, parcels, COURIERS))
    kit.consume(COURIERS, ParcelSent, couriers.handle, prefetch=16)
    kit.include(_router(kit.outbox, parcels))
    return kit.build()


def _set_clock(skew: dt.timedelta) -> None:
    """Make the clock wrong for every module of the kit, however it got hold of it."""
    right = utc_now
    for name, module in list(sys.modules.items()):
        if name.startswith("service_kit.") and hasattr(module, "utc_now"):
            module.utc_now = lambda: right() + skew


class OneByOne:
    """The same three writes in a transaction per message."""

    def __init__(self, kit: Kit, parcels: Parcels, queue: WorkQueue) -> None:
        self._kit = kit
        self._queue = queue
        self._inbox = kit.mongo["inbox"]
        self._parcels = parcels

    async def handle(self, event: ParcelSent) -> None:
        key = {"_id": inbox_id(event, self._queue.name), "account": event.account}
        if await self._inbox.find_one(key):
            return

        async def body(unit: Unit) -> None:
            await self._inbox.insert_one({**key, "at": utc_now()}, session=unit.session)
            await self._parcels.work([event], unit)

        await self._kit.outbox.transact(body)


class Couriers:
    """Tells the shop first, then stores; the key makes telling it again harmless."""

    def __init__(self, shop: Outside, url: str, then: OneByOne) -> None:
        self._shop = shop
        self._url = url
        self._then = then

    async def handle(self, event: ParcelSent) -> None:
        client = self._shop.client(event.account, ConnectionId(event.account), allow_plain=True)
        key = {"Idempotency-Key": f"{event.account}|{event.data.number}"}
        await client.post(f"{self._url}/{event.account}", headers=key, repeatable=True)
        await self._then.handle(event)


def _router(box: Outbox, parcels: Parcels) -> APIRouter:
    router = APIRouter()

    @router.post("/v1/parcels", status_code=201)
    async def add(given: Given) -> dict[str, str]:
        async def body(unit: Unit) -> None:
            row = {**given.model_dump(), "_id": f"{given.account}|{given.number}", "grams": None}
            if await parcels.add([row], unit):
                unit.emit(stored(given.account, given.number))

        while True:
            try:
                await box.transact(body)
            except Conflict:  # a message brought the same parcel at this very moment: look again
                continue
            return {"number": given.number}

    return router
