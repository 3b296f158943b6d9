"""Counterparties of the demo account: invented people and companies."""

from contracts.base import Ref
from contracts.order import Contact, ContactKind
from contracts.rows.people import CounterpartyRow


def counterparties() -> list[CounterpartyRow]:
    """Four customers, a company and a supplier; phones of a range that is given to nobody."""
    return [
        _person("cp-ivanova", "Иванова Анна Сергеевна", "79000000001", "ivanova@mail.example"),
        _person("cp-petrov", "Петров Илья", "79000000002", "petrov@mail.example"),
        _person("cp-smirnova", "Смирнова Ольга", "79000000003", None),
        _person("cp-kim", "Ким Артём", None, "kim@mail.example"),
        _person("cp-romashka", "ООО «Ромашка»", "79000000005", "buh@romashka.example", inn="7736050003"),
        _person("cp-supplier", "ООО «Поставка»", "79000000006", "sales@supplier.example", customer=False),
    ]


def _person(
    ref: str, name: str, phone: str | None, email: str | None, *, inn: str | None = None, customer: bool = True
) -> CounterpartyRow:
    contacts = []
    if phone:
        contacts.append(Contact(kind=ContactKind.PHONE, value=f"+{phone}"))
    if email:
        contacts.append(Contact(kind=ContactKind.EMAIL, value=email))
    return CounterpartyRow(
        ref=Ref(ref),
        sequence=1,
        name=name,
        is_customer=customer,
        inn=inn,
        contacts=tuple(contacts),
        phones=(phone,) if phone else (),
        emails=(email,) if email else (),
    )
