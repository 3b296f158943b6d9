"""Every setting of the form, both directions: what the shop is given and what is told of its orders, with and without.

A test fails when its setting is ignored, and when the form gets a setting that no row here is about.
"""

import datetime as dt
import itertools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from goods_export import Goods, Shop

from contracts.base import AccountId, ConnectionId
from contracts.order import MatchedBy, VatMode
from service_kit.connections.store import Connection
from service_kit.ids import utc_now
from service_kit.orders.incoming import ReadOrder, RejectedDocument
from service_kit.orders.page import PageOfOrders
from shop_sync import SERVICE
from shop_sync.connectors.commerceml.connector import CommerceMlFiles
from shop_sync.connectors.commerceml_exchange.config import ExchangeConfig

GIVEN = {"address": "https://shop.example", "login": "u", "password": "secret", "organization": "org", "owner": "emp"}
PERIODS = ("export_every", "import_every")
EXCHANGE = ("address", "login", "password", "plain_http", "zip_files", "appends_chunks", "session_per_file", "finish")
"""Tested with the exchange itself."""


def stored(**config: Any) -> dict[str, Any]:
    """The settings as a connection has them: whole, and sealed."""
    sealed = {"v": 1, "kek": "1", "dek": "x", "n": "x", "c": "x"}
    return ExchangeConfig.model_validate(GIVEN | config).model_dump(mode="json") | {"password": sealed}


# goods


def clothes(goods: Goods) -> None:
    """A good of everything, and one that is out of stock."""
    goods.product(
        "p",
        name="Кеды",
        full_name="Кеды летние",
        group_ref="g-sub",
        attributes=[{"name": "Цвет", "value": "синий"}],
        variants=[{"ref": "v1", "name": "42"}, {"ref": "v2", "name": "43"}],
    )
    goods.lies("p", "5", variant="v1")
    goods.lies("p", "2", variant="v2", store="s2")
    goods.price("p", "2.00", type_="dollar", currency="USD")
    goods.product("z", stock="0", group_ref="other")


def names(result: Any) -> list[str]:
    return sorted(result.files)


def ids(result: Any) -> list[str]:
    return sorted(result.offers())


def price_types(result: Any) -> list[str]:
    return [one.findtext("ИдТипаЦены") for one in result.offers()["z" if "z" in result.offers() else "p"].iter("Цена")]


GOODS: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], Callable[[Any], Any], Any, Any]] = {
    "stock_and_prices_only": ({}, {"stock_and_prices_only": True}, names, ["import.xml", "offers.xml"], ["offers.xml"]),
    "positive_stock_only": ({}, {"positive_stock_only": True}, ids, ["p#v1", "p#v2", "z"], ["p#v1", "p#v2"]),
    "without_groups": (
        {},
        {"without_groups": True},
        lambda result: [one.text for one in result.tree("import.xml").iterfind(".//Группа/Ид")],
        ["g", "g-sub", "other"],
        [],
    ),
    "short_names": (
        {},
        {"short_names": True},
        lambda result: result.goods()["p"].findtext("Наименование"),
        "Кеды летние",
        "Кеды",
    ),
    "with_fields": (
        {},
        {"with_fields": True},
        lambda result: [one.text for one in result.goods()["p"].iterfind("ЗначенияСвойств/ЗначенияСвойства/Значение")],
        [],
        ["синий"],
    ),
    "characteristics": ({"characteristics": False}, {}, ids, ["p", "z"], ["p#v1", "p#v2", "z"]),
    "all_goods": ({"all_goods": False, "groups": ["other"]}, {"groups": ["other"]}, ids, ["z"], ["p#v1", "p#v2", "z"]),
    "groups": (
        {"all_goods": False, "groups": ["other"]},
        {"all_goods": False, "groups": ["g"]},
        ids,
        ["z"],
        ["p#v1", "p#v2"],
    ),
    "stores": (
        {},
        {"stores": ["s2"]},
        lambda result: {ref: offer.findtext("Количество") for ref, offer in result.offers().items()},
        {"p#v1": "5", "p#v2": "2", "z": "0"},
        {"p#v1": "0", "p#v2": "2", "z": "0"},
    ),
    "price_lists": (
        {"characteristics": False, "all_goods": False, "groups": ["g"]},
        {"characteristics": False, "all_goods": False, "groups": ["g"], "price_lists": ["retail", "dollar"]},
        price_types,
        ["retail"],
        ["retail", "dollar"],
    ),
    "export_currency": (
        {},
        {"export_currency": "USD"},
        lambda result: result.offers()["z"].findtext("Цены/Цена/ЦенаЗаЕдиницу"),
        "100.00",
        "1.24",
    ),
    "dialect": (
        {},
        {"dialect": "ut11"},
        lambda result: result.goods()["z"].find("Категория") is not None,
        False,
        True,
    ),
    "split_files": (
        {"dialect": "ut11"},
        {"dialect": "ut11", "split_files": True},
        names,
        ["import.xml", "offers.xml"],
        ["import.xml", "offers.xml", "prices.xml", "rests.xml"],
    ),
}


