"""«Контрагенты»: who buys, pays and receives."""

from typing import Final

from contracts.order import PartyRole
from service_kit.words import fold
from shop_sync.connectors.commerceml.addresses import address_in
from shop_sync.connectors.commerceml.contacts import contacts_in, first_email, first_phone
from shop_sync.connectors.commerceml.tree import Node, Raw, rest_of
from shop_sync.connectors.commerceml.values import clean

_ROLES: Final = {
    "": PartyRole.BUYER,
    "покупатель": PartyRole.BUYER,
    "плательщик": PartyRole.PAYER,
    "получатель": PartyRole.RECIPIENT,
}
_CUSTOMER_FIRST: Final = (PartyRole.BUYER, PartyRole.PAYER, PartyRole.RECIPIENT)
_LEGAL_NAMES: Final = ("ОфициальноеНаименование", "ЮридическоеНаименование")
_LEGAL_ADDRESSES: Final = ("ЮридическийАдрес",)
_ADDRESSES: Final = ("АдресДоставки", "ФактическийАдрес", "Адрес", "АдресРегистрации")
_CONTACTS: Final = ("Контакты", "Телефон", "Email", "ЭлектроннаяПочта", "Почта")
_KNOWN: Final = frozenset(
    {
        "Ид", "Роль", "Наименование", "ПолноеНаименование", "Фамилия", "Имя", "Отчество", "ИНН", "КПП",
        "Представители", *_LEGAL_NAMES, *_LEGAL_ADDRESSES, *_ADDRESSES, *_CONTACTS,
    }
)  # fmt: skip


def parties_of(document: Node, rest: list[Raw]) -> tuple[Raw | None, list[Raw]]:
    """The customer (buyer, else payer, else recipient) and the others; what has no field goes to `rest`."""
    parties = [_party(node, rest) for node in document.nodes("Контрагенты", "Контрагент")]
    for role in _CUSTOMER_FIRST:
        for party in parties:
            if party["role"] is role:
                return party, [other for other in parties if other is not party]
    return None, parties


def is_company(party: Raw) -> bool:
    """Whether a party is a legal entity."""
    return bool(party.get("legal_name") or party.get("kpp"))


def _party(node: Node, rest: list[Raw]) -> Raw:
    contacts = contacts_in(node)
    representatives = _representatives(node)
    everyone = contacts + [row for person in representatives for row in _contacts(person)]
    party: Raw = {
        "role": _ROLES.get(fold(node.leaf("Роль")), PartyRole.OTHER),
        "outside_id": node.leaf("Ид") or None,
        "name": _name(node),
        "full_name": clean(node.leaf("ПолноеНаименование")) or None,
        "legal_name": clean(node.leaf(*_LEGAL_NAMES)) or None,
        "last_name": clean(node.leaf("Фамилия")) or None,
        "first_name": clean(node.leaf("Имя")) or None,
        "middle_name": clean(node.leaf("Отчество")) or None,
        "inn": node.leaf("ИНН") or None,
        "kpp": node.leaf("КПП") or None,
        "phone": first_phone(everyone),
        "email": first_email(everyone),
        "contacts": contacts,
        "representatives": representatives,
    }
    _add_addresses(party, node, contacts, rest)
    rest += rest_of(node, _KNOWN, "Контрагент/")
    return party


def _name(node: Node) -> str | None:
    person = " ".join(part for name in ("Фамилия", "Имя", "Отчество") if (part := node.leaf(name)))
    return clean(node.leaf("Наименование", "ПолноеНаименование") or person or node.leaf(*_LEGAL_NAMES)) or None


def _add_addresses(party: Raw, node: Node, contacts: list[Raw], rest: list[Raw]) -> None:
    found = [address for name in _ADDRESSES if (address := address_in(node, name, rest))]
    legal = [address for name in _LEGAL_ADDRESSES if (address := address_in(node, name, rest))]
    # «Фактический адрес» is met as a kind of contact
    found += [{"text": row["value"]} for row in contacts if "адрес" in fold(str(row["note"] or ""))]
    party["address"] = found[0] if found else None
    spare = legal + found[1:]
    party["legal_address"] = spare[0] if spare else None
    rest += [{"name": "Контрагент/Адрес", "value": address["text"]} for address in spare[1:]]


def _representatives(node: Node) -> list[Raw]:
    people: list[Raw] = []
    for group in node.nodes("Представители", "Представитель"):
        # the XSD has the fields here; Bitrix and CS-Cart put one more «Контрагент» around them
        for person in group.branches.get("Контрагент", [group]):
            people.append(
                {
                    "name": _name(person),
                    "outside_id": person.leaf("Ид") or None,
                    "relation": clean(person.leaf("Отношение")) or None,
                    "contacts": contacts_in(person),
                }
            )
    return people


def _contacts(person: Raw) -> list[Raw]:
    contacts = person["contacts"]
    return contacts if isinstance(contacts, list) else []
