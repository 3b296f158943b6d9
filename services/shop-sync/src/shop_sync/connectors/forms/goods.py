"""The export side of the form of the guide («Выгрузка товаров»), alike for files, exchanges and API."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict

from contracts.base import Ref
from service_kit.connections.section import Section
from shop_sync.app.ports import ExportSettings
from shop_sync.connectors.forms.section import EXPORT

_SECTION = Section(EXPORT)


class GoodsForm(BaseModel):
    """Which goods are exported, and how."""

    model_config = ConfigDict(frozen=True)

    updates_only: Annotated[
        bool,
        _SECTION.field(
            "Выгружать только обновления",
            "Выгружаются только товары, которые изменились с последней успешной выгрузки этого подключения.",
        ),
    ] = False
    stock_and_prices_only: Annotated[
        bool,
        _SECTION.field("Выгружать только остатки и цены", "Карточки товаров не выгружаются: они уже есть в магазине."),
    ] = False
    positive_stock_only: Annotated[
        bool,
        _SECTION.field(
            "Выгружать только положительные остатки",
            "Предложения, которых нет в наличии на выбранных складах, не выгружаются; закончившийся товар "
            "один раз выгружается с нулевым остатком.",
        ),
    ] = False
    without_groups: Annotated[
        bool,
        _SECTION.field(
            "Не выгружать каталоги товаров", "Группы товаров не выгружаются, в магазине остаётся свой каталог."
        ),
    ] = False
    short_names: Annotated[
        bool,
        _SECTION.field(
            "Использовать краткое наименование товара вместо полного",
            "Названием товара в магазине станет «Наименование» карточки, а не «Полное наименование».",
        ),
    ] = False
    with_fields: Annotated[
        bool,
        _SECTION.field(
            "Выгружать дополнительные поля из карточки товара",
            "Дополнительные поля карточки становятся свойствами товара в магазине.",
        ),
    ] = False
    characteristics: Annotated[
        bool,
        _SECTION.field(
            "Характеристики",
            "Каждая модификация (размер, цвет) становится отдельным предложением; иначе остатки складываются "
            "и берётся меньшая цена.",
        ),
    ] = True
    all_goods: Annotated[
        bool,
        _SECTION.field(
            "Все товары", "Выгружаются все товары, кроме архивных; иначе — выбранные группы и отмеченные товары."
        ),
    ] = True
    groups: Annotated[
        list[Ref],
        _SECTION.select(
            "Группы товаров",
            "Выгружаются товары этих групп и всех групп внутри них.",
            list="product_groups",
            visible_if={"all_goods": [False]},
        ),
    ] = []
    stores: Annotated[
        list[Ref],
        _SECTION.select(
            "Склады", "Остаток считается по этим складам за вычетом резервов; не выбрано — по всем.", list="stores"
        ),
    ] = []
    price_lists: Annotated[
        list[Ref],
        _SECTION.select(
            "Цены из прайс-листа", "Каждый прайс-лист становится типом цен в магазине.", list="price_types"
        ),
    ] = []
    export_currency: Annotated[
        str | None,
        _SECTION.currency(
            "Валюта цен", "Цены пересчитываются в эту валюту по курсам из справочника; не выбрано — как в прайс-листе."
        ),
    ] = None

    def export_settings(self) -> ExportSettings:
        """What the export needs of them."""
        return ExportSettings(
            price_types=self.price_lists,
            stores=self.stores,
            groups=self.groups,
            currency=self.export_currency,
            all_goods=self.all_goods,
            characteristics=self.characteristics,
            updates_only=self.updates_only,
            positive_only=self.positive_stock_only,
            with_cards=not self.stock_and_prices_only,
        )
