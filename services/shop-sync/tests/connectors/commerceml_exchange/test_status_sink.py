"""Statuses over the exchange, to the shop of the tests: one file, and who is to blame when the shop refuses it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from contracts.base import AccountId, ConnectionId
from contracts.order import Order, OrderLine
from service_kit.connections.store import Connection
from service_kit.errors import ConfigError, DataError, TransientError
from service_kit.http import Outside
from service_kit.ids import utc_now
from shop_sync.app.shop_ports import OutgoingStatus, StatusSettings
from shop_sync.connectors.commerceml_exchange import connector
from shop_sync.connectors.commerceml_exchange.statuses import ExchangeStatuses
from simulators.commerceml.app import Fault
from simulators.commerceml.server import LOGIN, PASSWORD, Running, running

LINE = OrderLine(number=1, name="Кружка", quantity=Decimal(1), price=Decimal(100), sum=Decimal(100))
REFUSAL = "failure\nЗаказ закрыт".encode()


@pytest.fixture
def shop() -> Iterator[Running]:
    with running() as there:
        yield there


def connection(address: str, **more: Any) -> Connection:
    access = {"address": address, "login": LOGIN, "password": PASSWORD, "plain_http": True}
    config = {**access, "organization": "o", "owner": "e", **more}
    named = {"id": ConnectionId("c-1"), "account": AccountId("demo"), "integration": "commerceml-exchange"}
    return Connection(**named, name="Магазин", enabled=True, config=config, created_at=utc_now(), updated_at=utc_now())


def sink(shop: Running) -> ExchangeStatuses:
    outside = Outside(connector.SYSTEM, egress_allow=frozenset({shop.place}))

    async def opened(made: Connection) -> Any:
        return connector.config_model(connector.PRESETS[made.integration]).model_validate(made.config)

    return ExchangeStatuses(connector.ExchangeShops(outside, opened))


def outgoing(*numbers: str) -> list[OutgoingStatus]:
    return [OutgoingStatus(f"id-{one}", one, one, "Отгружен", Order(number=one, lines=(LINE,))) for one in numbers]


def heard(shop: Running) -> list[list[str | None]]:
    return [[one.findtext("Ид") for one in etree.fromstring(file).iterfind("Документ")] for file in shop.shop.inbox]


async def test_one_file_in_a_session_of_its_own(shop: Running) -> None:
    assert await sink(shop).send(connection(shop.address), outgoing("1", "2", "3")) == {}
    assert heard(shop) == [["1", "2", "3"]]
    calls = [(asked.type, asked.mode, asked.filename) for asked in shop.script.asked]
    assert calls == [("sale", "checkauth", ""), ("sale", "init", ""), ("sale", "file", "orders.xml")]


async def test_the_order_that_the_shop_does_not_like_is_found(shop: Running) -> None:
    refusals = [Fault("file", body=REFUSAL) for _ in range(3)]  # all four, the first two, the first
    shop.script.faults += refusals
    refused = await sink(shop).send(connection(shop.address), outgoing("1", "2", "3", "4"))
    assert list(refused) == ["id-1"]
    assert (refused["id-1"].key, refused["id-1"].details["reason"]) == ("exchange_refused", "Заказ закрыт")
    assert heard(shop) == [["2"], ["3", "4"]]


@pytest.mark.parametrize(
    ("fault", "error", "key"),
    [
        (Fault("checkauth", status=401), ConfigError, "exchange_login_refused"),
        (Fault("file", times=9, status=500), TransientError, "outside_failed"),
        (Fault("file", body=b"what?"), DataError, "exchange_unknown_reply"),
    ],
    ids=["login refused", "shop broken", "answer not understood"],
)
async def test_when_the_exchange_fails_none_is_refused(
    shop: Running, fault: Fault, error: type[Exception], key: str
) -> None:
    shop.script.faults.append(fault)
    with pytest.raises(error) as caught:
        await sink(shop).send(connection(shop.address), outgoing("1", "2"))
    assert caught.value.key == key  # type: ignore[attr-defined]
    assert heard(shop) == []


async def test_the_setting_and_the_table_decide_what_is_sent(shop: Running) -> None:
    table = [{"outside": "F", "status": "s-1"}, {"outside": "G", "status": "s-1"}]
    off, on = connection(shop.address), connection(shop.address, send_statuses=True, status_map=table)
    assert sink(shop).settings(off) is None
    settings = sink(shop).settings(on)
    assert settings == StatusSettings({"F": "s-1", "G": "s-1"}, loaded=False)
    assert (settings.word("s-1"), settings.word("s-2")) == ("F", None)


def test_what_was_left_is_sent_every_hour_and_only_when_it_is_wanted(shop: Running) -> None:
    made = connector.integration(connector.PRESETS["bitrix"], {}, Outside(connector.SYSTEM))
    assert made.periods is not None
    access = connection(shop.address).config
    kinds = [set(made.periods(made.config_model(**access, send_statuses=on))) for on in (False, True)]
    assert kinds == [set(), {"export_statuses"}]
