"""«Выгружать только обновления»: what changed since the last export, once, and what is gone, once."""

from typing import Any

import pytest

UPDATES = {"updates_only": True}


def counts(result: Any) -> dict[str, int]:
    names = ("created", "updated", "unchanged", "rejected")
    return {name: getattr(result.tally, name) for name in names if getattr(result.tally, name)}


def changes_only(result: Any) -> dict[str, str]:
    """What each file says of itself."""
    parts = ((name, result.tree(name)) for name in result.files)
    return {
        name: root.find("Каталог" if name.startswith("import") else "ПакетПредложений").get("СодержитТолькоИзменения")
        for name, root in parts
    }


def test_the_first_export_of_updates_has_everything(shop: Any) -> None:
    shop.goods.product("p")
    result = shop.export(**UPDATES)
    assert list(result.goods()) == list(result.offers()) == ["p"]
    assert counts(result) == {"created": 1}
    assert result.tree("import.xml").find("Каталог").get("СодержитТолькоИзменения") == "true"


def test_nothing_new_makes_no_file(shop: Any) -> None:
    shop.goods.product("p")
    shop.export(**UPDATES)
    result = shop.export(**UPDATES)
    assert (result.files, counts(result), result.rows) == ({}, {"unchanged": 1}, {})


def test_a_new_price_sends_the_offer_alone(shop: Any) -> None:
    shop.goods.product("p")
    shop.goods.product("q")
    shop.export(**UPDATES)
    shop.goods.price("p", "120.00")
    result = shop.export(**UPDATES)
    assert (list(result.goods()), list(result.offers())) == ([], ["p"])
    assert counts(result) == {"updated": 1, "unchanged": 1}


def test_a_new_name_sends_card_and_offer(shop: Any) -> None:
    shop.goods.product("p")
    shop.export(**UPDATES)
    shop.goods.products["p"]["name"] = "Другое"
    result = shop.export(**UPDATES)
    assert (list(result.goods()), list(result.offers())) == (["p"], ["p"])


def test_a_full_export_has_everything_and_tells_what_was_new_of_it(shop: Any) -> None:
    shop.goods.product("p")
    shop.goods.product("q")
    shop.export()
    shop.goods.price("p", "120.00")
    shop.goods.product("r")
    result = shop.export()
    assert list(result.offers()) == ["p", "q", "r"]
    assert counts(result) == {"created": 1, "updated": 1, "unchanged": 1}


@pytest.mark.parametrize("dialect", ["xsd-2.08", "ut11"])
def test_what_left_the_selection_is_told_once_as_deleted(shop: Any, dialect: str) -> None:
    for ref in ("archived", "gone", "stays"):
        shop.goods.product(ref, price="70.00")
    shop.export(dialect=dialect, **UPDATES)
    shop.goods.products["archived"]["archived"] = True
    del shop.goods.products["gone"]
    result = shop.export(dialect=dialect, **UPDATES)
    assert sorted(result.goods()) == sorted(result.offers()) == ["archived", "gone"]
    for element in (*result.goods().values(), *result.offers().values()):
        assert element.get("Статус") == "Удален"
        assert element.findtext("ПометкаУдаления") == ("true" if dialect == "ut11" else None)
    assert [offer.findtext("Количество") for offer in result.offers().values()] == ["0", "0"]
    assert {row.key for row in result.rows.values()} == {"good_taken_off"}
    assert shop.export(dialect=dialect, **UPDATES).files == {}


def test_a_good_that_left_the_chosen_groups_is_told_as_deleted(shop: Any) -> None:
    shop.goods.product("p", group_ref="g")
    shop.export(all_goods=False, groups=["g"], **UPDATES)
    result = shop.export(all_goods=False, groups=["other"], **UPDATES)
    assert result.goods()["p"].get("Статус") == "Удален"


def test_a_variant_that_is_gone_is_told_once_as_deleted(shop: Any) -> None:
    shop.goods.product("p", variants=[{"ref": "v1", "name": "S"}, {"ref": "v2", "name": "M"}])
    shop.export(**UPDATES)
    shop.goods.products["p"]["variants"].pop()
    offers = shop.export(**UPDATES).offers()
    assert [(ref, offer.get("Статус")) for ref, offer in offers.items()] == [("p#v2", "Удален")]
    assert shop.export(**UPDATES).files == {}


def test_with_positive_stock_alone_an_ended_good_is_sent_once_with_zero(shop: Any) -> None:
    positive = {"positive_stock_only": True, **UPDATES}
    shop.goods.product("p", stock="2")
    shop.goods.product("never", stock="0")
    first = shop.export(**positive)
    assert list(first.offers()) == ["p"]
    shop.goods.lies("p", "0")
    assert shop.export(**positive).offers()["p"].findtext("Количество") == "0"
    shop.goods.price("p", "500.00")
    assert shop.export(**positive).files == {}
    shop.goods.lies("p", "4")
    assert shop.export(**positive).offers()["p"].findtext("Количество") == "4"


