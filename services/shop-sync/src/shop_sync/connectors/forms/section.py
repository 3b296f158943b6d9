"""Sections of the forms of shops."""

from typing import Final

from pydantic import JsonValue

from contracts.events.connection import RunKind
from service_kit.connections.section import ACCESS

EXPORT: Final = "Выгрузка товаров"
IMPORT: Final = "Загрузка заказов"
TUNING: Final = "Тонкая настройка обмена"
SECTIONS: Final[list[JsonValue]] = [
    {"title": ACCESS, "check": True},
    {"title": EXPORT, "ticks": "Настройка выгрузки", "runs": [RunKind.EXPORT_GOODS.value]},
    {
        "title": IMPORT,
        "ticks": "Настройка загрузки",
        "runs": [RunKind.IMPORT_ORDERS.value, RunKind.EXPORT_STATUSES.value],
    },
    {"title": TUNING},
]
"""x-sections of a form: their order, the label of the tick boxes, and whose buttons stand under each."""
PARTNER: Final = "интернет-магазином"
"""x-partner of a form: with whom it connects («Новая интеграция с …»)."""
RUNS: Final = frozenset({RunKind.IMPORT_ORDERS, RunKind.EXPORT_GOODS, RunKind.EXPORT_STATUSES})
"""All that is exchanged with a shop."""
