"""Settings of a connection: what the export side of the form has for CommerceML alone."""

from enum import StrEnum
from typing import Annotated, Final

from service_kit.connections.periods import PERIOD_LABELS, Period
from service_kit.connections.section import BY_BUTTON, Section
from shop_sync.connectors.forms.goods import GoodsForm
from shop_sync.connectors.forms.section import EXPORT

_SECTION = Section(EXPORT)


class Dialect(StrEnum):
    """How the files are written: valid by the schema 2.08, or as «Управление торговлей 11» writes them."""

    XSD_2_08 = "xsd-2.08"
    UT11 = "ut11"


_DIALECT_LABELS: Final = {Dialect.XSD_2_08.value: "CommerceML 2.08", Dialect.UT11.value: "1С: УТ 11"}


class GoodsExportForm(GoodsForm):
    """Which goods are exported, in which format of files, and how often."""

    dialect: Annotated[
        Dialect,
        _SECTION.field(
            "Формат файлов",
            "Если магазин не принимает файлы CommerceML 2.08, выберите формат «1С: УТ 11».",
            widget="buttons",
            labels=_DIALECT_LABELS,
        ),
    ] = Dialect.XSD_2_08
    split_files: Annotated[
        bool,
        _SECTION.field(
            "Цены и остатки отдельными файлами",
            "Как в УТ 11: кроме предложений выгружаются файлы prices и rests.",
            visible_if={"dialect": [Dialect.UT11.value]},
        ),
    ] = False
    export_every: Annotated[
        Period | None,
        _SECTION.field(
            "Желаемая частота выгрузки",
            "Как часто выгружать товары; сами файлы лежат в отчёте о выгрузке. Не выбрано — только по кнопке.",
            widget="buttons",
            labels=PERIOD_LABELS,
            empty=BY_BUTTON,
        ),
    ] = None