def test_a_full_export_of_positive_stock_leaves_the_ended_out(shop: Any) -> None:
    shop.goods.product("p", stock="0")
    shop.goods.product("q", stock="1")
    assert list(shop.export(positive_stock_only=True).offers()) == ["q"]


def test_a_full_export_of_positive_stock_tells_the_end_of_a_good_once_and_hides_nothing(shop: Any) -> None:
    shop.goods.product("p", stock="2")
    shop.goods.product("q", stock="1")
    shop.export(positive_stock_only=True)
    shop.goods.lies("p", "0")
    result = shop.export(positive_stock_only=True)
    assert {ref: offer.findtext("Количество") for ref, offer in result.offers().items()} == {"p": "0", "q": "1"}
    assert changes_only(result) == {"import.xml": "true", "offers.xml": "true"}
    assert list(shop.export(positive_stock_only=True).offers()) == ["q"]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({}, "false"),
        ({"updates_only": True}, "true"),
        ({"positive_stock_only": True}, "true"),
        ({"all_goods": False, "groups": ["g"]}, "true"),
    ],
)
def test_only_files_with_all_goods_let_the_shop_hide_what_is_absent(shop: Any, config: Any, said: str) -> None:
    shop.goods.product("p", group_ref="g")
    assert changes_only(shop.export(**config)) == {"import.xml": said, "offers.xml": said}


def test_a_full_export_tells_what_is_gone_too(shop: Any) -> None:
    shop.goods.product("p")
    shop.goods.product("q", group_ref="g")
    shop.export()
    del shop.goods.products["q"]
    gone = shop.export().goods()
    assert {ref: card.get("Статус") for ref, card in gone.items()} == {"p": None, "q": "Удален"}


def test_a_retry_tells_of_its_goods_alone_and_forgets_none(shop: Any) -> None:
    for ref in ("a", "b", "c", "gone"):
        shop.goods.product(ref)
    shop.export(**UPDATES)
    del shop.goods.products["gone"]
    for ref in ("a", "b", "c"):
        shop.goods.price(ref, "120.00")
    result = shop.export(only=["b"])
    assert (list(result.goods()), list(result.offers()), counts(result)) == (["b"], ["b"], {"updated": 1})
    assert changes_only(result) == {"import.xml": "true", "offers.xml": "true"}
    later = shop.export(**UPDATES)
    assert sorted(later.offers()) == ["a", "c", "gone"]


def test_a_rejected_good_stays_as_the_shop_has_it(shop: Any) -> None:
    shop.goods.product("p")
    shop.export(**UPDATES)
    price = shop.goods.prices.pop(("p", None, "retail"))
    assert counts(shop.export(**UPDATES)) == {"rejected": 1}
    shop.goods.prices["p", None, "retail"] = price
    assert counts(shop.export(**UPDATES)) == {"unchanged": 1}


def test_cards_that_were_not_sent_with_prices_alone_are_sent_later(shop: Any) -> None:
    shop.goods.product("p")
    shop.export(stock_and_prices_only=True, **UPDATES)
    result = shop.export(**UPDATES)
    assert (list(result.goods()), list(result.offers())) == (["p"], [])


def test_a_picture_that_was_not_to_be_had_for_now_is_tried_again_and_one_that_never_is_not(shop: Any) -> None:
    shop.goods.product("later", images=[{"ref": "1", "url": "https://x/later"}])
    shop.goods.product("never", images=[{"ref": "2", "url": "https://x/never"}])
    shop.images = {"https://x/never": None}
    shop.export(**UPDATES)
    shop.images = {"https://x/never": None, "https://x/later": "import_files/aa/aa.png"}
    result = shop.export(**UPDATES)
    assert list(result.goods()) == ["later"]
    assert result.goods()["later"].findtext("Картинка") == "import_files/aa/aa.png"
    assert shop.export(**UPDATES).files == {}


def test_a_dry_run_tells_price_and_stock_before_and_after_and_is_not_remembered(shop: Any) -> None:
    shop.goods.product("p", price="100.00", stock="5")
    shop.export(**UPDATES)
    shop.goods.price("p", "120.00")
    shop.goods.lies("p", "3")
    shop.goods.product("new")
    row = shop.export(dry_run=True, **UPDATES).rows["p"]
    assert row.key == "good_would_be_sent"
    assert row.details == {"price": "120.00", "stock": "3", "was_price": "100.00", "was_stock": "5"}
    assert counts(shop.export(**UPDATES)) == {"created": 1, "updated": 1}
