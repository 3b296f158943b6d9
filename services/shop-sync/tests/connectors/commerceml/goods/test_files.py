"""What stands in the files, read back by the parser of the standard library."""

from typing import Any

import pytest

VARIANTS = [
    {
        "ref": "v1",
        "name": "42 / синий",
        "article": "A-1-42",
        "barcodes": ["4600000000017"],
        "attributes": [{"name": "Размер", "value": "42"}, {"name": "Цвет", "value": "синий"}],
    },
    {"ref": "v2", "name": "43"},
    {"ref": "old", "name": "44", "archived": True},
]


def texts(element: Any, path: str) -> list[str]:
    return [found.text or "" for found in element.iterfind(path)]


def requisites(card: Any) -> dict[str, str]:
    pairs = card.iterfind("ЗначенияРеквизитов/ЗначениеРеквизита")
    return {pair.findtext("Наименование"): pair.findtext("Значение") for pair in pairs}


def test_a_card_says_what_the_platform_knows(shop: Any) -> None:
    shop.goods.product(
        "p",
        name="Кеды",
        full_name="Кеды & «Темп» <летние>",
        article="A-1",
        barcodes=["123", "4600000000017"],
        group_ref="g-sub",
        vat_ref="vat-22",
        description_html="<p>Лёгкие&nbsp;<b>кеды</b></p>",
        weight="0.8",
    )
    card = shop.export().goods()["p"]
    assert [child.tag for child in card] == [
        *("Ид", "Штрихкод", "Артикул", "Наименование", "БазоваяЕдиница", "Группы"),
        *("Описание", "СтавкиНалогов", "ЗначенияРеквизитов"),
    ]
    assert [card.findtext(name) for name in ("Штрихкод", "Артикул", "Наименование", "Описание")] == [
        *("4600000000017", "A-1", "Кеды & «Темп» <летние>", "Лёгкие кеды")
    ]
    unit = card.find("БазоваяЕдиница")
    assert (unit.text, unit.attrib) == (
        "шт",
        {"Код": "796", "НаименованиеПолное": "Штука", "МеждународноеСокращение": "PCE"},
    )
    assert texts(card, "Группы/Ид") == ["g-sub"]
    assert texts(card, "СтавкиНалогов/СтавкаНалога/Ставка") == ["22"]
    assert requisites(card) == {
        "ВидНоменклатуры": "Товар",
        "ТипНоменклатуры": "Товар",
        "Полное наименование": "Кеды & «Темп» <летние>",
        "Вес": "0.8",
        "ОписаниеВФорматеHTML": "<p>Лёгкие&nbsp;<b>кеды</b></p>",
    }


def test_an_offer_says_prices_and_free_stock_by_store(shop: Any) -> None:
    shop.goods.product("p", price="1990.5")
    shop.goods.price("p", "30.00", type_="dollar", currency="USD")
    shop.goods.lies("p", "7", reserved="2")
    shop.goods.lies("p", "1.500", store="s2")
    result = shop.export(price_lists=["dollar", "retail"])
    offer = result.offers()["p"]
    prices = [{child.tag: child.text for child in price} for price in offer.iterfind("Цены/Цена")]
    assert [(price["ИдТипаЦены"], price["ЦенаЗаЕдиницу"], price["Валюта"]) for price in prices] == [
        ("dollar", "30.00", "USD"),
        ("retail", "1990.50", "RUB"),
    ]
    assert prices[0]["Единица"] == "796"
    assert prices[0]["Коэффициент"] == "1"
    assert offer.findtext("Количество") == "6.5"
    assert [store.attrib for store in offer.iterfind("Склад")] == [
        {"ИдСклада": "s1", "КоличествоНаСкладе": "5"},
        {"ИдСклада": "s2", "КоличествоНаСкладе": "1.5"},
    ]
    package = result.tree("offers.xml").find("ПакетПредложений")
    assert texts(package, "ТипыЦен/ТипЦены/Ид") == ["dollar", "retail"]
    assert texts(package, "Склады/Склад/Наименование") == ["Основной", "Магазин"]


def test_stock_counts_the_chosen_stores_alone_and_never_below_zero(shop: Any) -> None:
    shop.goods.product("p", stock="3")
    shop.goods.product("q", stock="1")
    shop.goods.lies("p", "10", store="s2")
    shop.goods.lies("q", "1", reserved="4")
    offers = shop.export(stores=["s1"]).offers()
    assert [offers[ref].findtext("Количество") for ref in ("p", "q")] == ["3", "0"]


