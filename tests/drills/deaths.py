"""Drills in which processes of the service die."""

import datetime as dt
import random

from counts import Counts, repeats, require
from drill import Drill, Nodes, drilling
from parcel.contract import FINE, KILLS, RAISES
from settling import settled

from service_kit.consuming import GRACEFUL_SECONDS
from service_kit.ids import utc_now
from service_kit.inbox import SIZE

PREFETCH = 2 * SIZE
EVENTS = 3000


async def kill_worker(nodes: Nodes) -> Counts:
    """Kill -9 four times in the middle of 3,000 messages."""
    async with drilling(nodes, "kill -9 worker") as drill:
        await drill.send(drill.parcels(3000))
        drill.spawn("worker")
        for mark in (200, 800, 1400, 2000):
            await drill.reached(mark)
            drill.kill()
        await drill.reached(3000)
        again = await drill.workers["worker"].metric("biz_inbox_duplicates_total")
        return await settled(drill, note=f"{drill.deaths} kills, {again:.0f} repeats met the inbox")


async def terminate_worker(nodes: Nodes) -> Counts:
    """SIGTERM four times under load: each worker leaves in time and leaves nothing half done."""
    async with drilling(nodes, "SIGTERM under load") as drill:
        await drill.send(drill.parcels(3000))
        slowest = 0.0
        for mark in (200, 800, 1400, 2000):
            drill.spawn("worker")
            await drill.reached(mark)
            slowest = max(slowest, await drill.stop("worker"))
        await drill.start()
        await drill.reached(3000)
        again = await drill.workers["worker"].metric("biz_inbox_duplicates_total")
        require(slowest <= GRACEFUL_SECONDS + 5, f"a worker needed {slowest:.1f} s to leave")
        require(again <= PREFETCH, f"{again:.0f} messages came again")
        return await settled(drill, note=f"slowest exit {slowest:.1f} s, {again:.0f} repeats")


async def relay_twins(nodes: Nodes) -> Counts:
    """Three relays on one outbox full of what a dead writer left, killed at random: sent all, hardly any twice."""
    async with drilling(nodes, "relay twins") as drill:
        await drill.send(drill.parcels(EVENTS))
        await drill.start("writer")
        await drill.reached(EVENTS)
        await drill.nothing_pending()
        await drill.stop("writer")
        await _orphan(drill)
        for number in range(3):
            drill.spawn(f"relay-{number}", role="api")
        dice = random.Random(1)
        for mark in (300, 900, 1800):
            await _published(drill, mark)
            drill.kill(f"relay-{dice.randrange(3)}")
        await drill.nothing_pending()
        heard = await drill.heard()
        again = repeats(heard)
        require(again < 0.05 * EVENTS, f"{again} of {EVENTS} events were sent twice")
        return await settled(drill, note=f"{drill.deaths} kills, {again} events sent twice")


async def _orphan(drill: Drill) -> None:
    """Make the outbox what it is when its writer died before it had published anything."""
    left = {"pending": True, "lease_owner": "dead", "lease_until": utc_now() - dt.timedelta(seconds=1)}
    await drill.db["outbox"].update_many({}, {"$set": left, "$unset": {"published_at": 1}})
    await drill.heard()
    drill.events.clear()


async def _published(drill: Drill, count: int) -> None:
    async def reached() -> bool:
        return await drill.db["outbox"].count_documents({"published_at": {"$exists": True}}) >= count

    await drill.wait(reached, 60, f"{count} events are published")


async def bad_messages(nodes: Nodes) -> Counts:
    """A body that does not validate is dead at once, one whose handling raises after its retries; others go on."""
    async with drilling(nodes, "poison: invalid, raising") as drill:
        await drill.start()
        invalid, raising = drill.parcels(5, "invalid"), drill.parcels(5, "raising", RAISES)
        fine = drill.parcels(500)
        for parcel in invalid:
            await drill.publish(parcel, f'{{"account": "{parcel.account}", "data": {{}}}}'.encode())
        await drill.send([*fine[:250], *raising, *fine[250:]])
        dead = {parcel: "invalid_message" for parcel in invalid} | {parcel: "bug" for parcel in raising}
        return await settled(drill, dead)


async def killing_message(nodes: Nodes) -> Counts:
    """A message that takes its process with it, ten times: then it is dead, and its neighbours are stored."""
    async with drilling(nodes, "poison: kills the process") as drill:
        await drill.hold_locks(1)  # ten deaths, and each holds its locks for so long
        killing = drill.parcels(1, "killing", KILLS)
        fine = drill.parcels(400, "P", FINE)
        await drill.send([*fine[:60], *killing, *fine[60:]])
        drill.spawn("worker")
        counts = await settled(drill, dict.fromkeys(killing, "delivery_limit"), 120)
        counts.note = f"{drill.deaths} deaths"
        return counts
