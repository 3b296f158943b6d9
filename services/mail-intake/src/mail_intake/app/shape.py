"""Readings as JSON: keys and texts of `docs/integrations/mail-letters.md`."""

from decimal import Decimal

from mail_intake.domain.order import Item, MailLead, MailOrder, Reading, StatusLetter
from mail_intake.domain.values.money import money_text, quantity_text


def as_json(reading: Reading) -> dict[str, object]:
    """The reading with money as «1290.00», quantities as «2», dates as ISO; `missing` only when something is."""
    result = reading.result
    if isinstance(result, MailOrder):
        body = _order(result)
    elif isinstance(result, MailLead):
        body = _lead(result)
    else:
        body = {"kind": "status", "number": result.number}
    origin = reading.origin
    shape: dict[str, object] = {"engine": reading.engine, **body, "from": origin.sender, "subject": origin.subject}
    if origin.forwarded:
        shape |= {"forwarded": origin.forwarded, "original_from": origin.original_sender}
    shape |= {"message_id": reading.keys.message_id, **reading.extra}
    if missing := missing_of(reading):
        shape["missing"] = list(missing)
    return shape


def missing_of(reading: Reading) -> tuple[str, ...]:
    """What is required and absent; a letter about a status has no order in it."""
    return ("order",) if isinstance(reading.result, StatusLetter) else reading.result.missing


def _order(order: MailOrder) -> dict[str, object]:
    return {
        "kind": "order",
        "number": order.number,
        "date": order.date.isoformat() if order.date else None,
        "date_source": order.date_source.value,
        "customer": {"name": order.customer.name, "phone": order.customer.phone, "email": order.customer.email},
        "delivery": {
            "method": order.delivery.method,
            "address": order.delivery.address,
            "price": _money(order.delivery.price),
        },
        "payment": order.payment,
        "comment": order.comment,
        "items": [_item(item) for item in order.items],
        "discount": _money(order.discount),
        "total": _money(order.total),
        "currency": order.currency,
        "warnings": [warning.value for warning in order.warnings],
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "name": item.name,
        "sku": item.sku,
        "options": list(item.options),
        "qty": quantity_text(item.qty),
        "price": _money(item.price),
        "sum": _money(item.sum),
    }


def _lead(lead: MailLead) -> dict[str, object]:
    return {
        "kind": "lead",
        "date": lead.date.strftime("%Y-%m-%dT%H:%M:%S%z") if lead.date else None,
        "date_source": lead.date_source.value,
        "name": lead.name,
        "phone": lead.phone,
        "email": lead.email,
        "text": lead.text,
        "page": lead.page,
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else money_text(amount)
