"""Settings form and manifest."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from contracts.manifest import Manifest
from contracts.order import VatMode
from shop_sync.connectors import commerceml
from shop_sync.connectors.commerceml.config import CommerceMlConfig


def test_form_has_the_labels_of_the_guide() -> None:
    fields = CommerceMlConfig.model_json_schema()["properties"]
    assert fields["match_goods"]["title"] == "Сверять загружаемые товары по артикулам и наименованиям"
    assert fields["vat_mode"]["x-labels"]["not_included"] == "Цена не включает НДС"
    sections = {"Выгрузка товаров", "Загрузка заказов"}
    assert all(field["title"] and field["x-section"] in sections for field in fields.values())


def test_organization_and_owner_are_required_and_nothing_unknown_is_taken() -> None:
    with pytest.raises(ValidationError) as caught:
        CommerceMlConfig.model_validate({"password": "x"})
    assert {error["loc"] for error in caught.value.errors()} == {("organization",), ("owner",), ("password",)}


def test_rules_of_the_connection() -> None:
    config = CommerceMlConfig.model_validate(
        {"organization": "o", "owner": "e", "timezone": "Asia/Omsk", "currency": "KZT", "vat_mode": "none"}
    )
    rules = config.rules()
    assert (rules.timezone, rules.currency, rules.vat_mode) == (ZoneInfo("Asia/Omsk"), "KZT", VatMode.NONE)


def test_unknown_time_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        CommerceMlConfig.model_validate({"organization": "o", "owner": "e", "timezone": "../etc/passwd"})


def test_manifest_is_valid() -> None:
    path = Path(commerceml.__file__).with_name("manifest.json")
    manifest = Manifest.model_validate_json(path.read_text("utf-8"))
    assert (manifest.slug, manifest.price_text) == ("commerceml", None)