@pytest.mark.parametrize(
    ("amount", "currency", "wanted", "said"),
    [
        ("10.00", "USD", "RUB", "805.00"),
        ("100", "RUB", "USD", "1.24"),  # 1.2422…
        ("0.805", "RUB", "RUB", "0.81"),
        ("1.01", "USD", "RUB", "81.31"),  # 81.305, half up
    ],
)
def test_prices_are_converted_by_the_rates_and_rounded_half_up(
    shop: Any, amount: str, currency: str, wanted: str, said: str
) -> None:
    shop.goods.product("p", price=None)
    shop.goods.price("p", amount, currency=currency)
    result = shop.export(export_currency=wanted)
    assert texts(result.offers()["p"], "Цены/Цена/ЦенаЗаЕдиницу") == [said]
    assert texts(result.tree("offers.xml"), ".//ТипЦены/Валюта") == [wanted]


def test_variants_are_offers_of_their_own(shop: Any) -> None:
    shop.goods.product("p", name="Кеды", variants=VARIANTS)
    shop.goods.price("p", "90.00", "v1")
    shop.goods.lies("p", "2", "v1")
    offers = shop.export().offers()
    assert list(offers) == ["p#v1", "p#v2"]
    first = offers["p#v1"]
    assert (first.findtext("Наименование"), first.findtext("Артикул")) == ("Кеды (42 / синий)", "A-1-42")
    pairs = first.iterfind("ХарактеристикиТовара/ХарактеристикаТовара")
    assert [(pair.findtext("Наименование"), pair.findtext("Значение")) for pair in pairs] == [
        ("Размер", "42"),
        ("Цвет", "синий"),
    ]
    assert [texts(offer, "Цены/Цена/ЦенаЗаЕдиницу") for offer in offers.values()] == [["90.00"], ["100.00"]]
    assert [offer.findtext("Количество") for offer in offers.values()] == ["2", "0"]


def test_without_characteristics_there_is_one_offer_with_the_sum_and_the_lowest_price(shop: Any) -> None:
    shop.goods.product("p", stock="0", variants=VARIANTS)
    shop.goods.price("p", "90.00", "v1")
    for variant, total in (("v1", "2"), ("v2", "3"), ("old", "50")):
        shop.goods.lies("p", total, variant)
    offers = shop.export(characteristics=False).offers()
    assert list(offers) == ["p"]
    assert texts(offers["p"], "Цены/Цена/ЦенаЗаЕдиницу") == ["90.00"]
    assert offers["p"].findtext("Количество") == "5"


def test_groups_stand_in_their_tree_and_can_be_left_out(shop: Any) -> None:
    shop.goods.product("p", group_ref="g-sub")
    tree = shop.export().tree("import.xml").find("Классификатор/Группы")
    assert [(group.findtext("Ид"), texts(group, "Группы/Группа/Ид")) for group in tree] == [("g", ["g-sub"])]
    result = shop.export(without_groups=True)
    assert result.tree("import.xml").find(".//Группы") is None


def test_only_the_chosen_groups_with_those_inside_and_marked_goods_are_exported(shop: Any) -> None:
    for ref, group in (("a", "g"), ("b", "g-sub"), ("c", "other"), ("d", "other"), ("e", None)):
        shop.goods.product(ref, group_ref=group)
    shop.marked = {"d"}
    result = shop.export(all_goods=False, groups=["g"])
    assert sorted(result.goods()) == ["a", "b", "d"]
    assert result.tally.seen == 3


def test_additional_fields_are_properties_with_values_of_lists_by_id(shop: Any) -> None:
    fields = [
        {"name": "Бренд", "value": "Темп", "attribute_ref": "f1", "value_ref": "v-9"},
        {"name": "Сезон", "value": "лето & осень"},
    ]
    shop.goods.product("p", attributes=fields)
    assert shop.export().goods()["p"].find("ЗначенияСвойств") is None
    result = shop.export(with_fields=True)
    values = result.goods()["p"].findall("ЗначенияСвойств/ЗначенияСвойства")
    properties = result.tree("import.xml").findall("Классификатор/Свойства/Свойство")
    assert [one.findtext("Значение") for one in values] == ["v-9", "лето & осень"]
    assert [one.findtext("Ид") for one in values] == [one.findtext("Ид") for one in properties]
    assert [(one.findtext("Наименование"), one.findtext("ТипЗначений")) for one in properties] == [
        ("Бренд", "Справочник"),
        ("Сезон", "Строка"),
    ]
    assert texts(properties[0], "ВариантыЗначений/Справочник/Значение") == ["Темп"]


def test_the_short_name_can_be_taken(shop: Any) -> None:
    shop.goods.product("p", name="Кеды", full_name="Кеды летние")
    card = shop.export(short_names=True).goods()["p"]
    assert (card.findtext("Наименование"), requisites(card)["Полное наименование"]) == ("Кеды", "Кеды летние")


