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
    phone = phone_of(told.phone) if told.phone else None
    responsible = settings.responsible
    return LeadReceivedData(
        lead=lead,
        kind=settings.kind,
        origin=origin,
        received_at=told.date if told.date and told.date.tzinfo else received_at,
        name=_short(told.name, LONGEST_NAME),
        phone=phone,
        email=email_of(told.email) if told.email else None,
        text=_short(_text(told, phone), LONGEST_TEXT),
        page=_short(told.page, LONGEST_PAGE),
        status=settings.status,
        responsible=responsible[turn % len(responsible)] if responsible else None,
    )


def _text(told: MailLead, phone: str | None) -> str:
    """The message; before it the phone as it is written, when that says more than the number."""
    written = told.phone or ""
    says_more = sum(character.isdecimal() for character in written) > len(phone or "")
    return "\n".join(part for part in (written if says_more else "", told.text or "") if part)


def _short(text: str | None, most: int) -> str | None:
    """At most so many signs; the last one tells that there were more."""
    bare = (text or "").strip()
    return (bare if len(bare) <= most else f"{bare[: most - 1]}…") or None
