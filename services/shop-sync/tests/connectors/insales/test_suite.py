"""InSales does what every connector must do."""

import contextlib
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from service_kit.http import Outside
from service_kit.orders.incoming import RejectedDocument
from service_kit.testing.connector_suite import ConnectorSuite
from shop_sync.connectors.insales import connector
from shop_sync.connectors.insales.orders import ReadingRules, read_order
from simulators.insales.server import Shop

FIXTURES = Path(__file__).parent / "fixtures"


class TestInsales(ConnectorSuite):
    integration = connector.integration({}, Outside("insales"))
    folder = connector.HERE
    good_config = {  # noqa: RUF012
        "key": "https://login-of-app:secret-of-shop@shop.myinsales.ru",
        "organization": "organization-1",
        "owner": "employee-1",
    }

    @pytest.fixture(autouse=True)
    def _shop(self, shop: Shop, outside: Outside) -> None:
        self.shop = shop
        self.integration = connector.integration({}, outside)
        self.good_config = {**type(self).good_config, "key": shop.address}

    def read(self, skip: int) -> Iterator[Any]:
        orders = json.loads((FIXTURES / "suite_orders.json").read_text("utf-8"))
        return iter([read_order(order, ReadingRules(), index) for index, order in enumerate(orders)][skip:])

    def rejected(self, row: Any) -> bool:
        return isinstance(row, RejectedDocument)

    def outside_id(self, row: Any) -> str:
        return str(row.outside_id)

    def failures(self) -> Mapping[str, AbstractAsyncContextManager[None]]:
        faults = self.shop.faults
        return {
            "outside_login_refused": _once(lambda: faults.refuse(401)),
            "insales_no_shop": _once(faults.html),
            "outside_busy": _once(lambda: faults.storm(1, status=429, retry_after=100)),
            "outside_failed": _once(lambda: faults.storm(1, status=503, retry_after=100)),
        }


@contextlib.asynccontextmanager
async def _once(ask: Callable[[], object]) -> AsyncIterator[None]:
    ask()
    yield
