"""The form of a connection: the labels of the guide, word for word, and a hint where a label does not say all."""

from typing import Any

import pytest

from shop_sync.connectors.commerceml.config import CommerceMlConfig
from shop_sync.main import LISTS

LABELS = {
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
"""In the order of the form."""

VAT_LABELS = {"included": "Цена включает НДС", "not_included": "Цена не включает НДС", "none": "Без НДС"}
DEFAULTS = {
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


def test_the_starred_fields_are_required_and_no_others() -> None:
    assert SCHEMA["required"] == ["organization", "owner"]
    assert SCHEMA["additionalProperties"] is False


def test_every_field_stands_in_the_section_of_the_guide() -> None:
    assert {field["x-section"] for field in FIELDS.values()} == {"Загрузка заказов"}


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
