"""A request that a letter gave, as the platform takes it."""

import datetime as dt
from typing import Final

from contracts.events.lead import LeadReceivedData
from contracts.lead import LeadOrigin
from mail_intake.app.settings import LeadSettings
from mail_intake.domain.order import MailLead, Reading
from service_kit.contacts import email_of, phone_of

LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 20_000
LONGEST_PAGE: Final = 2_000


def lead_data(
    reading: Reading,
    settings: LeadSettings,
    *,
    lead: str,
    origin: LeadOrigin,
    received_at: dt.datetime,
    turn: int,
) -> LeadReceivedData:
    """The request of a letter that lacks nothing, ValueError for any other; `turn` counts requests of the connection
    from 0 and chooses who is responsible. The moment is that of the letter, `received_at` where it names none.
    """
    told = reading.result
    if not isinstance(told, MailLead) or told.missing:
        raise ValueError("the letter gives no request")
    responsible = settings.responsible
    return LeadReceivedData(
        lead=lead,
        kind=settings.kind,
        origin=origin,
        received_at=told.date if told.date and told.date.tzinfo else received_at,
        name=_short(told.name, LONGEST_NAME),
        phone=phone_of(told.phone) if told.phone else None,
        email=email_of(told.email) if told.email else None,
        text=_short(told.text, LONGEST_TEXT),
        page=_short(told.page, LONGEST_PAGE),
        status=settings.status,
        responsible=responsible[turn % len(responsible)] if responsible else None,
    )


def _short(text: str | None, most: int) -> str | None:
    """At most so many signs; the last one tells that there were more."""
    bare = (text or "").strip()
    return (bare if len(bare) <= most else f"{bare[: most - 1]}…") or None
