"""The gauges tell what waits: an event that cannot be sent, connections by health."""

import time
from typing import Any

import pytest
from prometheus_client import REGISTRY

from service_kit.gauges import Gauges
from service_kit.ids import made_at, new_id
from service_kit.mongo import Mongo
from service_kit.outbox import Outbox, Unit

pytestmark = pytest.mark.mongo


def told(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


def test_an_id_tells_when_it_was_made() -> None:
    before = time.time()
    assert before - 0.002 <= made_at(new_id()) <= time.time()


async def test_pending_events_and_their_age_are_told_until_they_are_sent(
    mongo: Mongo, silent_outbox: Outbox, sample: Any
) -> None:
    gauges = Gauges(mongo)

    async def emit(unit: Unit) -> None:
        unit.emit(sample.changed("c-1"))
        unit.emit(sample.changed("c-2"))

    await silent_outbox.transact(emit)
    first = await mongo["outbox"].find_one({}, sort=[("_id", 1)])
    assert first is not None
    old = f"{int((time.time() - 600) * 1000):012x}"
    aged = f"{old[:8]}-{old[8:]}{first['_id'][13:]}"
    await mongo["outbox"].delete_one({"_id": first["_id"]})
    await mongo["outbox"].insert_one({**first, "_id": aged})

    await gauges.refresh()
    assert told("biz_outbox_pending") == 2
    assert told("biz_outbox_oldest_seconds") == pytest.approx(600, abs=10)

    await mongo["outbox"].update_many({}, {"$unset": {"pending": 1}})
    await gauges.refresh()
    assert (told("biz_outbox_pending"), told("biz_outbox_oldest_seconds")) == (0, 0)


async def test_connections_are_counted_by_health(mongo: Mongo) -> None:
    rows = [("a", "ok"), ("b", "ok"), ("a", "needs_attention")]
    await mongo["connections"].insert_many([{"account": account, "health": health} for account, health in rows])
    await Gauges(mongo).refresh()
    counts = {health: told("biz_connections", health=health) for health in ("ok", "needs_attention", "retrying")}
    assert counts == {"ok": 2, "needs_attention": 1, "retrying": 0}