@pytest.fixture
def new_shop(tmp_path: Path) -> Callable[..., Shop]:
    """A connection whose shop has got nothing yet."""
    count = itertools.count()

    def make(**config: Any) -> Shop:
        folder = tmp_path / str(next(count))
        folder.mkdir()
        shop = Shop(folder, Goods(), stored(**{"price_lists": ["retail"], **config}))
        clothes(shop.goods)
        return shop

    return make


@pytest.mark.parametrize("name", GOODS)
def test_a_setting_of_the_export_changes_what_the_shop_is_given(new_shop: Callable[..., Shop], name: str) -> None:
    without, with_, look, before, after = GOODS[name]
    assert look(new_shop(**without).export()) == before
    assert look(new_shop(**with_).export()) == after


@pytest.mark.parametrize(("updates_only", "told"), [(True, ["z"]), (False, ["p#v1", "p#v2", "z"])])
def test_updates_only_sends_what_changed(new_shop: Callable[..., Shop], updates_only: bool, told: list[str]) -> None:
    shop = new_shop(updates_only=updates_only)
    shop.export()
    shop.goods.price("z", "120.00")
    assert ids(shop.export()) == told


# orders

LINE = "<Товар><Ид>p</Ид><Наименование>Кружка</Наименование><Количество>{count}</Количество><ЦенаЗаЕдиницу>100</ЦенаЗаЕдиницу></Товар>"  # noqa: E501  # one element


def document(*, count: int = 1, name: str = "Иван", currency: str = "RUB", **requisites: str) -> str:
    values = "".join(
        f"<ЗначениеРеквизита><Наименование>{key.replace('_', ' ')}</Наименование><Значение>{value}</Значение>"
        "</ЗначениеРеквизита>"
        for key, value in requisites.items()
    )
    return (
        "<КоммерческаяИнформация><Документ><Ид>7</Ид><Номер>7</Номер><Дата>2026-11-24</Дата><Время>12:00:00</Время>"
        f"<ХозОперация>Заказ товара</ХозОперация><Валюта>{currency}</Валюта><Контрагенты><Контрагент><Ид>1</Ид>"
        f"<Роль>Покупатель</Роль><Наименование>{name}</Наименование></Контрагент></Контрагенты>"
        f"<Товары>{LINE.format(count=count)}</Товары><ЗначенияРеквизитов>{values}</ЗначенияРеквизитов>"
        "</Документ></КоммерческаяИнформация>"
    )


class Matches:
    """Every line is the product p."""

    def match(self, lines: Any) -> Any:
        return tuple(line.model_copy(update={"product_ref": "p", "matched_by": MatchedBy.ID}) for line in lines)


class Orders:
    """A shop whose order is loaded once or twice."""

    def __init__(self, folder: Path, **config: Any) -> None:
        self.files = CommerceMlFiles()
        now = utc_now()
        self.connection = Connection(
            id=ConnectionId("c"),
            account=AccountId("demo"),
            integration="commerceml-exchange",
            name="Магазин",
            enabled=True,
            config=stored(**config),
            created_at=now,
            updated_at=now,
        )
        self._path = folder / "orders.xml"
        self._known: Any = None

    def load(self, text: str) -> Any:
        """The event of the order, the key of its rejection, or None when nothing changed."""
        self._path.write_text(text, "utf-8")
        (read,) = self.files.read(self.connection, self._path, skip=0)
        if isinstance(read, RejectedDocument):
            return read.key
        assert isinstance(read, ReadOrder)
        page = PageOfOrders(SERVICE, self.connection, self.files.settings(self.connection), utc_now())
        page.take(read, self._known, Matches())  # type: ignore[arg-type]
        self._known = (*page.new, *page.changed, self._known)[0]
        return page.events[0].data if page.events else None


