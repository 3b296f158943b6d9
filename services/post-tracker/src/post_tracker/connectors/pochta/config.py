"""Settings of a connection: the form for «Почта России»."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, create_model, field_validator

from contracts.base import Ref
from contracts.events.connection import RunKind
from post_tracker.app.ports import TrackingSettings, Way
from post_tracker.connectors.pochta.soap.requests import Access
from post_tracker.domain.pochta.standing import catalogue
from service_kit.connections.section import ACCESS, Section

PARTNER: Final = "Почтой России"
"""x-partner of the form: with whom it connects («Новая интеграция с …»)."""
TRACKING: Final = "Отслеживание"
STATUSES: Final = "Соответствие статусов"
UNCHANGED: Final = "Не менять"
PREFIX: Final = "status_"
"""Of the names of the fields of statuses."""
SECTIONS: Final[list[Any]] = [
    {"title": ACCESS, "check": True},
    {"title": TRACKING, "runs": [RunKind.TRACK_PARCELS.value]},
    {"title": STATUSES, "compact": True},
]
_ACCESS = Section(ACCESS)
_TRACKING = Section(TRACKING)
_STATUSES = Section(STATUSES)


class AccessKind(StrEnum):
    """Which of the two services is asked."""

    SINGLE = "single"
    BATCH = "batch"


_KIND_LABELS: Final = {AccessKind.SINGLE.value: "Единичный", AccessKind.BATCH.value: "Пакетный"}
_WAYS: Final[Mapping[AccessKind, Way]] = {AccessKind.SINGLE: Way.AT_ONCE, AccessKind.BATCH: Way.TICKET}


class PochtaForm(BaseModel):
    """Who asks, and for whose parcels."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"x-partner": PARTNER, "x-sections": SECTIONS}
    )

    login: Annotated[
        str,
        Field(
            title="Логин",
            description="Логин доступа к API отслеживания с tracking.pochta.ru/access-settings, "
            "не от личного кабинета.",
            min_length=1,
            max_length=200,
            json_schema_extra=_ACCESS.hints(causes=["post_login_"]),
        ),
    ]
    password: Annotated[
        SecretStr,
        Field(
            title="Пароль",
            description="Пароль оттуда же; он хранится зашифрованным.",
            min_length=1,
            max_length=200,
            json_schema_extra=_ACCESS.hints(),
        ),
    ]
    access: Annotated[
        AccessKind,
        Field(
            title="Вид доступа",
            description="Единичный — до 100 запросов в сутки; пакетный — по договору с Почтой России, "
            "без ограничения числа отправлений.",
            json_schema_extra=_ACCESS.hints(
                widget="buttons", labels=_KIND_LABELS, causes=["post_no_ticket", "tracking_quota_"]
            ),
        ),
    ] = AccessKind.SINGLE
    delivery_methods: Annotated[
        tuple[Ref, ...],
        Field(
            title="Способы доставки",
            description="Отслеживаются заказы с этими способами доставки, у которых указан номер отправления.",
            min_length=1,
            max_length=500,
            json_schema_extra=_TRACKING.hints(list="delivery_methods"),
        ),
    ]

    @field_validator("login")
    @classmethod
    def _bare(cls, given: str) -> str:
        return given.strip()

    def credentials(self) -> Access:
        """Login and password of the tracking service."""
        return Access(self.login, self.password.get_secret_value().strip())

    def settings(self) -> TrackingSettings:
        """What tracking needs of them."""
        chosen = {status.code: getattr(self, PREFIX + status.code) for status in catalogue().statuses}
        statuses = {code: ref for code, ref in chosen.items() if ref}
        return TrackingSettings(way=_WAYS[self.access], login=self.login.casefold(), statuses=statuses)


def _status_fields() -> Any:
    """One select for each status of the post, so that it gives orders one status at most."""
    return {
        PREFIX + status.code: (
            Annotated[
                Ref | None,
                _STATUSES.field(status.title, "Статус, который получит заказ.", list="order_statuses", empty=UNCHANGED),
            ],
            None,
        )
        for status in catalogue().statuses
    }


PochtaConfig: Final = create_model("PochtaConfig", __base__=PochtaForm, __module__=__name__, **_status_fields())
"""The whole form."""
