"""The form of a connection: the labels of the guide, word for word, and a hint where a label does not say all."""

from typing import Any

import pytest

from shop_sync.connectors.commerceml.config import CommerceMlConfig
from shop_sync.connectors.insales.config import InsalesConfig
from shop_sync.main import LISTS

EXPORT_LABELS = {
    "updates_only": "Выгружать только обновления",
    "stock_and_prices_only": "Выгружать только остатки и цены",
    "positive_stock_only": "Выгружать только положительные остатки",
    "without_groups": "Не выгружать каталоги товаров",
    "short_names": "Использовать краткое наименование товара вместо полного",
    "with_fields": "Выгружать дополнительные поля из карточки товара",
    "characteristics": "Характеристики",
    "all_goods": "Все товары",
    "groups": "Группы товаров",
    "stores": "Склады",
    "price_lists": "Цены из прайс-листа",
    "export_currency": "Валюта цен",
    "dialect": "Формат файлов",
    "split_files": "Цены и остатки отдельными файлами",
    "export_every": "Желаемая частота выгрузки",
}
IMPORT_LABELS = {
    "match_goods": "Сверять загружаемые товары по артикулам и наименованиям",
    "update_delivery": "Обновлять информацию о доставке",
    "update_lines": "Обновлять информацию о товарах в заказе",
    "update_customer": "Обновлять информацию о клиенте",
    "load_statuses": "Загружать статусы из интернет-магазина",
    "status_map": "Соответствие статусов",
    "assign_status": "Присваивать статус",
    "reserve": "Автоматически резервировать товары в загружаемых заказах",
    "accept_payments": "Приём онлайн-платежей",
    "organization": "Организация",
    "owner": "Владелец",
    "currency": "Валюта цен",
    "vat_mode": "Учёт НДС",
    "timezone": "Часовой пояс магазина",
}
LABELS = EXPORT_LABELS | IMPORT_LABELS
"""In the order of the form."""

VAT_LABELS = {"included": "Цена включает НДС", "not_included": "Цена не включает НДС", "none": "Без НДС"}
DIALECT_LABELS = {"xsd-2.08": "CommerceML 2.08", "ut11": "1С: УТ 11"}
DEFAULTS = {
    "updates_only": False,
    "stock_and_prices_only": False,
    "positive_stock_only": False,
    "without_groups": False,
    "short_names": False,
    "with_fields": False,
    "characteristics": True,
    "all_goods": True,
    "groups": [],
    "stores": [],
    "price_lists": [],
    "export_currency": None,
    "dialect": "xsd-2.08",
    "split_files": False,
    "export_every": None,
    "match_goods": True,
    "update_delivery": True,
    "update_lines": True,
    "update_customer": True,
    "load_statuses": False,
    "status_map": [],
    "assign_status": None,
    "reserve": False,
    "accept_payments": False,
    "currency": None,
    "vat_mode": "included",
    "timezone": "Europe/Moscow",
}

SCHEMA: dict[str, Any] = CommerceMlConfig.model_json_schema()
FIELDS: dict[str, Any] = SCHEMA["properties"]


def test_the_fields_have_the_labels_of_the_guide_in_its_order() -> None:
    assert {name: field["title"] for name, field in FIELDS.items()} == LABELS
    assert list(FIELDS) == list(LABELS)


@pytest.mark.parametrize("name", [name for name in LABELS if name != "vat_mode"])
def test_each_field_has_a_hint_in_russian(name: str) -> None:
    hint = FIELDS[name]["description"]
    assert hint.endswith(".")
    assert any("а" <= letter <= "я" for letter in hint)
    assert hint != LABELS[name]


def test_vat_is_three_buttons_with_the_labels_of_the_guide() -> None:
    field = FIELDS["vat_mode"]
    assert (field["x-widget"], field["x-labels"]) == ("buttons", VAT_LABELS)
    assert sorted(SCHEMA["$defs"]["VatMode"]["enum"]) == sorted(VAT_LABELS)


def test_the_format_of_files_is_two_buttons_and_split_files_are_asked_for_with_ut11_alone() -> None:
    field = FIELDS["dialect"]
    assert (field["x-widget"], field["x-labels"]) == ("buttons", DIALECT_LABELS)
    assert sorted(SCHEMA["$defs"]["Dialect"]["enum"]) == sorted(DIALECT_LABELS)
    assert FIELDS["split_files"]["x-visible-if"] == {"dialect": ["ut11"]}
    assert FIELDS["groups"]["x-visible-if"] == {"all_goods": [False]}


def test_the_starred_fields_are_required_and_no_others() -> None:
    assert SCHEMA["required"] == ["organization", "owner"]
    assert SCHEMA["additionalProperties"] is False


def test_every_field_stands_in_the_section_of_the_guide() -> None:
    sections = {name: field["x-section"] for name, field in FIELDS.items()}
    export, import_ = dict.fromkeys(EXPORT_LABELS, "Выгрузка товаров"), dict.fromkeys(IMPORT_LABELS, "Загрузка заказов")
    assert sections == export | import_


def test_the_table_of_statuses_has_named_columns() -> None:
    columns = SCHEMA["$defs"]["StatusPair"]["properties"]
    assert {name: column["title"] for name, column in columns.items()} == {
        "outside": "Статус в магазине",
        "status": "Статус в Бизнес.Ру",
    }
    assert columns["status"]["x-list"] == "order_statuses"


def test_selects_name_lists_that_the_service_has() -> None:
    lists = {name: field["x-list"] for name, field in FIELDS.items() if "x-list" in field}
    assert lists == {
        "groups": "product_groups",
        "stores": "stores",
        "price_lists": "price_types",
        "export_currency": "currencies",
        "assign_status": "order_statuses",
        "organization": "organizations",
        "owner": "employees",
        "currency": "currencies",
    }
    assert set(lists.values()) == set(LISTS)


def test_the_statuses_are_asked_for_only_where_they_matter() -> None:
    assert FIELDS["status_map"]["x-visible-if"] == {"load_statuses": [True]}
    assert FIELDS["assign_status"]["x-visible-if"] == {"load_statuses": [False]}


def test_a_new_form_begins_with_what_most_owners_want() -> None:
    assert CommerceMlConfig.model_construct().model_dump(mode="json") == DEFAULTS


def test_a_connection_stored_before_goods_could_be_exported_is_still_valid() -> None:
    stored = {name: DEFAULTS[name] for name in IMPORT_LABELS if name in DEFAULTS}
    config = CommerceMlConfig.model_validate({"organization": "org", "owner": "emp", **stored})
    assert (config.all_goods, config.price_lists) == (True, [])


def test_the_form_tells_its_sections_and_the_buttons_under_each() -> None:
    for model in (InsalesConfig, CommerceMlConfig):
        schema = model.model_json_schema()
        told = {section["title"]: section for section in schema["x-sections"]}
        assert schema["x-partner"] == "интернет-магазином"
        used = {field["x-section"] for field in schema["properties"].values()}
        assert used <= set(told)
        assert told["Выгрузка товаров"]["ticks"] == "Настройка выгрузки"
        assert told["Выгрузка товаров"]["runs"] == ["export_goods"]
        assert "import_orders" in told["Загрузка заказов"]["runs"]
