"""Phones, e-mails and other contacts, in every place where shops put them."""

from collections.abc import Iterable
from typing import Final

from contracts.order import ContactKind
from service_kit.contacts import email_of, phone_of
from service_kit.words import fold
from shop_sync.connectors.commerceml.tree import Node, Raw
from shop_sync.connectors.commerceml.values import clean

_CONTACT_NAMES: Final = ("Телефон", "Email", "ЭлектроннаяПочта", "Почта")
_KINDS: Final = (
    (("почта", "mail"), ContactKind.EMAIL),
    (("телефон", "phone", "моб", "тел."), ContactKind.PHONE),
    (("сайт", "site", "url", "http"), ContactKind.SITE),
    (("icq", "skype", "telegram", "телеграм", "whatsapp", "viber", "мессенджер"), ContactKind.MESSENGER),
)


def contacts_in(node: Node) -> list[Raw]:
    """Contacts of a «Контрагент», «Представитель» or address element, as they stand.

    «Контакты/Контакт» of the XSD, the same inside an address (CS-Cart), «Телефон/Представление» and
    «Email/Представление» (OpenCart exchange1c), plain «Телефон» and «Email».
    """
    found = [
        (row.leaf("Тип", "КонтактВид", "Вид"), row.leaf("Значение", "Представление"))
        for row in node.nodes("Контакты", "Контакт")
    ]
    for name in _CONTACT_NAMES:
        found += [(name, child.leaf("Представление", "Значение")) for child in node.branches.get(name, ())]
        found.append((name, node.leaves.get(name, "")))
    contacts = [_contact(note, value) for note, value in found if value]
    for name in ("АдресРегистрации", "Адрес"):
        for address in node.branches.get(name, ()):
            contacts += contacts_in(address)
    return contacts


def _contact(note: str, value: str) -> Raw:
    return {"kind": _kind(note, value), "value": clean(value), "note": clean(note) or None}


def _kind(note: str, value: str) -> ContactKind:
    word = fold(note)
    for beginnings, kind in _KINDS:
        if any(beginning in word for beginning in beginnings):
            return kind
    return ContactKind.EMAIL if not word and email_of(value) else ContactKind.OTHER


def first_phone(contacts: Iterable[Raw]) -> str | None:
    """First readable phone among contacts."""
    return next(
        (phone for row in contacts if row["kind"] is ContactKind.PHONE and (phone := phone_of(str(row["value"])))), None
    )


def first_email(contacts: Iterable[Raw]) -> str | None:
    """First readable e-mail among contacts, whatever kind the shop gave it."""
    return next((email for row in contacts if (email := email_of(str(row["value"])))), None)
