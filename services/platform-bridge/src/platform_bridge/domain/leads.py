"""How a request from outside becomes an «Обращение» or a deal («Сделка»)."""

from dataclasses import dataclass
from typing import Any

from contracts.base import Ref
from contracts.events.lead import LeadReceivedData
from contracts.rows.people import DealRow, TicketRow

LONGEST_TITLE = 200
LONGEST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a request is put: refs that the account has, and remarks of ours that a person should read."""

    untitled: str
    counterparty: Ref | None
    status: Ref | None
    responsible: Ref | None
    remarks: tuple[str, ...] = ()


def lead_ref(lead: str) -> Ref:
    """Ref of the record that a request becomes, whichever kind it is."""
    return Ref(f"lead-{lead}")


def ticket_of(lead: LeadReceivedData, filing: Filing) -> TicketRow:
    """The request as an «Обращение»."""
    return TicketRow(
        subject=_title(lead, filing),
        text=_text(lead, filing),
        channel=lead.origin.source,
        message_id=lead.origin.outside_id,
        **_shared(lead, filing),
    )


def deal_of(lead: LeadReceivedData, filing: Filing) -> DealRow:
    """The request as a deal."""
    return DealRow(name=_title(lead, filing), description=_text(lead, filing), **_shared(lead, filing))


def _shared(lead: LeadReceivedData, filing: Filing) -> dict[str, Any]:
    return {
        "ref": lead_ref(lead.lead),
        "sequence": 0,
        "counterparty_ref": filing.counterparty,
        "status_ref": filing.status,
        "responsible_ref": filing.responsible,
        "contact_name": lead.name,
        "phone": lead.phone,
        "email": lead.email,
        "page": lead.page,
        "origin": lead.origin,
        "created_at": lead.received_at,
    }


def _title(lead: LeadReceivedData, filing: Filing) -> str:
    """What its source calls it, else the first words of its text."""
    return _shortened(lead.origin.title, LONGEST_TITLE) or _shortened(lead.text, LONGEST_WORDS) or filing.untitled


def _text(lead: LeadReceivedData, filing: Filing) -> str | None:
    return "\n\n".join(part for part in (lead.text, *filing.remarks) if part) or None


def _shortened(text: str | None, most: int) -> str:
    """The text in one line, cut between words where it is longer."""
    line = " ".join((text or "").split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"
