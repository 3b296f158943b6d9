"""Settings of a connection: the form of the guide for InSales."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from contracts.base import Ref
from service_kit.connections.periods import PERIOD_LABELS, Period
from service_kit.connections.section import ACCESS, BY_BUTTON, Section
from shop_sync.connectors.forms.goods import GoodsForm
from shop_sync.connectors.forms.section import EXPORT, IMPORT
from shop_sync.connectors.forms.statuses import StatusesForm
from shop_sync.connectors.insales.key import ShopKey, parse_key

_ACCESS = Section(ACCESS)
_EXPORT = Section(EXPORT)
_IMPORT = Section(IMPORT)


class WarehousePair(BaseModel):
    """One row of the table of warehouses: a store of ours and the number of a warehouse in the shop, from 0."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    store: Annotated[Ref, Field(title="Склад в Бизнес.Ру", min_length=1, json_schema_extra={"x-list": "stores"})]
    warehouse: Annotated[int, Field(title="Номер склада в магазине, начиная с 0", ge=0, le=99)]


class InsalesConfig(StatusesForm, GoodsForm):
    """How goods are brought into a shop of InSales, and how its orders are taken over."""

    model_config = ConfigDict(extra="forbid")

    key: Annotated[
        SecretStr,
        _ACCESS.field(
            "Ключ соединения",
            "Адрес магазина с идентификатором и паролем ключа доступа к API: "
            "https://идентификатор:пароль@магазин.myinsales.ru или магазин.myinsales.ru:идентификатор:пароль.",
            causes=["insales_key", "insales_no_shop", "outside_", "host_", "address_"],
        ),
    ]
    old_price_list: Annotated[
        Ref | None,
        _EXPORT.field("Старая цена из прайс-листа", "Станет «старой ценой» товара в магазине.", list="price_types"),
    ] = None
    warehouses: Annotated[
        tuple[WarehousePair, ...],
        Field(
            title="Соответствие складов",
            description="Остаток каждого склада выгружается на склад магазина с этим номером; "
            "не заполнено — общий остаток по выбранным складам.",
            max_length=100,
            json_schema_extra=_EXPORT.hints(),
        ),
    ] = ()
    category: Annotated[
        str | None,
        Field(
            title="Категория для новых товаров",
            description="Название категории магазина для товаров без группы и для всех, если каталоги не выгружаются; "
            "не указано — верхняя категория магазина.",
            min_length=1,
            max_length=200,
            json_schema_extra=_EXPORT.hints(),
        ),
    ] = None
    export_every: Annotated[
        Period | None,
        _EXPORT.field(
            "Желаемая частота выгрузки",
            "Как часто выгружать товары. Не выбрано — только по кнопке.",
            widget="buttons",
            labels=PERIOD_LABELS,
            empty=BY_BUTTON,
        ),
    ] = Period.HOUR
    orders_since: Annotated[
        dt.date | None,
        _IMPORT.field(
            "Загружать заказы с",
            "Заказы, оформленные раньше этого дня, не загружаются; не указано — за 7 дней до создания подключения.",
        ),
    ] = None
    import_every: Annotated[
        Period | None,
        _IMPORT.field(
            "Желаемая частота загрузки",
            "Как часто загружать заказы. Не выбрано — только по кнопке и по сообщениям магазина.",
            widget="buttons",
            labels=PERIOD_LABELS,
            empty=BY_BUTTON,
        ),
    ] = Period.HOUR

    @field_validator("key")
    @classmethod
    def _readable(cls, key: SecretStr) -> SecretStr:
        parse_key(key.get_secret_value())
        return key

    def shop(self) -> ShopKey:
        """Where the shop is, and who asks."""
        return parse_key(self.key.get_secret_value())