def test_prices_and_stock_alone_make_offers_alone(shop: Any) -> None:
    shop.goods.product("p")
    assert list(shop.export(stock_and_prices_only=True).files) == ["offers.xml"]
    split = shop.export(stock_and_prices_only=True, dialect="ut11", split_files=True)
    assert list(split.files) == ["prices.xml", "rests.xml"]


def test_ut11_has_what_strict_shops_ask_for(shop: Any) -> None:
    """django-cml2 refuses goods without article, code and category, units without three names, fractions in stock."""
    shop.goods.product("p", group_ref="other", code="00017", barcodes=["123"])
    result = shop.export(dialect="ut11")
    card, offer = result.goods()["p"], result.offers()["p"]
    assert [card.findtext(name) for name in ("Артикул", "Код", "Категория", "Штрихкод")] == [
        *("", "00017", "Дом & сад", "123")
    ]
    assert card.findtext("ПометкаУдаления") == "false"
    assert len(card.find("БазоваяЕдиница").attrib) == 3
    price = offer.find("Цены/Цена")
    assert all(price.findtext(name) for name in ("Представление", "Единица", "Коэффициент"))
    assert offer.findtext("Количество") == "5"
    assert texts(result.tree("offers.xml"), ".//ТипЦены/Налог/УчтеноВСумме") == ["true"]


def test_ut11_can_split_prices_and_stock(shop: Any) -> None:
    shop.goods.product("p")
    result = shop.export(dialect="ut11", split_files=True)
    assert list(result.files) == ["import.xml", "offers.xml", "prices.xml", "rests.xml"]
    assert result.offers()["p"].find("Цены") is None
    assert texts(result.offers("prices.xml")["p"], "Цены/Цена/ЦенаЗаЕдиницу") == ["100.00"]
    rest = result.offers("rests.xml")["p"].find("Остатки/Остаток/Склад")
    assert (rest.findtext("Ид"), rest.findtext("Количество")) == ("s1", "5")


def test_pictures_stand_in_the_card_under_our_names(shop: Any) -> None:
    images = [{"ref": "2", "url": "https://x/2", "sort": 2}, {"ref": "1", "url": "https://x/1", "sort": 1}]
    shop.goods.product("p", images=images)
    shop.images = {"https://x/1": "import_files/aa/aa.jpg", "https://x/2": None}
    result = shop.export()
    assert texts(result.goods()["p"], "Картинка") == ["import_files/aa/aa.jpg"]
    assert result.rows["p"].key == "image_not_loaded"


def test_services_have_no_stock_and_are_not_held_back_by_it(shop: Any) -> None:
    shop.goods.product("p", kind="service", stock="0")
    result = shop.export(positive_stock_only=True)
    assert requisites(result.goods()["p"])["ТипНоменклатуры"] == "Услуга"
    assert result.offers()["p"].find("Количество") is None


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("good_without_price", {"price": None}),
        ("good_without_price", {"price": "0.00"}),
        ("price_not_converted", {"price": None, "in": "CNY"}),
        ("good_id_too_long", {"ref": "p" * 81}),
    ],
)
def test_a_good_that_cannot_be_exported_is_rejected_with_the_reason(
    shop: Any, key: str, change: dict[str, Any]
) -> None:
    ref = change.get("ref", "p")
    shop.goods.product("fine")
    shop.goods.product(ref, price=change.get("price", "1.00"))
    if "in" in change:
        shop.goods.price(ref, "10.00", currency=change["in"])
    result = shop.export(export_currency="RUB")
    assert list(result.goods()) == ["fine"]
    assert (result.rows[ref].result, result.rows[ref].key) == ("rejected", key)
    assert (result.tally.seen, result.tally.rejected) == (2, 1)


def test_a_name_that_is_too_long_is_cut_and_told(shop: Any) -> None:
    shop.goods.product("p", name="я" * 300)
    result = shop.export()
    assert len(result.goods()["p"].findtext("Наименование")) == 255
    assert result.rows["p"].key == "good_name_cut"


def test_a_price_that_has_no_rate_is_told_where_others_are_exported(shop: Any) -> None:
    shop.goods.product("p")
    shop.goods.price("p", "5.00", type_="dollar", currency="CNY")
    result = shop.export(price_lists=["retail", "dollar"], export_currency="RUB")
    assert texts(result.offers()["p"], "Цены/Цена/ИдТипаЦены") == ["retail"]
    assert (result.rows["p"].result, result.rows["p"].key) == ("created", "price_not_converted")


def test_the_time_of_the_files_is_that_of_the_shop(shop: Any) -> None:
    shop.goods.product("p")
    root = shop.export(timezone="Asia/Omsk").tree("import.xml")
    assert (root.get("ВерсияСхемы"), root.get("ДатаФормирования")) == ("2.08", "2026-11-24T13:00:00")
