"""Settings of an exchange that show in the database: goods of orders that are matched, runs that start themselves."""

import datetime as dt
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

import pytest
from exchange_office import DEMO, Office

from contracts.events.connection import RunKind, RunTrigger
from contracts.order import MatchedBy
from service_kit.connections.periods import PERIOD_LABELS, Period
from service_kit.connections.store import Connection
from service_kit.goods.keys import article_key, name_key, ref_key
from service_kit.orders.mongo_orders import MongoOrders
from simulators.commerceml.server import LOGIN, PASSWORD, Running, running

pytestmark = pytest.mark.mongo

SECOND = dt.timedelta(seconds=1)
DIRECTIONS = {"export_every": "export_goods", "import_every": "import_orders"}
LENGTHS = {"15m": 15, "30m": 30, "1h": 60, "3h": 180, "12h": 720, "24h": 1440}
"""In minutes, by the choices of the guide."""


@pytest.fixture
def shop() -> Iterator[Running]:
    with running() as there:
        yield there


@pytest.fixture
async def office(mongo_url: str, mongo_database: str, shop: Running) -> AsyncIterator[Office]:
    made = Office(mongo_url, mongo_database, place=shop.place, address=shop.address, login=LOGIN)
    await made.kit.migrate()
    await made.goods_arrive()
    yield made
    await made.kit.mongo.close()


# goods of orders

MUG, MUG_NAME, PLATE = ("mug", "М-1"), "Кружка  с оленем", ("plate", "Т-7")


def order(*lines: str) -> str:
    return (
        "<Документ><Ид>7</Ид><Номер>7</Номер><Дата>2026-11-24</Дата><Валюта>RUB</Валюта><Роль>Продавец</Роль>"
        f"<ХозОперация>Заказ товара</ХозОперация><Товары>{''.join(lines)}</Товары></Документ>"
    )


def line(name: str, **more: str) -> str:
    given = "".join(f"<{tag}>{text}</{tag}>" for tag, text in more.items())
    return f"<Товар>{given}<Наименование>{name}</Наименование><ЦенаЗаЕдиницу>9</ЦенаЗаЕдиницу><Количество>1</Количество></Товар>"  # noqa: E501  # one element


async def product(office: Office, ref: str, article: str, name: str) -> None:
    keys = [{"key": key, "variant": None} for key in (ref_key(ref), article_key(article), name_key(name))]
    document = {"_id": f"{DEMO}|{ref}", "account": DEMO, "ref": ref, "sequence": 1, "deleted": False, "keys": keys}
    await office.kit.mongo["replica_products"].insert_one({**document, "row": {"ref": ref, "name": name}})


async def pulled(office: Office, connection: Connection) -> list[tuple[str | None, MatchedBy | None]]:
    """(product, what it was recognised by) of the lines of the shop's order, after a run."""
    await office.runs.queue(connection, RunKind.IMPORT_ORDERS, RunTrigger.USER, by="u")
    run = await office.runs.claim()
    assert run is not None
    await office.importing.execute(run)
    await office.finish()
    found = await MongoOrders(office.kit.mongo).find(DEMO, connection.id, ["7"])
    return [(one.product_ref, one.matched_by) for one in found["7"].order.lines]


@pytest.mark.parametrize("on", [True, False])
async def test_goods_are_matched_by_article_and_name_only_when_asked(office: Office, shop: Running, on: bool) -> None:
    await product(office, *MUG, "Кружка с оленем")
    await product(office, *PLATE, "Тарелка")
    await product(office, "plate-2", "Т-8", "Тарелка")
    shop.shop.add_order(
        "7",
        order(
            line("Своё имя", Артикул=" М-1 "),
            line(MUG_NAME),
            line("Тарелка"),
            line("Тарелка", Артикул="Т-7"),
            line("Своё имя", Ид="mug"),
            line("Своё имя", Ид="чужой"),
        ),
    )
    none = (None, None)
    by_text = [("mug", MatchedBy.ARTICLE), ("mug", MatchedBy.NAME), none, ("plate", MatchedBy.ARTICLE)]
    connection = await office.connect(PASSWORD, match_goods=on)
    assert await pulled(office, connection) == [*(by_text if on else [none] * 4), ("mug", MatchedBy.ID), none]


