"""Phones and e-mails in the form in which they are compared."""

from collections.abc import Iterable

from contracts.order import Contact, ContactKind
from service_kit.phones import with_country_code


def phone_digits(text: str) -> str:
    """Digits with the leading 7 for Russian numbers, however they were written; others as they are."""
    return with_country_code("".join(sign for sign in text if sign.isdigit()))


def email_text(text: str) -> str:
    """Lower case, without spaces around."""
    return text.strip().lower()


def look_ups(contacts: Iterable[Contact]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Phones and e-mails among the contacts, each once, in the form that serves look-ups."""
    phones: dict[str, None] = {}
    emails: dict[str, None] = {}
    for contact in contacts:
        if contact.kind is ContactKind.PHONE and (digits := phone_digits(contact.value)):
            phones[digits] = None
        elif contact.kind is ContactKind.EMAIL and (email := email_text(contact.value)):
            emails[email] = None
    return tuple(phones), tuple(emails)
