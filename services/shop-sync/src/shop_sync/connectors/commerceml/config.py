"""Settings of a connection: the form of the guide, as files of CommerceML need it."""

from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import ConfigDict, field_validator

from service_kit.connections.section import Section
from shop_sync.connectors.commerceml.export_config import GoodsExportForm
from shop_sync.connectors.commerceml.rules import ReadingRules
from shop_sync.connectors.forms.orders import OrdersForm
from shop_sync.connectors.forms.section import IMPORT

_SECTION = Section(IMPORT)


class CommerceMlForm(OrdersForm, GoodsExportForm):
    """How goods are written to files of a shop, and how orders of a shop's file are taken over.

    Every integration that has CommerceML files stores these settings; others beside them are passed over.
    """

    timezone: Annotated[
        str,
        _SECTION.field("Часовой пояс магазина", "В этом поясе записано время заказов в файле, например Europe/Moscow."),
    ] = "Europe/Moscow"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("unknown time zone")
        return name

    def rules(self) -> ReadingRules:
        """What the reader of files needs."""
        return ReadingRules(timezone=ZoneInfo(self.timezone), currency=self.currency, vat_mode=self.vat_mode)


class CommerceMlConfig(CommerceMlForm):
    """The form of connections whose files are downloaded and uploaded by hand."""

    model_config = ConfigDict(extra="forbid")
