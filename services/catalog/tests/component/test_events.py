"""What services say reaches the marketplace of every API process, once, in the right order, for the right account."""

import asyncio
import random
import time
from typing import Any

import pytest

from contracts.events.connection import Cause, Health
from service_kit.app import Kit
from service_kit.outbox import Unit
from service_kit.settings import Role, Settings
from service_kit.testing.process import eventually

pytestmark = [pytest.mark.mongo, pytest.mark.rabbit]


async def shown(process: Any, slugs: list[str], **query: Any) -> None:
    async def same() -> bool:
        found: list[str] = await process.slugs(**query)
        return found == slugs

    await eventually(same, 5, f"{slugs} are shown")


async def test_another_process_shows_an_announced_widget_within_a_second(
    *, worker: Any, start: Any, neighbours: Any, make: Any
) -> None:
    processes = [await start(Role.API), await start(Role.API)]
    for process in processes:
        assert await process.slugs() == []
    await neighbours.say(make.announced(1, "insales"))
    await worker.handled(1)
    committed = time.monotonic()
    await asyncio.gather(*(shown(process, ["insales"]) for process in processes))
    assert time.monotonic() - committed < 1.5


async def test_the_newest_announcement_of_each_service_counts(
    *, worker: Any, api: Any, neighbours: Any, make: Any
) -> None:
    said = [
        make.announced(3, "insales", "umi"),
        make.announced(1, "insales", "old"),
        make.announced(2, "older"),
        make.announced(1, "mango", service="telephony-gw"),
    ]
    await neighbours.say(*said, said[1], said[0])
    await worker.handled(len(said))
    await shown(api, ["insales", "mango", "umi"])
    await neighbours.say(make.announced(4, "umi"), make.announced(3, "mango", "insales"))
    await worker.handled(len(said) + 2)
    await shown(api, ["mango", "umi"])


async def test_states_of_connections_in_any_order_and_twice_give_the_newest(
    *, worker: Any, api: Any, neighbours: Any, make: Any
) -> None:
    cause = Cause(key="invalid_auth", what="Магазин не принял ключ.", why="Ключ изменился.", do="Введите новый.")
    said = [
        make.changed(1, name="Старое имя"),
        make.changed(2, health=Health.RETRYING),
        make.changed(3, health=Health.NEEDS_ATTENTION, name="Insales_01", cause=cause),
        make.changed(1, "c-2", name="Insales_02"),
        make.changed(2, "c-2", name="Insales_02", enabled=False),
        make.changed(1, "c-3", name="Удалённое"),
        make.changed(2, "c-3", name="Удалённое", health=Health.DELETED),
    ]
    mixed = said * 2
    random.Random(7).shuffle(mixed)  # noqa: S311  # the same order each time
    await neighbours.say(make.announced(1, "insales"), *mixed)
    await worker.handled(len(said) + 1)
    await neighbours.say(make.changed(1, "c-3", name="Удалённое"))
    await worker.handled(len(said) + 2)
    window = await api.window("insales")
    assert (window["connected"], window["connections"]) == (True, 2)
    assert window["connection_list"] == [
        {
            "id": "c-1",
            "name": "Insales_01",
            "enabled": True,
            "health": "needs_attention",
            "cause": cause.model_dump(),
        },
        {"id": "c-2", "name": "Insales_02", "enabled": False, "health": "ok", "cause": None},
    ]
    assert window["buttons"][0] == {"action": "connect", "title": "Подключить ещё"}


async def test_the_last_connection_deleted_leaves_the_widget_unconnected(
    *, worker: Any, api: Any, neighbours: Any, make: Any
) -> None:
    await neighbours.say(make.announced(1, "insales"), make.changed(1))
    await worker.handled(2)
    await shown(api, ["insales"], filter="connected")
    await neighbours.say(make.changed(2, health=Health.DELETED))
    await worker.handled(3)
    await shown(api, [], filter="connected")
    assert (await api.window("insales"))["buttons"][0]["title"] == "Подключить"


async def test_connections_are_seen_by_their_account_alone(
    *, worker: Any, api: Any, neighbours: Any, make: Any
) -> None:
    same_id = [make.changed(1, account="demo", name="Мой"), make.changed(1, account="other", name="Чужой")]
    await neighbours.say(make.announced(1, "insales"), *same_id)
    await worker.handled(3)
    for account, name in (("demo", "Мой"), ("other", "Чужой")):
        assert [row["name"] for row in (await api.window("insales", account))["connection_list"]] == [name]
    assert (await api.window("insales", "third"))["connection_list"] == []
    assert await api.slugs("third", filter="connected") == []


async def test_a_connection_told_before_its_widget_is_shown_with_it(
    *, worker: Any, api: Any, neighbours: Any, make: Any
) -> None:
    await neighbours.say(make.changed(1))
    await worker.handled(1)
    assert await api.slugs() == []
    await neighbours.say(make.announced(1, "insales"))
    await worker.handled(2)
    await shown(api, ["insales"], filter="connected")


async def test_two_workers_lose_nothing(*, start: Any, neighbours: Any, make: Any) -> None:
    workers = [await start(Role.WORKER), await start(Role.WORKER)]
    said = [make.changed(step, f"c-{number}", name=f"N{step}") for step in range(1, 6) for number in range(40)]
    random.Random(3).shuffle(said)  # noqa: S311  # the same order each time
    await neighbours.say(make.announced(1, "insales"), *said)
    await workers[0].handled(len(said) + 1)
    api = await start(Role.API)
    found = (await api.window("insales"))["connection_list"]
    assert {row["name"] for row in found} == {"N5"}
    assert len(found) == 40


async def test_what_was_announced_before_the_catalogue_first_started_is_shown(
    *, start: Any, make: Any, amqp_url: str, mongo_url: str, mongo_database: str
) -> None:
    settings = Settings(role=Role.API, amqp_url=amqp_url, mongo_url=mongo_url, mongo_database=mongo_database)
    kit = Kit("shop-sync", settings, queues=())
    app = kit.build()

    async def announce(unit: Unit) -> None:
        unit.emit(make.announced(1, "insales"))

    async with app.router.lifespan_context(app):
        await kit.outbox.transact(announce)

        async def sent() -> bool:
            return bool(await kit.mongo["outbox"].count_documents({"published_at": {"$exists": True}}))

        await eventually(sent, what="the announcement is sent")
    await start(Role.WORKER)
    await shown(await start(Role.API), ["insales"])
