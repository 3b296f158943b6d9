"""CommerceML does what every connector must do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from service_kit.orders.incoming import RejectedDocument
from service_kit.testing.connector_suite import ConnectorSuite
from shop_sync.connectors.commerceml import connector
from shop_sync.connectors.commerceml.config import CommerceMlConfig
from shop_sync.connectors.commerceml.orders import read_orders

FIXTURES = Path(__file__).parent / "fixtures"


class TestCommerceMl(ConnectorSuite):
    integration = connector.integration({})
    folder = connector.HERE
    good_config = {"organization": "organization-1", "owner": "employee-1"}  # noqa: RUF012

    def read(self, skip: int) -> Iterator[Any]:
        rules = CommerceMlConfig.model_validate(self.good_config).rules()
        return read_orders(FIXTURES / "suite_orders.xml", rules, skip=skip)

    def rejected(self, row: Any) -> bool:
        return isinstance(row, RejectedDocument)

    def outside_id(self, row: Any) -> str:
        return str(row.outside_id)
