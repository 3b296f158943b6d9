"""Every setting of the export, seen in the shop: the stand-in is pushed the same goods with and without it.

A test fails when its setting is ignored, and when the form gets a setting that no row here is about.
"""

import itertools
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from goods_export import MADE_AT, Goods, Shop

from contracts.base import AccountId, ConnectionId
from service_kit.errors import ConfigError, DataError
from service_kit.http import Outside
from shop_sync.connectors.commerceml_exchange import connector as exchange
from shop_sync.connectors.commerceml_exchange.config import ExchangeConfig
from shop_sync.connectors.commerceml_exchange.protocol.exchange import Exchange
from shop_sync.connectors.forms.section import IMPORT
from simulators.commerceml import shop as outside_shop
from simulators.commerceml.app import Habits
from simulators.commerceml.server import LOGIN, PASSWORD, PATH, Running, running

PICTURE = "https://pictures.example/p.png"
PICTURE_NAME = "import_files/p.png"
PICTURE_BYTES = b"\x89PNG" + bytes(range(256)) * 20


def clothes(goods: Goods) -> None:
    """A good of everything, and one that is out of stock."""
    goods.product(
        "p",
        name="Кеды",
        full_name="Кеды летние",
        group_ref="g-sub",
        attributes=[{"name": "Цвет", "value": "синий"}],
        variants=[{"ref": "v1", "name": "42"}, {"ref": "v2", "name": "43"}],
        images=[{"url": PICTURE}],
        stock="0",
    )
    goods.lies("p", "5", variant="v1")
    goods.lies("p", "2", variant="v2", store="s2")
    goods.price("p", "90.00", variant="v2")
    goods.price("p", "2.00", type_="dollar", currency="USD")
    goods.product("z", stock="0", group_ref="other")


class Pushed:
    """A connection to a shop of the stand-in; each push is an export as the platform makes it."""

    def __init__(self, folder: Path, there: Running, outside: Outside, config: Mapping[str, Any]) -> None:
        given = {"address": there.address, "login": LOGIN, "password": PASSWORD, "organization": "org", "owner": "emp"}
        self.config = ExchangeConfig.model_validate({**given, "price_lists": ["retail"], **config})
        self.there = there
        self.ours = Shop(folder, Goods(), self.config.model_dump(mode="json"))
        self.ours.images = {PICTURE: PICTURE_NAME}
        clothes(self.ours.goods)
        client = outside.client(AccountId("demo"), ConnectionId("c-1"), allow_plain=True)
        self._exchange = Exchange(client, self.config.exchange_settings(PATH), sleep=_no_pause)

    @property
    def shop(self) -> outside_shop.Shop:
        """What the shop holds."""
        return self.there.shop

    async def push(self) -> None:
        """One export; what it sent counts only when the shop has taken it."""
        made = self.ours.write()
        if not made.writer.anything():
            return
        (made.pictures / PICTURE_NAME).parent.mkdir(parents=True, exist_ok=True)
        (made.pictures / PICTURE_NAME).write_bytes(PICTURE_BYTES)

        async def files(limit: int | None) -> Sequence[Path]:
            return made.writer.files(limit, MADE_AT)

        await self._exchange.push(files, made.pictures, whole=made.terms.all_cards)
        self.ours.sent = made.result({}).sent


async def _no_pause(_: float) -> None:
    return None


Connecting = Callable[..., Pushed]


@pytest.fixture
async def connecting(tmp_path: Path) -> AsyncIterator[Connecting]:
    """Connect to one more shop, with habits of its own, that has got nothing yet."""
    count, made = itertools.count(), list[Outside]()
    with ExitStack() as shops:

        def make(config: Mapping[str, Any], habits: Habits | None = None) -> Pushed:
            there = shops.enter_context(running(habits=habits))
            made.append(Outside("exchange", egress_allow={there.place}))
            folder = tmp_path / str(next(count))
            folder.mkdir()
            return Pushed(folder, there, made[-1], config)

        yield make
        for outside in made:
            await outside.close()


# looks at a shop


def offers(one: Pushed) -> list[str]:
    return sorted(one.shop.offers)


def offered(one: Pushed) -> dict[str, tuple[str, str | None]]:
    return {ref: (offer.prices["retail"], offer.quantity) for ref, offer in one.shop.offers.items()}


def stock(one: Pushed) -> Any:
    return one.shop.stores, {ref: (offer.quantity, offer.stores) for ref, offer in one.shop.offers.items()}


