"""Settings of a connection: the export side of the form of the guide («Выгрузка товаров»)."""

from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from contracts.base import Ref
from service_kit.connections.periods import PERIOD_LABELS, Period

_SECTION: Final = "Выгрузка товаров"


class Dialect(StrEnum):
    """How the files are written: valid by the schema 2.08, or as «Управление торговлей 11» writes them."""

    XSD_2_08 = "xsd-2.08"
    UT11 = "ut11"


_DIALECT_LABELS: Final = {Dialect.XSD_2_08.value: "CommerceML 2.08", Dialect.UT11.value: "1С: УТ 11"}


def _hints(**hints: Any) -> dict[str, Any]:
    return {"x-section": _SECTION} | {f"x-{name.replace('_', '-')}": value for name, value in hints.items()}


def _field(title: str, hint: str, **hints: Any) -> Any:
    return Field(title=title, description=hint, json_schema_extra=_hints(**hints))


def _select(title: str, hint: str, **hints: Any) -> Any:
    return Field(title=title, description=hint, max_length=500, json_schema_extra=_hints(**hints))


class GoodsExportConfig(BaseModel):
    """Which goods are exported, and how."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    updates_only: Annotated[
        bool,
        _field(
            "Выгружать только обновления",
            "В файлы попадают только товары, которые изменились с последней успешной выгрузки этого подключения.",
        ),
    ] = False
    stock_and_prices_only: Annotated[
        bool,
        _field("Выгружать только остатки и цены", "Карточки товаров не выгружаются: они уже есть в магазине."),
    ] = False
    positive_stock_only: Annotated[
        bool,
        _field(
            "Выгружать только положительные остатки",
            "Предложения, которых нет в наличии на выбранных складах, не выгружаются; закончившийся товар "
            "в обновлениях один раз выгружается с нулевым остатком.",
        ),
    ] = False
    without_groups: Annotated[
        bool,
        _field("Не выгружать каталоги товаров", "Группы товаров не выгружаются, в магазине остаётся свой каталог."),
    ] = False
    short_names: Annotated[
        bool,
        _field(
            "Использовать краткое наименование товара вместо полного",
            "Названием товара в магазине станет «Наименование» карточки, а не «Полное наименование».",
        ),
    ] = False
    with_fields: Annotated[
        bool,
        _field(
            "Выгружать дополнительные поля из карточки товара",
            "Дополнительные поля карточки становятся свойствами товара в магазине.",
        ),
    ] = False
    characteristics: Annotated[
        bool,
        _field(
            "Характеристики",
            "Каждая модификация (размер, цвет) становится отдельным предложением; иначе остатки складываются "
            "и берётся меньшая цена.",
        ),
    ] = True
    all_goods: Annotated[
        bool,
        _field("Все товары", "Выгружаются все товары, кроме архивных; иначе — выбранные группы и отмеченные товары."),
    ] = True
    groups: Annotated[
        list[Ref],
        _select(
            "Группы товаров",
            "Выгружаются товары этих групп и всех групп внутри них.",
            list="product_groups",
            visible_if={"all_goods": [False]},
        ),
    ] = []
    stores: Annotated[
        list[Ref],
        _select(
            "Склады", "Остаток считается по этим складам за вычетом резервов; не выбрано — по всем.", list="stores"
        ),
    ] = []
    price_lists: Annotated[
        list[Ref],
        _select("Цены из прайс-листа", "Каждый прайс-лист становится типом цен в магазине.", list="price_types"),
    ] = []
    export_currency: Annotated[
        str | None,
        Field(
            title="Валюта цен",
            description="Цены пересчитываются в эту валюту по курсам из справочника; не выбрано — как в прайс-листе.",
            pattern=r"^[A-Z]{3}$",
            json_schema_extra=_hints(list="currencies"),
        ),
    ] = None
    dialect: Annotated[
        Dialect,
        _field(
            "Формат файлов",
            "Если магазин не принимает файлы CommerceML 2.08, выберите формат «1С: УТ 11».",
            widget="buttons",
            labels=_DIALECT_LABELS,
        ),
    ] = Dialect.XSD_2_08
    split_files: Annotated[
        bool,
        _field(
            "Цены и остатки отдельными файлами",
            "Как в УТ 11: кроме предложений выгружаются файлы prices и rests.",
            visible_if={"dialect": [Dialect.UT11.value]},
        ),
    ] = False
    export_every: Annotated[
        Period | None,
        _field(
            "Желаемая частота выгрузки",
            "Как часто готовить свежие файлы; они лежат в отчёте о выгрузке. Не выбрано — только по кнопке.",
            widget="buttons",
            labels=PERIOD_LABELS,
        ),
    ] = None