PAID = {"Заказ_оплачен": "true", "Дата_оплаты": "2026-11-24", "Номер_платежного_документа": "5"}
DELIVERY = {"Способ_доставки": "Курьер", "Адрес_доставки": "Москва"}
STATUS = {"Статуса_заказа_ИД": "F", "Статус_заказа": "[F] Доставлен"}
MAP = [{"outside": "F", "status": "delivered"}]

NEW_ORDERS: dict[str, tuple[Mapping[str, Any], Mapping[str, Any], str, Callable[[Any], Any], Any, Any]] = {
    "load_statuses": (
        {"status_map": MAP},
        {"status_map": MAP, "load_statuses": True},
        document(**STATUS),
        lambda data: data.options.status,
        None,
        "delivered",
    ),
    "status_map": (
        {"load_statuses": True},
        {"load_statuses": True, "status_map": MAP},
        document(**STATUS),
        lambda data: data.options.status,
        None,
        "delivered",
    ),
    "assign_status": (
        {},
        {"assign_status": "new"},
        document(**STATUS),
        lambda data: data.options.status,
        None,
        "new",
    ),
    "reserve": ({}, {"reserve": True}, document(), lambda data: data.options.reserve, False, True),
    "accept_payments": (
        {},
        {"accept_payments": True},
        document(**PAID),
        lambda data: data.options.accept_payments,
        False,
        True,
    ),
    "organization": (
        {},
        {"organization": "other"},
        document(),
        lambda data: data.options.organization,
        "org",
        "other",
    ),
    "owner": ({}, {"owner": "other"}, document(), lambda data: data.options.owner, "emp", "other"),
    "currency": (
        {},
        {"currency": "USD"},
        document(currency="тугрики"),
        lambda data: data if isinstance(data, str) else data.order.currency,
        "currency_unknown",
        "USD",
    ),
    "vat_mode": (
        {},
        {"vat_mode": "not_included"},
        document(),
        lambda data: data.order.vat_mode,
        VatMode.INCLUDED,
        VatMode.NOT_INCLUDED,
    ),
    "timezone": (
        {},
        {"timezone": "Asia/Vladivostok"},
        document(),
        lambda data: data.order.placed_at,
        dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC),
    ),
}

# setting → (settings beside it, the order as it was, as it comes again, the part that it lets through)
CHANGED_ORDERS: dict[str, tuple[Mapping[str, Any], str, str, str]] = {
    "update_delivery": ({}, document(), document(**DELIVERY), "delivery"),
    "update_lines": ({}, document(count=1), document(count=3), "lines"),
    "update_customer": ({}, document(name="Иван"), document(name="Пётр"), "customer"),
    "load_statuses": ({"status_map": MAP}, document(), document(**STATUS), "status"),
    "accept_payments": ({}, document(), document(**PAID), "payment"),
}


@pytest.mark.parametrize("name", NEW_ORDERS)
def test_a_setting_of_the_import_changes_what_is_told_of_a_new_order(tmp_path: Path, name: str) -> None:
    without, with_, text, look, before, after = NEW_ORDERS[name]
    assert look(Orders(tmp_path, **without).load(text)) == before
    assert look(Orders(tmp_path, **with_).load(text)) == after


@pytest.mark.parametrize("vat", list(VatMode))
def test_each_mode_of_vat_is_told(tmp_path: Path, vat: VatMode) -> None:
    assert Orders(tmp_path, vat_mode=vat).load(document()).order.vat_mode == vat


@pytest.mark.parametrize("name", CHANGED_ORDERS)
def test_a_setting_of_the_import_lets_a_change_of_an_order_through(tmp_path: Path, name: str) -> None:
    beside, was, becomes, part = CHANGED_ORDERS[name]
    shut, open_ = (Orders(tmp_path, **beside, **{name: on}) for on in (False, True))
    for shop in (shut, open_):
        shop.load(was)
    assert shut.load(becomes) is None
    assert part in open_.load(becomes).changed


@pytest.mark.parametrize("on", [True, False])
def test_goods_are_matched_by_article_and_name_only_when_asked(tmp_path: Path, on: bool) -> None:
    shop = Orders(tmp_path, match_goods=on)
    assert shop.files.settings(shop.connection).match_by_text is on


def test_every_setting_of_the_form_is_tested() -> None:
    elsewhere = {"updates_only", "match_goods", "send_statuses", *PERIODS, *EXCHANGE}
    assert GOODS.keys() | NEW_ORDERS.keys() | CHANGED_ORDERS.keys() | elsewhere == ExchangeConfig.model_fields.keys()