def prices(one: Pushed) -> Any:
    return one.shop.price_types, one.shop.offers["p#v1"].prices


def tree(one: Pushed) -> Any:
    return one.shop.groups, {ref: good.groups for ref, good in one.shop.goods.items()}


def files(one: Pushed) -> list[tuple[str, int]]:
    return one.shop.imported


def shown(one: Pushed) -> dict[str, bool]:
    return {ref: not good.hidden for ref, good in one.shop.goods.items()}


def names(one: Pushed) -> dict[str, str]:
    return {ref: good.name for ref, good in one.shop.goods.items()}


def sent(one: Pushed) -> list[str]:
    """Names of what was sent, archives by their ending alone."""
    found = [asked.filename for asked in one.there.script.asked if asked.mode == "file"]
    return sorted("*.zip" if name.endswith(".zip") else name for name in found)


# what befalls before the look


async def once(one: Pushed) -> None:
    await one.push()


async def with_own_goods(one: Pushed) -> None:
    """The shop has a good of its own, and knows one of ours by a name of its own."""
    one.shop.goods["own"] = outside_shop.Good("Свой товар")
    one.shop.goods["z"] = outside_shop.Good("Имя в магазине")
    await one.push()


async def with_changed_price(one: Pushed) -> None:
    """Something changes between two exports."""
    await with_own_goods(one)
    one.shop.imported.clear()
    one.ours.goods.price("z", "120.00")
    await one.push()


async def with_mark(one: Pushed) -> None:
    one.ours.marked = {"p"}
    await one.push()


@dataclass(frozen=True, slots=True)
class Case:
    """Settings `off` and `on`, what befalls the shop, and what `look` then sees of it."""

    off: Mapping[str, Any]
    on: Mapping[str, Any]
    look: Callable[[Pushed], Any]
    without: Any
    with_: Any
    act: Callable[[Pushed], Any] = once
    habits: Callable[[], Habits] = Habits


BOTH = {"s1": "Основной", "s2": "Магазин"}
CHOSEN = {"all_goods": False, "groups": ["g"]}
TREE = {"g": ("Обувь", None), "g-sub": ("Кеды", "g"), "other": ("Дом & сад", None)}
BRANCH = {"g": ("Обувь", None), "g-sub": ("Кеды", "g")}
WHOLE = {"updates_only": False}
XML = ["import.xml", "offers.xml"]
SMALL = 4000


def strict() -> Habits:
    return Habits(demands=("Код", "Категория"))


def small_pieces() -> Habits:
    return Habits(file_limit=SMALL, archives=False, appends=False)


def closing() -> Habits:
    return Habits(session_per_file=True, archives=False)


def finishing() -> Habits:
    return Habits(finishing=frozenset({"complete", "deactivate"}))


