"""The exchange does what every connector must do."""

from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, ClassVar

import httpx

from service_kit.http import Outside
from service_kit.testing.connector_suite import ConnectorSuite
from shop_sync.connectors.commerceml_exchange import connector

SHOP = Outside(connector.SYSTEM)
GOOD = {"checkauth": "success\nPHPSESSID\nabc\nsessid=0f", "init": "zip=yes\nfile_limit=2048000"}


def good(request: httpx.Request) -> httpx.Response:
    return says(200, GOOD[request.url.params["mode"]])(request)


def says(status: int, text: str, **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _: httpx.Response(status, headers=headers, stream=httpx.ByteStream(text.encode()))


def away(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("20 s", request=request)


def shop_is(handler: Callable[[httpx.Request], httpx.Response]) -> None:
    SHOP.transport = httpx.MockTransport(handler)  # type: ignore[assignment]


class TestExchange(ConnectorSuite):
    integration = connector.integration(connector.PRESETS["commerceml-exchange"], {}, SHOP)
    folder = connector.HERE
    good_config: ClassVar[dict[str, Any]] = {
        **{"address": "https://shop.example", "login": "exchange", "password": "secret-word"},
        **{"organization": "organization-1", "owner": "employee-1"},
    }

    def failures(self) -> Any:
        @asynccontextmanager
        async def while_it(handler: Callable[[httpx.Request], httpx.Response]) -> Any:
            shop_is(handler)
            yield
            shop_is(good)

        shop_is(good)
        return {
            "exchange_login_refused": while_it(says(401, "")),
            "exchange_address_wrong": while_it(
                says(200, "<!DOCTYPE html><html></html>", **{"content-type": "text/html"})
            ),
            "outside_redirected": while_it(says(302, "", location="https://a.example/")),
            "outside_timeout": while_it(away),
        }

    async def test_the_check_tells_each_failure_by_its_key_and_recovers(self) -> None:
        shop_is(good)
        await super().test_the_check_tells_each_failure_by_its_key_and_recovers()

    def read(self, skip: int) -> Iterator[Any] | None:
        return None
