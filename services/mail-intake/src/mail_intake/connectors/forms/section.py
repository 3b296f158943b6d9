"""Sections of the forms, as the guide names them."""

from typing import Any, Final

from contracts.events.connection import RunKind
from service_kit.connections.periods import PERIOD_LABELS
from service_kit.connections.section import BY_BUTTON, Section

LETTERS: Final = "Обработка писем"
MAILBOX: Final = "Настройка подключения"
PARTNER: Final = "электронной почтой"
"""x-partner of a form: with whom it connects («Новая интеграция с …»)."""


def sections(made: str, kind: RunKind) -> list[Any]:
    """x-sections of a form; `made` is the title of the last one, under which runs of that kind are started."""
    return [
        {"title": LETTERS},
        {"title": MAILBOX, "check": True},
        {"title": made, "ticks": "Настройка загрузки", "runs": [kind.value]},
    ]


def period(section: Section, hint: str) -> Any:
    """«Желаемая частота загрузки»."""
    return section.field("Желаемая частота загрузки", hint, widget="buttons", labels=PERIOD_LABELS, empty=BY_BUTTON)
