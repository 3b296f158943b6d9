"""The import side of the form of the guide («Загрузка заказов»), alike for files, exchanges and API."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from contracts.base import Ref
from contracts.order import OrderOptions, VatMode
from service_kit.connections.section import VAT_LABELS, Section
from service_kit.orders.ports import ImportSettings
from shop_sync.connectors.forms.section import IMPORT, PARTNER, SECTIONS

_SECTION = Section(IMPORT)


class StatusPair(BaseModel):
    """One row of the table of statuses: a shop's status, by code or text, and ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outside: Annotated[str, Field(title="Статус в магазине", min_length=1, max_length=200)]
    status: Annotated[
        Ref, Field(title="Статус в Бизнес.Ру", min_length=1, json_schema_extra={"x-list": "order_statuses"})
    ]


class OrdersForm(BaseModel):
    """How the orders of a shop are taken over."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"x-partner": PARTNER, "x-sections": SECTIONS})

    match_goods: Annotated[
        bool,
        _SECTION.field(
            "Сверять загружаемые товары по артикулам и наименованиям",
            "Если товар заказа не найден по идентификатору, он ищется по артикулу, затем по точному наименованию.",
        ),
    ] = True
    update_delivery: Annotated[
        bool,
        _SECTION.field(
            "Обновлять информацию о доставке",
            "При повторной загрузке заказа способ, адрес и стоимость доставки берутся из магазина.",
        ),
    ] = True
    update_lines: Annotated[
        bool,
        _SECTION.field(
            "Обновлять информацию о товарах в заказе",
            "При повторной загрузке состав заказа заменяется составом из магазина.",
        ),
    ] = True
    update_customer: Annotated[
        bool,
        _SECTION.field(
            "Обновлять информацию о клиенте",
            "При повторной загрузке имя, телефон, email и адрес клиента берутся из магазина.",
        ),
    ] = True
    load_statuses: Annotated[
        bool,
        _SECTION.field(
            "Загружать статусы из интернет-магазина",
            "Статус заказа берётся из магазина по таблице соответствия ниже.",
        ),
    ] = False
    status_map: Annotated[
        list[StatusPair],
        Field(
            title="Соответствие статусов",
            description="Код или название статуса в магазине и статус заказа в Бизнес.Ру.",
            max_length=200,
            json_schema_extra=_SECTION.hints(visible_if={"load_statuses": [True]}),
        ),
    ] = []
    assign_status: Annotated[
        Ref | None,
        _SECTION.field(
            "Присваивать статус",
            "Статус, который получит новый заказ.",
            list="order_statuses",
            visible_if={"load_statuses": [False]},
        ),
    ] = None
    reserve: Annotated[
        bool,
        _SECTION.field(
            "Автоматически резервировать товары в загружаемых заказах",
            "Товары нового заказа сразу резервируются на складе.",
        ),
    ] = False
    accept_payments: Annotated[
        bool,
        _SECTION.field(
            "Приём онлайн-платежей", "По оплаченному в магазине заказу создаётся платёж; повторно он не создаётся."
        ),
    ] = False
    organization: Annotated[
        Ref,
        _SECTION.reference(
            "Организация", "Ваша организация, от имени которой оформляются заказы.", list="organizations"
        ),
    ]
    owner: Annotated[
        Ref,
        _SECTION.reference("Владелец", "Сотрудник, который станет владельцем загруженных заказов.", list="employees"),
    ]
    currency: Annotated[
        str | None,
        _SECTION.currency("Валюта цен", "Валюта заказов, в которых магазин её не указал или указал неизвестную."),
    ] = None
    vat_mode: Annotated[
        VatMode,
        Field(title="Учёт НДС", json_schema_extra=_SECTION.hints(widget="buttons", labels=VAT_LABELS)),
    ] = VatMode.INCLUDED

    def import_settings(self) -> ImportSettings:
        """What the import needs of them."""
        switches = {
            "delivery": self.update_delivery,
            "lines": self.update_lines,
            "total": self.update_lines,
            "customer": self.update_customer,
            "comment": self.update_customer,
            "status": self.load_statuses,
            "payment": self.accept_payments,
        }
        return ImportSettings(
            options=OrderOptions(
                reserve=self.reserve,
                accept_payments=self.accept_payments,
                organization=self.organization,
                owner=self.owner,
            ),
            match_by_text=self.match_goods,
            update=frozenset(part for part, on in switches.items() if on),
            statuses={pair.outside: pair.status for pair in self.status_map} if self.load_statuses else {},
            assign=self.assign_status,
        )
