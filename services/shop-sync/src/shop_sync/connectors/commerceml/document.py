"""«Документ» → Order. Pure; a document that cannot be an order ends in `Rejection`."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pydantic import ValidationError

from contracts.order import Order
from service_kit.contacts import email_of, phone_of
from service_kit.currencies import currency_of
from service_kit.words import fold
from shop_sync.connectors.commerceml.charges import discounts_of, extra_costs_of, taxes_of
from shop_sync.connectors.commerceml.dates import written_of
from shop_sync.connectors.commerceml.delivery import delivery_of, split_costs
from shop_sync.connectors.commerceml.lines import lines_of
from shop_sync.connectors.commerceml.parties import parties_of
from shop_sync.connectors.commerceml.payment import payment_of
from shop_sync.connectors.commerceml.rejection import Rejection
from shop_sync.connectors.commerceml.requisites import Requisites
from shop_sync.connectors.commerceml.rules import ReadingRules
from shop_sync.connectors.commerceml.tree import Node, Raw, rest_of
from shop_sync.connectors.commerceml.values import clean, decimal_of, multiline

ORDER_BYTES: Final = 48 * 1024
"""An event stays under 64 KiB; the envelope, the origin and the matched goods take their share of it."""

_OPERATION: Final = "заказ товара"
_BACK_FROM_1C: Final = ("номер по 1с", "дата по 1с", "проведен", "пометкаудаления")
_STATUS_CODE: Final = re.compile(r"\[([^\]\s]{1,40})\]\s*(.*)", re.DOTALL)
_KNOWN: Final = frozenset(
    {
        "Ид", "Номер", "Дата", "Время", "ХозОперация", "Роль", "Валюта", "Курс", "Сумма", "Комментарий", "Контрагенты",
        "Товары", "Скидки", "Налоги", "ДопРасходы", "Оплаты",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """What names a document: both are empty when it has neither «Ид» nor «Номер»."""

    outside_id: str
    number: str


def heading_of(document: Node) -> Heading:
    """«Ид» and «Номер»; a missing one is taken from the other."""
    outside_id, number = document.leaf("Ид"), document.leaf("Номер")
    return Heading(outside_id or number, clean(number or outside_id))


def check_is_order(document: Node, heading: Heading) -> None:
    """Raise `Rejection` for what is no order: other operations, statuses sent back by 1C, no goods, no number."""
    operation = document.leaf("ХозОперация")
    if operation and fold(operation) != _OPERATION:
        raise Rejection("other_operation", operation=clean(operation)[:100])
    if not document.nodes("Товары", "Товар"):
        requisites = Requisites(document.requisites)
        back = any(name in requisites for name in _BACK_FROM_1C)
        raise Rejection("status_document" if back else "no_goods")
    if not heading.number:
        raise Rejection("no_number")


def map_order(document: Node, heading: Heading, rules: ReadingRules) -> Order:
    """Whole order. Raises `Rejection`."""
    requisites = Requisites(document.requisites)
    rest: list[Raw] = []
    lines = lines_of(document.nodes("Товары", "Товар"))
    total = _total(document)
    customer, others = parties_of(document, rest)
    delivery_costs, costs = split_costs(extra_costs_of(document, rest))
    order: Raw = {
        "number": heading.number,
        "currency": _currency(document, rules),
        "rate": _rate(document, rest),
        "total": total,
        "lines": lines.goods,
        "customer": customer,
        "parties": others,
        "delivery": delivery_of(
            requisites,
            lines=lines.delivery,
            costs=delivery_costs,
            customer=customer,
            others=others,
            zone=rules.timezone,
            rest=rest,
        ),
        "payment": payment_of(document, requisites, total, rules.timezone, rest),
        "status": _status(requisites, rules),
        "comment": multiline(document.leaf("Комментарий")) or None,
        "manager_comment": requisites.text("комментарий менеджера"),
        "vat_mode": rules.vat_mode,
        "discounts": discounts_of(document, rest),
        "taxes": taxes_of(document, rest),
        "extra_costs": [{"name": name, "amount": amount} for name, amount in costs],
        "source": requisites.text("источник заказа", "источник заказа ид"),
        "site": requisites.text("сайт"),
    }
    _add_date(order, document, rules)
    attributes = requisites.rest()
    if customer is not None:
        _add_missing_contacts(customer, attributes)
    order["attributes"] = attributes + rest + rest_of(document, _KNOWN)
    return _validated(order, document.weight)


def _validated(raw: Raw, weight: int) -> Order:
    try:
        order = Order.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise Rejection("order_invalid", field=".".join(str(part) for part in first["loc"])) from error
    if weight < ORDER_BYTES:  # the usual order; writing it only to measure it would cost a tenth of the reading
        return order
    size = len(order.model_dump_json(exclude_none=True).encode())
    if size > ORDER_BYTES:
        raise Rejection("order_too_large", kilobytes=size // 1024, limit=ORDER_BYTES // 1024)
    return order


def _total(document: Node) -> Decimal | None:
    text = document.leaf("Сумма")
    if not text:
        return None
    total = decimal_of(text)
    if total is None:
        raise Rejection("total_unreadable", value=text[:100])
    if total < 0:
        raise Rejection("total_negative", value=text)
    return total


def _currency(document: Node, rules: ReadingRules) -> str | None:
    text = document.leaf("Валюта")
    if not text:
        return rules.currency
    code = currency_of(text) or rules.currency
    if code is None:
        raise Rejection("currency_unknown", value=text[:40])
    return code


def _rate(document: Node, rest: list[Raw]) -> Decimal | None:
    text = document.leaf("Курс")
    rate = decimal_of(text) if text else None
    if text and rate is None:
        rest.append({"name": "Курс", "value": text})
    return rate


def _add_date(order: Raw, document: Node, rules: ReadingRules) -> None:
    date, time = document.leaf("Дата"), document.leaf("Время")
    written = written_of(date, time, rules.timezone)
    order["placed_at"] = written.moment if written else None
    order["placed_text"] = clean(f"{date} {time}".strip()) or None


def _status(requisites: Requisites, rules: ReadingRules) -> Raw | None:
    text = requisites.text("статус заказа")
    code = requisites.text("статуса заказа ид", "статус заказа ид")
    prefix = _STATUS_CODE.fullmatch(text or "")
    if prefix:  # Bitrix: «[F] Доставлен»
        code, text = code or prefix[1], prefix[2] or None
    status: Raw = {
        "code": code,
        "text": text,
        "changed_at": requisites.moment(rules.timezone, "дата изменения статуса"),
        "cancelled": requisites.flag("отменен"),
        "final": requisites.flag("финальный статус"),
    }
    return status if any(value is not None for value in status.values()) else None


def _add_missing_contacts(customer: Raw, attributes: list[Raw]) -> None:
    """Some shops give the phone and the e-mail of the buyer only as requisites of the order."""
    for attribute in attributes:
        name, value = fold(str(attribute["name"])), str(attribute["value"])
        if not customer["phone"] and name in ("телефон", "контактный телефон", "мобильный телефон", "phone"):
            customer["phone"] = phone_of(value)
        if not customer["email"] and name in ("e-mail", "email", "почта", "электронная почта"):
            customer["email"] = email_of(value)
