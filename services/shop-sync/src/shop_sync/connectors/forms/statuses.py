"""Statuses back to the shop: the switch of the form, alike for exchanges and API."""

from typing import Annotated

from pydantic import Field

from shop_sync.app.shop_ports import StatusSettings
from shop_sync.connectors.forms.orders import OrdersForm, StatusPair
from shop_sync.connectors.forms.section import IMPORT, Section

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
    ] = []
    send_statuses: Annotated[
        bool,
        _SECTION.field(
            "Отправлять статусы в магазин",
            "Статус заказа, изменённый в Бизнес.Ру, передаётся в магазин по таблице соответствия статусов.",
        ),
    ] = False

    def status_settings(self) -> StatusSettings | None:
        """What the sending needs of them; of several words of the shop for one status the first one counts."""
        if not self.send_statuses:
            return None
        words = {pair.status: pair.outside for pair in reversed(self.status_map)}
        return StatusSettings(words, self.load_statuses)
