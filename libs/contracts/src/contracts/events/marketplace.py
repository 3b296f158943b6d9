"""What users ask for in the marketplace."""

from typing import Literal

from pydantic import Field

from contracts.base import Contract
from contracts.envelope import Event


class ConnectionRequestedData(Contract):
    """«Заявка на подключение»: who wants which widget; `phone` or `email` is filled."""

    request: str
    widget: str
    title: str
    name: str = Field(min_length=1, max_length=200)
    phone: str | None = None
    email: str | None = None
    comment: str | None = None


class ConnectionRequested(Event[ConnectionRequestedData]):
    """Somebody asks for help with an integration; the platform makes a ticket of it. Subject: the request."""

    type: Literal["ru.business.integrations.connection.requested.v1"] = (
        "ru.business.integrations.connection.requested.v1"
    )
