"""What the use cases need of a connection's settings."""

import datetime as dt
from dataclasses import dataclass

from contracts.base import Ref
from contracts.events.lead import LeadKind
from contracts.order import VatMode
from mail_intake.domain.mailbox.mailbox import Mailbox
from mail_intake.domain.mailbox.senders import Senders
from service_kit.orders.ports import ImportSettings


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Which letters are read. `since`: letters that came before that day are passed over, None = before the day on
    which the connection was made. `own`: they are read by own templates; else by `engine`, or by the words of forms.
    """

    mailbox: Mailbox
    senders: Senders
    since: dt.date | None = None
    own: bool = False
    engine: str | None = None


@dataclass(frozen=True, slots=True)
class OrderSettings:
    """What becomes of orders; `currency` where the letter names none."""

    imports: ImportSettings
    vat_mode: VatMode
    currency: str


@dataclass(frozen=True, slots=True)
class LeadSettings:
    """What becomes of requests; each of the `responsible` gets one in turn."""

    kind: LeadKind
    status: Ref | None
    responsible: tuple[Ref, ...]
