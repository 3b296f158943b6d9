"""The form of the exchange: addresses as owners write them, presets, and what names the shop."""

from typing import Any

import pytest
from pydantic import ValidationError

from service_kit.connections.periods import Period
from shop_sync.connectors.commerceml_exchange.config import ExchangeConfig, config_model, script_address
from shop_sync.connectors.commerceml_exchange.connector import PRESETS
from shop_sync.connectors.commerceml_exchange.presets import Preset
from shop_sync.connectors.commerceml_exchange.protocol.settings import Finish

PATH = "/bitrix/admin/1c_exchange.php"
GIVEN: dict[str, Any] = {"login": "u", "password": "p", "organization": "org", "owner": "emp"}


def config(address: str, **more: Any) -> ExchangeConfig:
    return ExchangeConfig(address=address, **{**GIVEN, **more})


@pytest.mark.parametrize(
    ("given", "script"),
    [
        ("shop.ru", "https://shop.ru/bitrix/admin/1c_exchange.php"),
        (" https://shop.ru/ ", "https://shop.ru/bitrix/admin/1c_exchange.php"),
        ("http://shop.ru:8080", "http://shop.ru:8080/bitrix/admin/1c_exchange.php"),
        ("https://shop.ru/export/exchange1c.php", "https://shop.ru/export/exchange1c.php"),
        ("https://shop.ru/?wc1c=exchange", "https://shop.ru/?wc1c=exchange"),
        ("https://магазин.рф", "https://магазин.рф/bitrix/admin/1c_exchange.php"),
    ],
)
def test_an_address_is_the_site_or_the_script(given: str, script: str) -> None:
    assert config(given).exchange_settings(PATH).address == script


def test_the_path_of_a_preset_may_be_parameters() -> None:
    assert script_address("https://shop.ru", "/?wc1c=exchange") == "https://shop.ru/?wc1c=exchange"


@pytest.mark.parametrize("given", ["ftp://shop.ru", "https://", "https://user:word@shop.ru/x", "https://[shop", ""])
def test_what_is_no_address_is_refused_where_it_is_given(given: str) -> None:
    with pytest.raises(ValidationError) as caught:
        config(given)
    assert [error["loc"] for error in caught.value.errors()] == [("address",)]


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("shop.ru", True),
        ("http://SHOP.ru", True),
        (f"https://shop.ru:443{PATH}", True),
        ("https://shop.ru:8443", False),
        ("https://shop.ru/other.php", False),
        ("https://shop2.ru", False),
    ],
)
def test_the_same_script_is_the_same_place_however_it_is_written(given: str, same: bool) -> None:
    assert (config(given).place(PATH) == config("https://shop.ru").place(PATH)) is same


def test_another_login_is_another_place() -> None:
    assert config("shop.ru", login="a").place(PATH) != config("shop.ru", login="b").place(PATH)


def test_the_habits_of_the_form_reach_the_protocol() -> None:
    habits = {"zip_files": False, "appends_chunks": False, "session_per_file": True, "finish": "complete"}
    told = config("shop.ru", **habits).exchange_settings(PATH)
    assert (told.zip, told.appends_chunks, told.session_per_file, told.finish) == (False, False, True, Finish.COMPLETE)
    assert (told.login, told.password.get_secret_value()) == ("u", "p")
    usual = config("shop.ru").exchange_settings(PATH)
    assert (usual.zip, usual.appends_chunks, usual.session_per_file, usual.finish) == (True, True, False, Finish.NONE)


def test_a_preset_changes_defaults_and_nothing_else_of_the_form() -> None:
    defaults = {"dialect": "ut11", "session_per_file": True, "finish": "deactivate"}
    model = config_model(
        Preset(slug="some", title="Магазин", path="/x", hint="Адрес — в настройках.", defaults=defaults)
    )
    plain, own = (one.model_json_schema() for one in (ExchangeConfig, model))
    fields = plain["properties"], own["properties"]
    differ = {name for name in fields[0] if fields[0][name] != fields[1][name]}
    assert differ == {"address", *defaults}
    assert {name: fields[1][name]["default"] for name in defaults} == defaults
    assert fields[1]["address"]["description"] == "Адрес — в настройках."
    assert (list(fields[0]), plain["required"]) == (list(fields[1]), own["required"])
    assert ExchangeConfig.model_fields["session_per_file"].default is False


@pytest.mark.parametrize("slug", PRESETS)
def test_the_form_of_every_preset_opens_with_valid_defaults(slug: str) -> None:
    model = config_model(PRESETS[slug])
    values = model.model_construct().model_dump(mode="json")
    assert model.model_validate({**values, **GIVEN, "address": "shop.ru"}).updates_only


def test_the_sections_stand_in_the_order_of_an_owners_work() -> None:
    sections = [field["x-section"] for field in ExchangeConfig.model_json_schema()["properties"].values()]
    assert list(dict.fromkeys(sections)) == [
        *("Подключение", "Выгрузка товаров", "Загрузка заказов", "Тонкая настройка обмена")
    ]


def test_both_directions_have_the_periods_of_the_guide() -> None:
    schema = ExchangeConfig.model_json_schema()
    for name in ("export_every", "import_every"):
        assert set(schema["properties"][name]["x-labels"]) == {period.value for period in Period}
