"""«Ключ соединения»: where the shop is, and who asks.

No page of InSales names a form of such a key; the whole address with the application's id and password in it is how its
own documents write them (https://id:password@shop/admin/…), `host:id:password` is the same without the punctuation.
"""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from service_kit.errors import ConfigError

_SCHEMES: Final = ("https", "http")
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class ShopKey:
    """`address` of the shop without a path (https://shop.myinsales.ru), and its login by HTTP Basic."""

    address: str
    login: str
    password: str = field(repr=False)

    @property
    def host(self) -> str:
        """What names the shop: its host, and the port where it is not the usual one."""
        return self.address.partition("://")[2]


def parse_key(text: str) -> ShopKey:
    """The key as its owner wrote it; ConfigError `insales_key_…` tells what is wrong with it."""
    text = text.strip()
    if not text:
        raise ConfigError("insales_key_empty")
    if len(text) > _LONGEST or any(sign.isspace() for sign in text):
        raise ConfigError("insales_key_unreadable")
    return _of_address(text) if "://" in text else _of_parts(text)


def _of_address(text: str) -> ShopKey:
    try:
        url = urlsplit(text)
        host = _host(url)
    except ValueError:
        raise ConfigError("insales_key_unreadable") from None  # the error would carry parts of the key
    if url.scheme not in _SCHEMES:
        raise ConfigError("insales_key_scheme")
    return _made(f"{url.scheme}://{host}" if host else "", unquote(url.username or ""), unquote(url.password or ""))


def _of_parts(text: str) -> ShopKey:
    host, *rest = text.split(":", 2)
    login, password = (*rest, "", "")[:2]
    if "@" in host or "/" in host:
        raise ConfigError("insales_key_unreadable")
    return _made(f"https://{host.lower()}" if "." in host else "", login, password)


def _host(url: SplitResult) -> str:
    host = url.hostname or ""
    return f"{host}:{url.port}" if host and url.port else host


def _made(address: str, login: str, password: str) -> ShopKey:
    if not address:
        raise ConfigError("insales_key_no_host")
    if not login:
        raise ConfigError("insales_key_no_login")
    if not password:
        raise ConfigError("insales_key_no_password")
    return ShopKey(address, login, password)
