"""Drills of an outside system that is slow, overrun, broken, or breaks off."""

import asyncio
import math
import statistics
import time

from counts import Counts, require
from drill import ACCOUNTS, Drill, Nodes, Parcel, drilling
from fake_shop import BROKEN, BUSY, FINE, RETRY_AFTER, TORN, Shop
from parcel.contract import COURIERS
from settling import settled

from service_kit.http import Pace
from service_kit.ids import new_id

STORM_SECONDS = 60
CATCH_UP_SECONDS = 180
FIRST_CALLS = Pace().burst
"""What a connection may have under way before the shop asked for a rest."""
TORN_PARCELS = 4
"""Fewer than open the breaker."""
FLOOR_SECONDS = 0.1
"""Below it two latencies are the same: the machine's own unrest."""


async def slow_shop(nodes: Nodes) -> Counts:
    """One tenant's shop answers after 20 s: the others' parcels come as fast as before."""
    async with drilling(nodes, "slow API", queue=COURIERS) as drill, Shop() as shop:
        await _worker(drill, shop)
        before = await _latency(drill, shop, "before")
        shop.slow.add("acc-slow")
        await drill.send([Parcel("acc-slow", f"S{index}", message=new_id()) for index in range(4)])
        meanwhile = await _latency(drill, shop, "meanwhile")
        require(meanwhile <= 2 * max(before, FLOOR_SECONDS), f"p95 rose from {before:.3f} to {meanwhile:.3f} s")
        note = f"p95 of the others {before * 1000:.0f} ms before, {meanwhile * 1000:.0f} ms meanwhile"
        return await settled(drill, note=note)


async def storm(nodes: Nodes) -> Counts:
    """429 for a minute, 500 for a minute, then fine: nothing lost, the shop is spared, caught up soon after."""
    async with drilling(nodes, "429/5xx storm", queue=COURIERS) as drill, Shop() as shop:
        await _worker(drill, shop)
        shop.mode = BUSY
        await drill.send(drill.parcels(60))
        await asyncio.sleep(STORM_SECONDS)  # the storm itself
        shop.mode = BROKEN
        await asyncio.sleep(STORM_SECONDS)  # the storm itself
        shop.mode, begun = FINE, time.monotonic()
        await drill.reached(60, CATCH_UP_SECONDS)
        caught_up = time.monotonic() - begun
        busy = max(len(shop.during(BUSY, account)) for account in ACCOUNTS)
        broken = sum(len(shop.during(BROKEN, account)) for account in ACCOUNTS)
        require(
            busy <= math.ceil(STORM_SECONDS / RETRY_AFTER) + FIRST_CALLS, f"{busy} calls of one connection during 429"
        )
        require(broken <= 60, f"{broken} calls while the shop was broken: no breaker")
        note = f"{busy} calls a connection in 60 s of 429, {broken} in 60 s of 500, caught up in {caught_up:.0f} s"
        return await settled(drill, note=note)


async def torn_answer(nodes: Nodes) -> Counts:
    """The connection closes after the shop did the write: the repeat carries the same key, so nothing is twice."""
    async with drilling(nodes, "torn response", queue=COURIERS) as drill, Shop() as shop:
        await _worker(drill, shop)
        shop.mode = TORN
        await drill.send(drill.parcels(TORN_PARCELS))
        await drill.reached(TORN_PARCELS)
        keys = {parcel.key for parcel in drill.ledger.attempted}
        require(set(shop.written) == keys, "the shop holds other parcels than were sent")
        require(len(shop.calls) >= 2 * TORN_PARCELS, "no answer was torn")
        return await settled(drill, note=f"{len(shop.calls)} calls, {sum(shop.written.values())} writes at the shop")


async def _worker(drill: Drill, shop: Shop) -> None:
    await drill.start(shop_url=shop.url, egress_allow=f"127.0.0.1:{shop.port}")


async def _latency(drill: Drill, shop: Shop, prefix: str) -> float:
    """p95 of the seconds from sending to the call at the shop, of the tenants with a quick one."""
    parcels, sent = drill.parcels(120, prefix), {}
    for parcel in parcels:
        sent[parcel.key] = time.monotonic()
        await drill.publish(parcel)
        await asyncio.sleep(0.1)  # the pace of the load
    await drill.reached(len([parcel for parcel in drill.ledger.acknowledged if parcel.account != "acc-slow"]))
    seconds = [call.at - sent[call.key] for call in shop.calls if call.key in sent]
    return statistics.quantiles(seconds, n=20)[-1]
