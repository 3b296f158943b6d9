"""What a file of orders holds, for a person: the answer of `python -m shop_sync parse-orders`."""

from decimal import Decimal
from pathlib import Path

from contracts.order import Delivery, Order, OrderLine, Party, Payment
from service_kit.errors import DataError
from service_kit.orders.incoming import ReadOrder, RejectedDocument
from shop_sync.connectors.commerceml.labels import reason, where_break
from shop_sync.connectors.commerceml.orders import read_orders
from shop_sync.connectors.commerceml.rules import ReadingRules

Json = dict[str, object]


def report(path: Path, rules: ReadingRules | None = None) -> Json:
    """Orders and rejected documents of the file, ready for JSON; numbers are texts as they stand in the file.

    A file that breaks in the middle gives what stood before the break, and the break as the last rejected entry.
    Raises `DataError` when the file as a whole cannot be read.
    """
    rules = rules or ReadingRules()
    orders: list[Json] = []
    rejected: list[Json] = []
    try:
        for row in read_orders(path, rules):
            if isinstance(row, ReadOrder):
                orders.append(_order(row, rules))
            else:
                rejected.append(_rejected(row))
    except DataError as error:
        if "byte" not in error.details:
            raise
        rejected.append({"where": where_break(error.details["byte"]), "reason": reason(error.key, error.details)})
    return {"orders": orders, "rejected": rejected}


def _rejected(row: RejectedDocument) -> Json:
    return {"where": row.where, "reason": reason(row.key, row.details)}


def _order(row: ReadOrder, rules: ReadingRules) -> Json:
    order = row.order
    return {
        "id": row.outside_id,
        "number": order.number,
        "date": _date(order, rules),
        "currency": order.currency,
        "total": _text(order.total),
        "customer": _customer(order.customer),
        "delivery": _delivery(order.delivery),
        "payment": _payment(order.payment),
        "status": order.status.text if order.status else None,
        "comment": order.comment,
        "items": [_item(line) for line in order.lines],
    }


def _date(order: Order, rules: ReadingRules) -> str | None:
    if order.placed_at is None:
        return None
    local = order.placed_at.astimezone(rules.timezone).replace(tzinfo=None, microsecond=0)
    with_time = ":" in (order.placed_text or "")
    return local.isoformat() if with_time else local.date().isoformat()


def _customer(party: Party | None) -> Json:
    if party is None:
        return {"name": None, "phone": None, "email": None}
    return {"name": party.name, "phone": party.phone, "email": party.email}


def _delivery(delivery: Delivery | None) -> Json:
    if delivery is None:
        return {"method": None, "address": None, "price": None}
    address = delivery.address.text if delivery.address else None
    return {"method": delivery.method, "address": address, "price": _text(delivery.price)}


def _payment(payment: Payment | None) -> Json:
    return {"method": payment.method, "paid": payment.paid} if payment else {"method": None, "paid": None}


def _item(line: OrderLine) -> Json:
    return {
        "id": line.outside_id,
        "sku": line.article,
        "name": line.name,
        "qty": _text(line.quantity),
        "price": _text(line.price),
        "sum": _text(line.sum),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