# the schedule


async def ticks(office: Office) -> Mapping[str, dt.datetime]:
    """When each kind of run is due."""
    return {row["kind"]: row["due_at"] async for row in office.kit.mongo["schedule"].find({})}


async def started(office: Office) -> list[str]:
    """Kinds of the runs that are open, after the schedule has looked."""
    await office.scheduler.step()
    return [row["kind"] async for row in office.kit.mongo["runs"].find({"open": True})]


def test_the_choices_are_those_of_the_guide() -> None:
    assert [str(period) for period in Period] == list(LENGTHS) == list(PERIOD_LABELS)


@pytest.mark.parametrize("period", LENGTHS)
@pytest.mark.parametrize("field", DIRECTIONS)
async def test_a_direction_starts_each_time_its_period_is_over(office: Office, field: str, period: str) -> None:
    kind, every = DIRECTIONS[field], dt.timedelta(minutes=LENGTHS[period])
    await office.connect(PASSWORD, **{field: period})
    due = (await ticks(office))[kind]
    assert office.now < due <= office.now + every
    for tick in (due, due + every):
        office.now = tick - SECOND
        assert await started(office) == []
        office.now = tick
        assert await started(office) == [kind]
        await office.finish()


@pytest.mark.parametrize("field", DIRECTIONS)
async def test_ticks_wait_while_a_run_is_open_and_are_one_then(office: Office, field: str) -> None:
    kind = DIRECTIONS[field]
    connection = await office.connect(PASSWORD, **{field: "15m"})
    await office.runs.queue(connection, RunKind(kind), RunTrigger.USER, by="u")
    office.now += dt.timedelta(hours=3)
    assert await started(office) == [kind]
    await office.finish()
    assert await started(office) == [kind]
    assert await office.kit.mongo["runs"].count_documents({}) == 2
    await office.finish()
    assert await started(office) == []


async def test_both_directions_have_times_of_their_own_and_run_one_after_the_other(office: Office) -> None:
    await office.connect(PASSWORD, export_every="30m", import_every="15m")
    assert (await ticks(office)).keys() == {"export_goods", "import_orders"}
    office.now += dt.timedelta(hours=1)
    seen = []
    while open_ := await started(office):
        assert len(open_) == 1
        seen += open_
        await office.finish()
    assert sorted(seen) == ["export_goods", "import_orders"]


async def test_a_connection_that_is_off_waits_and_goes_on_when_it_is_on(office: Office) -> None:
    every: dict[str, Any] = {"export_every": "15m", "import_every": "15m", "send_statuses": True}
    connection = await office.connect(PASSWORD, **every)
    shown = (await office.connections.plan.ahead(DEMO, [connection.id]))[connection.id]
    assert shown == await ticks(office)
    form = office.form(PASSWORD, **every)
    await office.connections.change(DEMO, connection.id, "Магазин", False, form, by="u")
    office.now += dt.timedelta(days=2)
    assert await started(office) == []
    assert (await office.connections.plan.ahead(DEMO, [connection.id]))[connection.id] == {}
    await office.connections.change(DEMO, connection.id, "Магазин", True, form, by="u")
    assert await started(office) == [], "what was missed meanwhile is not made up for"
    office.now += dt.timedelta(minutes=15)
    assert len(await started(office)) == 1


@pytest.mark.parametrize(("on", "kinds"), [(True, ["export_statuses"]), (False, [])])
async def test_statuses_that_were_left_are_sent_each_hour_only_when_asked(
    office: Office, on: bool, kinds: list[str]
) -> None:
    await office.connect(PASSWORD, send_statuses=on)
    for _ in range(3):
        office.now += dt.timedelta(hours=1)
        assert await started(office) == kinds
        await office.finish()
