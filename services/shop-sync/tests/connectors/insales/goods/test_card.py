"""Goods as the API of InSales takes them."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.base import AccountId
from service_kit.errors import DataError
from shop_sync.connectors.insales.config import InsalesConfig
from shop_sync.connectors.insales.goods.card import Cards, Offers
from shop_sync.connectors.insales.goods.reading import Marks, list_of, product_of
from shop_sync.domain.goods import Good, Offer, Price

KEY = "https://id:password@shop.myinsales.ru"


def config(**more: Any) -> InsalesConfig:
    given = {"key": KEY, "organization": "org", "owner": "emp", "price_lists": ["retail"]}
    return InsalesConfig.model_validate(given | more)


def variant(ref: str, name: str, **attributes: str) -> dict[str, Any]:
    return {"ref": ref, "name": name, "attributes": [{"name": n, "value": v} for n, v in attributes.items()]}


def good(*variants: dict[str, Any]) -> Good:
    price = [Price("retail", "10.00", "RUB")]
    offers = [Offer(one["ref"], one, price, [], "1") for one in variants]
    return Good("p1", {"ref": "p1", "name": "Майка"}, offers or [Offer("", None, price, [], "1")])


def test_variants_have_the_same_options_and_no_two_the_same_values() -> None:
    cards = Cards(config(), {})
    plain = cards.card(good(variant("a", "S", Размер="S", Цвет="Белый"), variant("b", "M", Размер="M")))
    assert plain.options == {"a": [("Размер", "S"), ("Цвет", "Белый")], "b": [("Размер", "M"), ("Цвет", "—")]}
    alike = cards.card(good(variant("a", "Первая", Размер="S"), variant("b", "Вторая", Размер="S")))
    assert {pairs[-1] for pairs in alike.options.values()} == {("Модификация", "Первая"), ("Модификация", "Вторая")}
    nameless = cards.card(good(variant("a", "Майка"), variant("b", "Майка")))
    assert len({tuple(pairs) for pairs in nameless.options.values()}) == 2


def test_a_good_without_variants_has_no_options() -> None:
    assert Cards(config(), {}).card(good()).options == {"": []}


def test_an_offer_without_the_main_price_is_left_out_and_other_prices_are_taken_away() -> None:
    offers = Offers(config(price_lists=["retail", "whole"], old_price_list="old"))
    (offer,) = offers.of(good())
    assert offer.values == {
        "price": Decimal(10),
        "price2": None,
        "old_price": None,
        "quantity": Decimal(1),
    }
    assert Offers(config(price_lists=["whole", "retail"])).of(good()) == []


def test_a_service_says_nothing_of_stock() -> None:
    service = Good("p1", {"ref": "p1"}, [Offer("", None, [Price("retail", "10.00", "RUB")], [], None)])
    (offer,) = Offers(config()).of(service)
    assert offer.values == {"price": Decimal(10)}


def test_the_mark_of_another_account_says_nothing() -> None:
    ours, theirs = Marks(AccountId("demo")), Marks(AccountId("other"))
    raw = {
        "id": 1,
        "title": "Майка",
        "product_field_values": [{"product_field_id": 7, "value": ours.text("p1")}],
        "variants": [{"id": 2, "price": "740.0", "quantity": 3}],
    }
    (variant_,) = product_of(raw, ours.of(7)).variants
    assert (variant_.mark, variant_.price, variant_.stock) == ("p1", "740", "3")
    assert product_of(raw, theirs.of(7)).variants[0].mark is None
    assert product_of(raw, ours.of(None)).variants[0].mark is None


def test_a_product_in_the_recycle_bin_has_no_variants() -> None:
    raw = {"id": 1, "title": "Майка", "archived": True, "variants": [{"id": 2}]}
    assert product_of(raw, Marks(AccountId("demo")).of(None)).variants == ()


@pytest.mark.parametrize("raw", [None, {"error": "x"}, [1], "<html>"])
def test_an_answer_that_is_no_list_is_told(raw: Any) -> None:
    with pytest.raises(DataError) as raised:
        list_of(raw)
    assert raised.value.key == "insales_goods_unreadable"
