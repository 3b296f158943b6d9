"""«Ключ соединения»: what is understood, and what is told of the rest."""

import pytest

from service_kit.errors import ConfigError
from shop_sync.connectors.insales.config import InsalesConfig
from shop_sync.connectors.insales.key import ShopKey, parse_key


@pytest.mark.parametrize(
    ("text", "address", "login", "password"),
    [
        ("https://id:pw@shop.myinsales.ru", "https://shop.myinsales.ru", "id", "pw"),
        (" https://id:pw@Shop.myinsales.ru/admin/orders.json ", "https://shop.myinsales.ru", "id", "pw"),
        ("https://id:p%40s%3As@shop.ru", "https://shop.ru", "id", "p@s:s"),
        ("http://id:pw@127.0.0.1:8123", "http://127.0.0.1:8123", "id", "pw"),
        ("shop.myinsales.ru:id:p:w", "https://shop.myinsales.ru", "id", "p:w"),
    ],
)
def test_a_key_is_read_in_both_forms(text: str, address: str, login: str, password: str) -> None:
    assert parse_key(text) == ShopKey(address, login, password)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "insales_key_empty"),
        ("secret", "insales_key_no_host"),
        ("id:pw:x", "insales_key_no_host"),
        ("https://shop.ru", "insales_key_no_login"),
        ("https://id@shop.ru", "insales_key_no_password"),
        ("shop.ru:id", "insales_key_no_password"),
        ("shop.ru::pw", "insales_key_no_login"),
        ("ftp://id:pw@shop.ru", "insales_key_scheme"),
        ("https://id:pw@shop.ru:port", "insales_key_unreadable"),
        ("https://id:p w@shop.ru", "insales_key_unreadable"),
        ("id:pw@shop.ru", "insales_key_no_host"),
        ("x" * 501, "insales_key_unreadable"),
    ],
)
def test_a_wrong_key_is_told_apart_and_never_shown(text: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        InsalesConfig.model_validate({"key": text, "organization": "o", "owner": "e"})
    assert (caught.value.key, caught.value.details) == (key, {})


def test_the_password_is_not_in_the_repr() -> None:
    assert "pw-secret" not in repr(parse_key("https://id:pw-secret@shop.ru"))
