"""«Заявка на подключение»."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """Who asks; phone as +digits; at least one of phone and e-mail is there."""

    name: str
    phone: str | None
    email: str | None
    comment: str | None


@dataclass(frozen=True, slots=True)
class ConnectionRequest:
    """What was asked, about which widget, by which user of the account."""

    id: str
    widget: str
    title: str
    contact: Contact
    by: str
    created_at: dt.datetime
