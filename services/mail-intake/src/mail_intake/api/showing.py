"""Templates and letters as the API gives them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from mail_intake.app.by_hand import HandLead
from mail_intake.app.letter_view import ViewedLetter
from mail_intake.app.letters import KeptLetter
from mail_intake.app.preview_letters import Tried
from mail_intake.app.shape import as_json, missing_of
from mail_intake.domain.mailbox.letters import Envelope
from mail_intake.domain.template.preview import FieldOutcome, Preview
from mail_intake.domain.template.propose import Proposal
from mail_intake.domain.template.syntax import ITEM_FIELDS, LEAD_FIELDS, ORDER_FIELDS, Kind, placeholder
from service_kit.texts import Texts

_REQUIRED: Final = frozenset({"number", "item.name"})
_ORDER: Final[Mapping[str, str]] = {**ORDER_FIELDS, **ITEM_FIELDS}


def fields_of(kind: Kind) -> list[dict[str, Any]]:
    """Fields that a template of this kind may mark."""
    names = _ORDER if kind is Kind.ORDER else LEAD_FIELDS
    return [
        {
            "field": name,
            "title": _title(alias),
            "placeholder": placeholder(name),
            "in_items": name in ITEM_FIELDS,
            "required": kind is Kind.ORDER and name in _REQUIRED,
        }
        for name, alias in names.items()
    ]


def shown_preview(preview: Preview, texts: Texts) -> dict[str, Any]:
    """A template on a letter."""
    return {
        "ok": preview.ok,
        "lines": preview.lines,
        "fields": [_outcome(outcome, texts) for outcome in preview.fields],
        "found": as_json(preview.reading),
    }


def shown_tried(tried: Tried, texts: Texts) -> dict[str, Any]:
    """A template on one letter of a trial."""
    letter, outcome, refusal = tried.letter, tried.outcome, tried.refusal
    shown = {"subject": letter.subject, "sender": _sender(letter), "date": letter.received}
    if outcome is None:
        why = texts.cause(refusal.key, refusal.details) if refusal else None
        return {**shown, "ok": False, "filled": 0, "missing": [], "found": None, "why": why}
    preview = outcome.preview
    return {
        **shown,
        "date": outcome.date or letter.received,
        "ok": preview.ok,
        "filled": preview.filled,
        "missing": _titles(missing_of(preview.reading), texts),
        "found": as_json(preview.reading),
        "why": None,
    }


def shown_proposal(proposal: Proposal, texts: Texts) -> dict[str, Any]:
    """A template made of a letter."""
    preview = proposal.preview
    missing = proposal.missing or (missing_of(preview.reading) if preview else ())
    return {
        "text": proposal.text,
        "lines": proposal.lines,
        "preview": shown_preview(preview, texts) if preview else None,
        "missing": _titles(missing, texts),
    }


def shown_envelope(letter: Envelope) -> dict[str, Any]:
    """A letter of the mailbox."""
    return {
        "uid": letter.uid,
        "subject": letter.subject,
        "sender": _sender(letter),
        "received_at": letter.received,
        "size": letter.size,
    }


def shown_letter(letter: KeptLetter, texts: Texts) -> dict[str, Any]:
    """A kept letter."""
    names = ("id", "subject", "sender", "received_at", "size", "state", "run", "gave")
    return {**{name: getattr(letter, name) for name in names}, "why": texts.cause(letter.key, letter.details)}


def shown_view(view: ViewedLetter, texts: Texts) -> dict[str, Any]:
    """A kept letter with its content."""
    return {
        **shown_letter(view.kept, texts),
        "connection": view.connection.id,
        "lines": view.lines,
        "html": view.html,
        "attachments": [{"name": one.name, "size": one.size} for one in view.attachments],
        "found": as_json(view.reading) if view.reading else None,
        "fill": {"lead" if isinstance(view.draft, HandLead) else "order": view.draft},
    }


def _outcome(outcome: FieldOutcome, texts: Texts) -> dict[str, Any]:
    name = outcome.field.strip("{}")
    return {
        "field": name,
        "title": _title(_ORDER.get(name) or LEAD_FIELDS[name]),
        "value": outcome.value,
        "line": outcome.line,
        "template_line": outcome.template_line,
        "why": texts.cause(outcome.why, {"line": outcome.line or ""}),
        "required": outcome.required,
    }


def _titles(missing: Iterable[str], texts: Texts) -> list[str]:
    """Names of what is missing: fields, or what an order or request consists of."""
    names = {**_ORDER, **LEAD_FIELDS}
    return [_title(names[name]) if name in names else texts.get(f"mail_part_{name}").what for name in missing]


def _title(alias: str) -> str:
    return alias.replace("_", " ").capitalize()


def _sender(letter: Envelope) -> str:
    return ", ".join(letter.sender)
