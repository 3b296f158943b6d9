"""Settings of a connection: the form of the guide for orders by mail."""

from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Final

from pydantic import ConfigDict, Field

from contracts.base import Ref
from contracts.events.connection import RunKind
from contracts.order import OrderOptions, VatMode
from mail_intake.app.settings import MailSettings, OrderSettings
from mail_intake.connectors.forms.letters import LettersForm, Template
from mail_intake.connectors.forms.section import LETTERS, PARTNER, period, sections
from service_kit.connections.periods import Period
from service_kit.connections.section import VAT_LABELS, Section
from service_kit.orders.ports import ImportSettings

ORDERS: Final = "Параметры формирования заказов"
_LETTERS, _ORDERS = Section(LETTERS), Section(ORDERS)
_CURRENCY: Final = "RUB"


class Engine(StrEnum):
    """Shops whose letters are known, in the order of the guide."""

    INSALES = "insales"
    WEBASYST = "webasyst"
    JOOMSHOPPING = "joomshopping"
    STORELAND = "storeland"
    NETHOUSE = "nethouse"
    PRESTASHOP = "prestashop"
    VIRTUEMART = "virtuemart"
    VIRTUEMART2 = "virtuemart2"
    VIRTUEMART3 = "virtuemart3"


_ENGINE_LABELS: Final = {
    Engine.INSALES.value: "Insales",
    Engine.WEBASYST.value: "Webasyst",
    Engine.JOOMSHOPPING.value: "JoomShopping",
    Engine.STORELAND.value: "StoreLand",
    Engine.NETHOUSE.value: "Nethouse",
    Engine.PRESTASHOP.value: "Prestashop",
    Engine.VIRTUEMART.value: "VirtueMart",
    Engine.VIRTUEMART2.value: "VirtueMart 2",
    Engine.VIRTUEMART3.value: "VirtueMart 3",
}


class MailOrdersConfig(LettersForm):
    """Which letters become orders, and what becomes of them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"x-partner": PARTNER, "x-sections": sections(ORDERS, RunKind.IMPORT_ORDERS)},
    )

    engine: Annotated[
        Engine,
        Field(
            title="Типовой шаблон",
            description="На чём работает магазин, который присылает письма.",
            json_schema_extra=_LETTERS.hints(
                visible_if={"template": [Template.STANDARD.value]},
                labels=_ENGINE_LABELS,
            ),
        ),
    ] = Engine.INSALES
    owner: Annotated[
        Ref,
        _LETTERS.reference("Владелец", "Сотрудник, который станет владельцем загруженных заказов.", list="employees"),
    ]
    assign_status: Annotated[
        Ref | None,
        _ORDERS.field("Присваивать статус", "Статус, который получит новый заказ.", list="order_statuses"),
    ] = None
    organization: Annotated[
        Ref,
        _ORDERS.reference(
            "Организация", "Ваша организация, от имени которой оформляются заказы.", list="organizations"
        ),
    ]
    currency: Annotated[
        str | None,
        _ORDERS.currency("Валюта цен", "Валюта заказов, в письмах о которых она не указана; не выбрано — рубль."),
    ] = None
    vat_mode: Annotated[
        VatMode,
        Field(title="Учёт НДС", json_schema_extra=_ORDERS.hints(widget="buttons", labels=VAT_LABELS)),
    ] = VatMode.INCLUDED
    reserve: Annotated[
        bool,
        _ORDERS.field(
            "Автоматически резервировать товары в загружаемых заказах",
            "Товары нового заказа сразу резервируются на складе.",
        ),
    ] = False
    import_every: Annotated[
        Period | None, period(_ORDERS, "Как часто проверять почту. Не выбрано — только по кнопке.")
    ] = Period.MINUTES_15

    def mail_settings(self) -> MailSettings:
        """Which letters are read, and by which template of ours."""
        settings = super().mail_settings()
        return settings if settings.own else replace(settings, engine=self.engine.value)

    def order_settings(self) -> OrderSettings:
        """What becomes of the orders; an order that is told again changes nothing."""
        imports = ImportSettings(
            options=OrderOptions(reserve=self.reserve, organization=self.organization, owner=self.owner),
            match_by_text=True,
            update=frozenset(),
            assign=self.assign_status,
            own_ids=False,
        )
        return OrderSettings(imports, self.vat_mode, self.currency or _CURRENCY)
