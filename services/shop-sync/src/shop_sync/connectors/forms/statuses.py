"""Statuses back to the shop: the switch of the form, alike for exchanges and API."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from contracts.events.connection import RunKind
from service_kit.connections.section import Section
from shop_sync.app.shop_ports import StatusSettings
from shop_sync.connectors.forms.orders import OrdersForm, StatusPair
from shop_sync.connectors.forms.section import IMPORT

LEFT_EVERY: Final = dt.timedelta(hours=1)
"""Statuses are left over when the connection was switched off, the shop stayed away or its access was refused."""
_SECTION = Section(IMPORT)


class StatusesForm(OrdersForm):
    """How statuses go both ways by one table, which is therefore always there to be filled in."""

    status_map: Annotated[
        list[StatusPair],
        Field(
            title="Соответствие статусов",
            description="Код или название статуса в магазине и статус заказа в Бизнес.Ру — для загрузки статусов и "
            "для отправки.",
            max_length=200,
            json_schema_extra=_SECTION.hints(),
        ),
    ] = []  # noqa: RUF012 (pydantic copies defaults)
    send_statuses: Annotated[
        bool,
        _SECTION.field(
            "Отправлять статусы в магазин",
            "Статус заказа, изменённый в Бизнес.Ру, передаётся в магазин по таблице соответствия статусов.",
        ),
    ] = False

    def status_periods(self) -> Mapping[RunKind, dt.timedelta]:
        """When what was left is sent; usually it goes as soon as it is known."""
        return {RunKind.EXPORT_STATUSES: LEFT_EVERY} if self.send_statuses else {}

    def status_settings(self) -> StatusSettings | None:
        """What the sending needs of them; None when the owner does not want it."""
        if not self.send_statuses:
            return None
        return StatusSettings({pair.outside: pair.status for pair in self.status_map}, self.load_statuses)
