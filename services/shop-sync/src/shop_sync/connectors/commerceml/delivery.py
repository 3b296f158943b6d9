"""Delivery, gathered from the lines, the requisites, the extra costs and the parties of a document."""

from decimal import Decimal
from zoneinfo import ZoneInfo

from contracts.order import PartyRole
from service_kit.contacts import email_of, phone_of
from service_kit.words import fold
from shop_sync.connectors.commerceml.lines import DeliveryLine
from shop_sync.connectors.commerceml.parties import is_company
from shop_sync.connectors.commerceml.requisites import Requisites
from shop_sync.connectors.commerceml.tree import Raw

Costs = list[tuple[str, Decimal]]
"""Names and amounts of «ДопРасходы»."""


def split_costs(costs: Costs) -> tuple[Costs, Costs]:
    """Costs that are delivery, and the others."""
    delivery = [cost for cost in costs if fold(cost[0]).startswith("доставка")]
    return delivery, [cost for cost in costs if cost not in delivery]


def delivery_of(
    requisites: Requisites,
    *,
    lines: list[DeliveryLine],
    costs: Costs,
    customer: Raw | None,
    others: list[Raw],
    zone: ZoneInfo,
    rest: list[Raw],
) -> Raw | None:
    """Delivery, or None when the document says nothing of one."""
    names = [line.name for line in lines] + [name for name, _ in costs]
    amounts = [line.amount for line in lines] + [amount for _, amount in costs]
    method = requisites.text("способ доставки", "метод доставки") or next(iter(names), None)
    address = requisites.text("адрес доставки")
    delivery: Raw = {
        "method": method,
        "method_code": requisites.text("метод доставки ид", "способ доставки ид"),
        "price": sum(amounts[1:], amounts[0]) if amounts else None,
        "taxes": [tax for line in lines for tax in line.taxes],
        "note": "; ".join(name for name in names if name != method) or None,
        "address": {"text": address} if address else None,
        "date": requisites.text("дата доставки"),
        "allowed": requisites.flag("доставка разрешена"),
        "allowed_at": requisites.moment(zone, "дата разрешения доставки"),
        "shipped_at": requisites.moment(zone, "дата отгрузки"),
        "tracking_number": requisites.text("трек-номер", "номер отслеживания", "идентификатор отправления"),
        "carrier": requisites.text("служба доставки", "перевозчик"),
    }
    for line in lines:
        rest += [dict(row) for row in line.attributes]
    _add_recipient(delivery, requisites, others)
    if not delivery["address"]:
        delivery["address"] = _home(customer, others)
    return delivery if any(value not in (None, []) for value in delivery.values()) else None


def _add_recipient(delivery: Raw, requisites: Requisites, others: list[Raw]) -> None:
    """The «Получатель» beside another customer (WooCommerce-1C), else the requisites of that name."""
    party = next((row for row in others if row["role"] is PartyRole.RECIPIENT), None)
    if party is not None:
        delivery |= {"recipient": party["name"], "phone": party["phone"], "email": party["email"]}
        return
    delivery["recipient"] = requisites.text("получатель", "имя получателя", "фио получателя")
    if phone := requisites.text("телефон получателя"):
        delivery["phone"] = phone_of(phone) or phone
    if email := requisites.text("e-mail получателя", "email получателя"):
        delivery["email"] = email_of(email) or email


def _home(customer: Raw | None, others: list[Raw]) -> object:
    """Address of the recipient, else of a customer who is a person: shops have no other place for it."""
    for party in others:
        if party["role"] is PartyRole.RECIPIENT and party["address"]:
            return party["address"]
    return customer["address"] if customer and not is_company(customer) else None