CASES: dict[str, Case] = {
    "updates_only": Case(
        WHOLE,
        {"updates_only": True},
        lambda one: (files(one), shown(one)),
        ([("import.xml", 2), ("offers.xml", 3)], {"own": False, "p": True, "z": True}),
        ([("import.xml", 0), ("offers.xml", 1)], {"own": True, "p": True, "z": True}),
        act=with_changed_price,
    ),
    "stock_and_prices_only": Case(
        {},
        {"stock_and_prices_only": True},
        lambda one: (names(one), offered(one)["z"]),
        ({"own": "Свой товар", "p": "Кеды летние", "z": "Товар z"}, ("100.00", "0")),
        ({"own": "Свой товар", "z": "Имя в магазине"}, ("100.00", "0")),
        act=with_own_goods,
    ),
    "positive_stock_only": Case({}, {"positive_stock_only": True}, offers, ["p#v1", "p#v2", "z"], ["p#v1", "p#v2"]),
    "without_groups": Case(
        {}, {"without_groups": True}, tree, (TREE, {"p": ("g-sub",), "z": ("other",)}), ({}, {"p": (), "z": ()})
    ),
    "short_names": Case({}, {"short_names": True}, lambda one: names(one)["p"], "Кеды летние", "Кеды"),
    "with_fields": Case({}, {"with_fields": True}, lambda one: one.shop.goods["p"].properties, {}, {"Цвет": "синий"}),
    "characteristics": Case(
        {"characteristics": False},
        {},
        offered,
        {"p": ("90.00", "7"), "z": ("100.00", "0")},
        {"p#v1": ("100.00", "5"), "p#v2": ("90.00", "2"), "z": ("100.00", "0")},
    ),
    "all_goods": Case({"all_goods": False}, {}, shown, {"p": True}, {"p": True, "z": True}, act=with_mark),
    "groups": Case(
        CHOSEN | {"groups": ["other"]},
        CHOSEN | {"groups": ["g-sub"]},
        tree,
        ({"other": ("Дом & сад", None)}, {"z": ("other",)}),
        (BRANCH, {"p": ("g-sub",)}),
    ),
    "stores": Case(
        {},
        {"stores": ["s2"]},
        stock,
        (
            BOTH,
            {"p#v1": ("5", {"s1": "5"}), "p#v2": ("2", {"s2": "2"}), "z": ("0", {"s1": "0"})},
        ),
        (
            {"s2": "Магазин"},
            {"p#v1": ("0", {}), "p#v2": ("2", {"s2": "2"}), "z": ("0", {})},
        ),
    ),
    "price_lists": Case(
        CHOSEN,
        CHOSEN | {"price_lists": ["retail", "dollar"]},
        prices,
        ({"retail": "Розничная"}, {"retail": "100.00"}),
        ({"retail": "Розничная", "dollar": "В долларах"}, {"retail": "100.00", "dollar": "2.00"}),
    ),
    "export_currency": Case(
        {},
        {"export_currency": "USD"},
        lambda one: (one.shop.offers["z"].currency, one.shop.offers["z"].prices),
        ("RUB", {"retail": "100.00"}),
        ("USD", {"retail": "1.24"}),
    ),
    "split_files": Case(
        {"dialect": "ut11"},
        {"dialect": "ut11", "split_files": True},
        lambda one: (files(one), offered(one)["p#v1"]),
        ([("import.xml", 2), ("offers.xml", 3)], ("100.00", "5")),
        ([("import.xml", 2), ("offers.xml", 3), ("prices.xml", 3), ("rests.xml", 3)], ("100.00", "5")),
    ),
    "zip_files": Case(
        {"zip_files": False},
        {},
        lambda one: (sent(one), offers(one), one.shop.pictures),
        (sorted([*XML, PICTURE_NAME]), ["p#v1", "p#v2", "z"], {PICTURE_NAME: PICTURE_BYTES}),
        (["*.zip"], ["p#v1", "p#v2", "z"], {PICTURE_NAME: PICTURE_BYTES}),
    ),
    "session_per_file": Case(
        {},
        {"session_per_file": True},
        lambda one: (one.there.modes("checkauth", "import"), offers(one)),
        (["checkauth", "import", "import", "checkauth", "import"], ["p#v1", "p#v2", "z"]),
        (["checkauth", "checkauth", "import", "checkauth", "import"], ["p#v1", "p#v2", "z"]),
        habits=closing,
    ),
}
ELSEWHERE = {"address", "login", "password", "plain_http", "dialect", "appends_chunks", "finish", "export_every"}
"""By tests of their own below; the periods with the schedule."""


@pytest.mark.parametrize("name", CASES)
async def test_a_setting_makes_a_difference_in_the_shop(connecting: Connecting, name: str) -> None:
    case = CASES[name]
    for config, seen in ((case.off, case.without), (case.on, case.with_)):
        one = connecting(config, case.habits())
        await case.act(one)
        assert case.look(one) == seen


def test_every_setting_of_the_export_is_seen_in_the_shop() -> None:
    sections = {
        name: field.json_schema_extra["x-section"]
        for name, field in ExchangeConfig.model_fields.items()
        if isinstance(field.json_schema_extra, dict)
    }
    assert sections.keys() == ExchangeConfig.model_fields.keys()
    assert CASES.keys() | ELSEWHERE == {name for name, section in sections.items() if section != IMPORT}


@pytest.mark.parametrize(
    ("wrong", "key", "asked"),
    [
        ({"login": "another"}, "exchange_login_refused", 1),
        ({"password": "another"}, "exchange_login_refused", 1),
        ({"address": "http://{place}/elsewhere.php"}, "exchange_address_wrong", 1),
        ({"address": "http://127.0.0.1:9"}, "address_not_https", 0),
        ({"address": "http://127.0.0.1:80", "plain_http": True}, "address_forbidden", 0),
        ({"address": "http://{place}"}, None, 4),
    ],
)
async def test_the_access_that_is_given_is_the_one_used(wrong: dict[str, Any], key: str | None, asked: int) -> None:
    with running() as there:
        outside = Outside("exchange", egress_allow={there.place})
        shops = exchange.integration(exchange.PRESETS["commerceml-exchange"], {}, outside)
        given = {"login": LOGIN, "password": PASSWORD, "address": there.address, "organization": "org", "owner": "emp"}
        given |= {
            name: value.format(place=there.place) if name == "address" else value for name, value in wrong.items()
        }
        found = None
        try:
            assert shops.check
            await shops.check(AccountId("demo"), ExchangeConfig.model_validate(given))
        except ConfigError as error:
            found = error.key
        await outside.close()
        assert (found, len(there.script.asked)) == (key, asked)


