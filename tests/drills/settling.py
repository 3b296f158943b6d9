"""The common check after every drill: wait until all is settled, stop the workers, and compare every trace."""

from collections import Counter
from collections.abc import Mapping

from counts import Counts, Failed, repeats, require
from drill import Drill, Parcel, messages


async def settled(drill: Drill, dead: Mapping[Parcel, str] | None = None, within: float = 90, note: str = "") -> Counts:
    """The counts, once nothing moves any more. `dead` are the parcels that must be given up, each with its reason."""
    expected = dict(dead or {})
    ledger = drill.ledger
    wanted = {parcel.key for parcel in ledger.acknowledged - expected.keys()}

    left = "nothing was looked at"

    async def over() -> bool:
        nonlocal left
        rows = await drill.db["parcels"].find({}, {"_id": 1}).to_list(None)
        missing = len(wanted - {row["_id"] for row in rows})
        unburied = len(expected) - await drill.db["failed_messages"].count_documents({})
        pending = await drill.db["outbox"].count_documents({"pending": True})
        left = f"{missing} parcels missing, {unburied} not given up, {pending} events pending"
        return missing == pending == 0 and unburied <= 0

    try:
        await drill.wait(over, within, "all is settled")
    except Failed as failure:
        raise Failed(f"{failure}: {left}") from None
    for name in list(drill.workers):
        await drill.stop(name)
    # what a worker had taken and not settled would be back now
    queue = drill.queue
    resting = (queue.name, queue.dead_name, *(queue.delay_name(delay) for delay in queue.delays_ms))
    require(await drill.depth(*resting) == 0, "messages were left in the queues")
    return await _compare(drill, expected, note)


async def _compare(drill: Drill, dead: Mapping[Parcel, str], note: str) -> Counts:
    attempted, acknowledged = drill.ledger.attempted, drill.ledger.acknowledged
    rows = [f"{row['account']}|{row['number']}" async for row in drill.db["parcels"].find({})]
    done = set(rows)
    buried = {row["message_id"]: row["reason"] async for row in drill.db["failed_messages"].find({})}
    inbox = {row["_id"].rpartition("|")[2] async for row in drill.db["inbox"].find({})}
    told = Counter(key for _, key in {(identity, key) for identity, key in await drill.heard()})
    keys = {parcel.key for parcel in attempted}
    accounted = {parcel.key for parcel in dead if parcel.message in buried}
    acknowledged_ids, attempted_ids = messages(acknowledged), messages(attempted)
    reasons = {parcel.message: reason for parcel, reason in dead.items()}
    return Counts(
        attempted=len(keys),
        acknowledged=len({parcel.key for parcel in acknowledged}),
        done=len(done),
        recovered=len(done - {parcel.key for parcel in acknowledged}),
        duplicated=repeats(rows) + sum(count - 1 for count in told.values()),
        lost=len({parcel.key for parcel in acknowledged} - done - accounted)
        + len(done - told.keys())
        + len(acknowledged_ids - buried.keys() - inbox),
        unexpected=len(done - keys)
        + len(told.keys() - done)
        + len(inbox - attempted_ids)
        + len(inbox & buried.keys())
        + len(done & accounted)
        + sum(buried[identity] != reasons.get(identity) for identity in buried),
        note=note,
    )
