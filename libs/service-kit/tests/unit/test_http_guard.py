"""Addresses that users give: what is refused, and that the connection goes to the address that was judged."""

import contextlib
import socket
import ssl
from collections.abc import Sequence
from typing import Any

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.errors import BizError, ConfigError, TransientError
from service_kit.http.guard import Guard, is_public
from service_kit.http.network import GuardedNetwork, GuardedTransport
from service_kit.settings import Settings

PUBLIC, PRIVATE = "93.184.216.34", "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),  # noqa: S104
        *("198.18.0.1", "192.0.2.1", "192.0.0.8", "192.88.99.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::1", "::", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2001:0:1::1", "2001:db8::1", "3fff::1", "fd00::1", "fe80::1", "fe80::1%1", "fec0::1"),
        "ff02::1",
    ],
)
def test_an_address_inside_some_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2a00:1450:4010:c0a::71", "2606:2800:220:1::1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("http://shop.example/", "address_not_https"),
        ("https://shop.example:22/", "address_port_forbidden"),
        ("ftp://shop.example/", "address_invalid"),
        ("file:///etc/passwd", "address_invalid"),
        ("https://", "address_invalid"),
        ("shop.example", "address_invalid"),
        ("https://user:secret@shop.example/", "address_invalid"),
        ("https://shop.example:99999999/", "address_port_forbidden"),
        ("https://0177.0.0.1/", "address_invalid"),
        ("https://\x00/", "address_invalid"),
    ],
)
def test_a_refused_address_tells_why(address: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Guard().judge(address, allow_plain=False)
    assert caught.value.key == key
    assert "secret" not in f"{caught.value!r} {caught.value.details}"


@given(st.text(max_size=80))
def test_no_text_at_all_breaks_the_judge(text: str) -> None:
    for address in (text, f"https://{text}", f"https://{text}/"):
        with contextlib.suppress(ConfigError):
            assert Guard().judge(address, allow_plain=False).scheme == "https"


def test_a_cyrillic_host_is_reached_by_its_ascii_name() -> None:
    assert Guard().judge("https://магазин.рф/", allow_plain=False).raw_host == b"xn--80aairftm.xn--p1ai"


def test_plain_http_passes_once_its_owner_confirmed_it() -> None:
    assert Guard().judge("http://shop.example/", allow_plain=True).scheme == "http"


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "127.0.0.1", "::1"])
async def test_loopback_is_refused_however_it_is_spelled(host: str) -> None:
    await _refuses(Guard(), host, "address_forbidden")


async def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    await _refuses(Guard(resolve=_gives(PUBLIC, PRIVATE)), "shop.example", "address_forbidden")
    await _refuses(Guard(resolve=_gives(PUBLIC, "fd00::1")), "shop.example", "address_forbidden")


async def test_only_the_listed_pair_of_host_and_port_passes() -> None:
    guard = Guard(frozenset({"fake-shop:8090"}), _gives("10.0.0.7"))
    assert guard.judge("http://Fake-Shop:8090/", allow_plain=False).port == 8090
    assert await guard.addresses("fake-shop", 8090) == ["10.0.0.7"]
    await _refuses(guard, "fake-shop", "address_forbidden")


@pytest.mark.parametrize(
    ("code", "kind", "key"),
    [
        (socket.EAI_NONAME, ConfigError, "host_not_found"),
        (socket.EAI_AGAIN, TransientError, "host_not_resolved"),
        (socket.EAI_FAIL, TransientError, "host_not_resolved"),
    ],
)
async def test_a_name_that_does_not_exist_is_told_from_a_name_service_that_is_away(
    code: int, kind: type[BizError], key: str
) -> None:
    async def resolve(_: str, __: int) -> Sequence[str]:
        raise socket.gaierror(code, "no")

    with pytest.raises(kind) as caught:
        await Guard(resolve=resolve).addresses("xn--80aairftm.xn--p1ai", 443)
    assert caught.value.key == key
    assert caught.value.details == {"host": "магазин.рф"}


class Wire(httpcore.AsyncMockStream):
    """A connection that answers 200 and keeps what was sent to whom."""

    def __init__(self, refused: Sequence[str] = ()) -> None:
        super().__init__([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"])
        self.refused = refused
        self.connected: list[str] = []
        self.server_name = ""
        self.sent = b""

    async def connect_tcp(self, host: str, *_: Any) -> httpcore.AsyncNetworkStream:
        self.connected.append(host)
        if host in self.refused:
            raise httpcore.ConnectError("refused")
        return self

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> "Wire":
        self.server_name = server_hostname or ""
        return self

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self.sent += buffer


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    made = Wire()
    monkeypatch.setattr(httpcore, "AnyIOBackend", lambda: made)
    return made


async def test_the_judged_address_is_connected_with_the_name_in_host_and_sni(wire: Wire) -> None:
    transport = GuardedTransport(Guard(resolve=_gives(PUBLIC)))
    response = await transport.handle_async_request(httpx.Request("GET", "https://shop.example/x"))
    assert (response.status_code, await response.aread()) == (200, b"ok")
    assert wire.connected == [PUBLIC]
    assert wire.server_name == "shop.example"
    assert b"Host: shop.example\r\n" in wire.sent


async def test_a_name_that_changes_its_address_after_the_check_is_not_followed(wire: Wire) -> None:
    answers = [[PUBLIC], [PRIVATE]]

    async def rebinding(_: str, __: int) -> Sequence[str]:
        return answers.pop(0)

    network = GuardedNetwork(Guard(resolve=rebinding))
    await network.connect_tcp("shop.example", 443)
    with pytest.raises(ConfigError):
        await network.connect_tcp("shop.example", 443)
    assert wire.connected == [PUBLIC]


async def test_the_next_address_is_tried_when_one_does_not_answer(wire: Wire) -> None:
    wire.refused = [PUBLIC]
    await GuardedNetwork(Guard(resolve=_gives(PUBLIC, "8.8.8.8"))).connect_tcp("shop.example", 443)
    assert wire.connected == [PUBLIC, "8.8.8.8"]


def test_the_list_of_allowed_pairs_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    needed = {"amqp_url": "amqp://unused", "mongo_url": "mongodb://unused", "mongo_database": "x"}
    assert Settings(**needed).egress_allow == frozenset()
    monkeypatch.setenv("BIZ_EGRESS_ALLOW", "localhost:8090, Shop:80")
    assert Settings(**needed).egress_allow == {"localhost:8090", "shop:80"}
    monkeypatch.setenv("BIZ_EGRESS_ALLOW", "localhost")
    with pytest.raises(ValueError, match="not host:port: localhost"):
        Settings(**needed)


def _gives(*addresses: str) -> Any:
    async def resolve(_: str, __: int) -> Sequence[str]:
        return list(addresses)

    return resolve


async def _refuses(guard: Guard, host: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        await guard.addresses(host, 443)
    assert caught.value.key == key