async def test_what_was_sold_out_is_told_once(connecting: Connecting) -> None:
    one = connecting({"positive_stock_only": True, "updates_only": True})
    await one.push()
    one.ours.goods.lies("p", "0", variant="v1")
    await one.push()
    assert offered(one) == {"p#v1": ("100.00", "0"), "p#v2": ("90.00", "2")}
    one.shop.offers.clear()
    await one.push()
    one.ours.goods.price("p", "150.00")
    await one.push()
    assert offers(one) == [], "what is not in the shop's stock is not told again"


@pytest.mark.parametrize("dialect", ["xsd-2.08", "ut11"])
async def test_a_good_that_is_gone_leaves_the_shop_in_every_dialect(connecting: Connecting, dialect: str) -> None:
    one = connecting({"dialect": dialect, "updates_only": True})
    await one.push()
    one.ours.goods.product("z", archived=True)
    await one.push()
    assert shown(one) == {"p": True, "z": False}
    assert one.shop.offers["z"].hidden


async def test_a_shop_that_wants_the_cards_of_ut11_takes_that_dialect_alone(connecting: Connecting) -> None:
    schema, ut11 = (connecting({"dialect": dialect}, strict()) for dialect in ("xsd-2.08", "ut11"))
    with pytest.raises(DataError, match="exchange_refused"):
        await schema.push()
    await ut11.push()
    assert (schema.shop.goods, shown(ut11)) == ({}, {"p": True, "z": True})


async def test_a_shop_that_keeps_the_last_piece_gets_files_that_are_one_piece_each(connecting: Connecting) -> None:
    pieces, small = (connecting({"appends_chunks": on}, small_pieces()) for on in (True, False))
    for one in (pieces, small):
        for number in range(20):
            one.ours.goods.product(f"p{number}")
    with pytest.raises(DataError, match="exchange_refused"):
        await pieces.push()
    await small.push()
    assert pieces.shop.goods == {}
    assert len(small.shop.goods) == 22
    assert len(files(small)) > 4


async def test_all_pieces_of_a_file_make_it_where_the_shop_appends_them(connecting: Connecting) -> None:
    one = connecting({}, Habits(file_limit=700, archives=False))
    await one.push()
    assert sent(one).count("import.xml") > 1
    assert (files(one), one.shop.pictures) == ([("import.xml", 2), ("offers.xml", 3)], {PICTURE_NAME: PICTURE_BYTES})


@pytest.mark.parametrize("finish", ["none", "complete", "deactivate"])
async def test_the_finishing_call_is_the_one_chosen(connecting: Connecting, finish: str) -> None:
    one = connecting({"finish": finish, **WHOLE}, finishing())
    await one.push()
    assert one.there.modes("complete", "deactivate") == ([] if finish == "none" else [finish])


@pytest.mark.parametrize("part", [{}, {"positive_stock_only": True}, CHOSEN])
async def test_an_export_of_some_goods_never_hides_the_others(connecting: Connecting, part: dict[str, Any]) -> None:
    one = connecting({"finish": "deactivate", **part}, finishing())
    await with_changed_price(one)
    assert one.there.modes("deactivate") == []
    assert all(shown(one).values())


async def test_a_full_export_in_small_files_hides_the_others_by_the_finishing_call_alone(
    connecting: Connecting,
) -> None:
    habits = Habits(file_limit=SMALL, archives=False, appends=False, finishing=frozenset({"deactivate"}))
    silent, told = (
        connecting({"finish": finish, "appends_chunks": False, **WHOLE}, habits) for finish in ("none", "deactivate")
    )
    for one in (silent, told):
        one.shop.goods["own"] = outside_shop.Good("Свой товар")
        for number in range(20):
            one.ours.goods.product(f"p{number}")
        await one.push()
    assert (silent.shop.goods["own"].hidden, told.shop.goods["own"].hidden) == (False, True)
    assert sum(shown(told).values()) == 22
