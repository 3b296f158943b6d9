"""Settings of a connection: the form of the guide, its import side («Загрузка заказов») stands here."""

from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator

from contracts.base import Ref
from contracts.order import VatMode
from shop_sync.connectors.commerceml.export_config import GoodsExportConfig
from shop_sync.connectors.commerceml.rules import ReadingRules

_SECTION: Final = "Загрузка заказов"
_VAT_LABELS: Final = {
    VatMode.INCLUDED.value: "Цена включает НДС",
    VatMode.NOT_INCLUDED.value: "Цена не включает НДС",
    VatMode.NONE.value: "Без НДС",
}


def _hints(**hints: Any) -> dict[str, Any]:
    return {"x-section": _SECTION} | {f"x-{name.replace('_', '-')}": value for name, value in hints.items()}


def _tick(title: str, hint: str) -> Any:
    return Field(title=title, description=hint, json_schema_extra=_hints())


class StatusPair(BaseModel):
    """One row of the table of statuses: a shop's status, by code or text, and ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    outside: Annotated[str, Field(title="Статус в магазине", min_length=1, max_length=200)]
    status: Annotated[
        Ref, Field(title="Статус в Бизнес.Ру", min_length=1, json_schema_extra={"x-list": "order_statuses"})
    ]


class CommerceMlConfig(GoodsExportConfig, BaseModel):
    """How goods are exported to files of a shop, and how orders of a shop's file are taken over."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    match_goods: Annotated[
        bool,
        _tick(
            "Сверять загружаемые товары по артикулам и наименованиям",
            "Если товар заказа не найден по идентификатору, он ищется по артикулу, затем по точному наименованию.",
        ),
    ] = True
    update_delivery: Annotated[
        bool,
        _tick(
            "Обновлять информацию о доставке",
            "При повторной загрузке заказа способ, адрес и стоимость доставки берутся из магазина.",
        ),
    ] = True
    update_lines: Annotated[
        bool,
        _tick(
            "Обновлять информацию о товарах в заказе",
            "При повторной загрузке состав заказа заменяется составом из магазина.",
        ),
    ] = True
    update_customer: Annotated[
        bool,
        _tick(
            "Обновлять информацию о клиенте",
            "При повторной загрузке имя, телефон, email и адрес клиента берутся из магазина.",
        ),
    ] = True
    load_statuses: Annotated[
        bool,
        _tick(
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
            json_schema_extra=_hints(visible_if={"load_statuses": [True]}),
        ),
    ] = []
    assign_status: Annotated[
        Ref | None,
        Field(
            title="Присваивать статус",
            description="Статус, который получит новый заказ.",
            json_schema_extra=_hints(list="order_statuses", visible_if={"load_statuses": [False]}),
        ),
    ] = None
    reserve: Annotated[
        bool,
        _tick(
            "Автоматически резервировать товары в загружаемых заказах",
            "Товары нового заказа сразу резервируются на складе.",
        ),
    ] = False
    accept_payments: Annotated[
        bool,
        _tick("Приём онлайн-платежей", "По оплаченному в магазине заказу создаётся платёж; повторно он не создаётся."),
    ] = False
    organization: Annotated[
        Ref,
        Field(
            title="Организация",
            description="Ваша организация, от имени которой оформляются заказы.",
            min_length=1,
            json_schema_extra=_hints(list="organizations"),
        ),
    ]
    owner: Annotated[
        Ref,
        Field(
            title="Владелец",
            description="Сотрудник, который станет владельцем загруженных заказов.",
            min_length=1,
            json_schema_extra=_hints(list="employees"),
        ),
    ]
    currency: Annotated[
        str | None,
        Field(
            title="Валюта цен",
            description="Валюта заказов, в которых магазин её не указал или указал неизвестную.",
            pattern=r"^[A-Z]{3}$",
            json_schema_extra=_hints(list="currencies"),
        ),
    ] = None
    vat_mode: Annotated[
        VatMode,
        Field(title="Учёт НДС", json_schema_extra=_hints(widget="buttons", labels=_VAT_LABELS)),
    ] = VatMode.INCLUDED
    timezone: Annotated[
        str,
        Field(
            title="Часовой пояс магазина",
            description="В этом поясе записано время заказов в файле, например Europe/Moscow.",
            json_schema_extra=_hints(),
        ),
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
