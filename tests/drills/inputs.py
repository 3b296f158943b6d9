"""Drills of what comes in: repeats, races of two ways, releases side by side."""

import asyncio
import random

from counts import Counts, require
from drill import Nodes, Parcel, drilling
from parcel.contract import SERVICE, HeavierSent, HeavierSentData
from settling import settled

from contracts.base import AccountId
from service_kit.ids import new_id, utc_now

TIMES = 3
RACES = 500


async def duplicates(nodes: Nodes) -> Counts:
    """Each message three times, shuffled, to two workers: one document, two counted repeats each."""
    async with drilling(nodes, "duplicates") as drill:
        parcels = drill.parcels(1000)
        letters = parcels * TIMES
        random.Random(7).shuffle(letters)
        workers = [await drill.start(name) for name in ("one", "two")]
        await drill.send(letters)

        async def counted() -> bool:
            return sum([await worker.metric("biz_inbox_duplicates_total") for worker in workers]) >= 2000

        await drill.wait(counted, 60, "2 repeats of each message are counted")
        repeats = sum([await worker.metric("biz_inbox_duplicates_total") for worker in workers])
        require(repeats == 2000, f"{repeats:.0f} repeats counted, 2000 sent")
        return await settled(drill, note=f"{repeats:.0f} repeats counted")


async def two_ways(nodes: Nodes) -> Counts:
    """The same parcel by message and by HTTP at once, 500 times: one document by its natural key."""
    async with drilling(nodes, "same parcel, two ways") as drill:
        await drill.start()
        await drill.start("other")
        for start in range(0, RACES, 20):
            by_http = [Parcel(f"acc-{index % 3}", f"R{index}") for index in range(start, start + 20)]
            by_message = [Parcel(parcel.account, parcel.number, message=new_id()) for parcel in by_http]
            await asyncio.gather(
                drill.post(by_http[:10]), drill.post(by_http[10:], worker="other"), drill.send(by_message)
            )
        return await settled(drill)


async def upgrade(nodes: Nodes) -> Counts:
    """Old events wait, old and new workers run side by side while new events come: all are handled by either."""
    async with drilling(nodes, "upgrade") as drill:
        await drill.send(drill.parcels(500, "old"))
        await asyncio.gather(drill.start("old"), drill.start("new", release="2"))
        later = drill.parcels(500, "new")
        await asyncio.gather(*(drill.publish(parcel, _heavier(parcel)) for parcel in later))
        await drill.reached(1000)
        known = await drill.db["parcels"].count_documents({"grams": 700})
        require(known > 0, "the new worker read none of the new events")
        require(await drill.db["parcels"].count_documents({"number": {"$regex": "^old"}, "grams": None}) == 500, "old")
        return await settled(drill, note=f"new field read of {known} by the new worker, {500 - known} by the old one")


def _heavier(parcel: Parcel) -> bytes:
    event = HeavierSent.new(
        HeavierSentData(number=parcel.number, grams=700),
        event_id=parcel.message or "",
        now=utc_now(),
        service=SERVICE,
        account=AccountId(parcel.account),
        subject=parcel.number,
    )
    return event.model_dump_json(exclude_none=True).encode()
