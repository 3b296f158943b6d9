"""An order of the shop (JSON) → Order. Pure; one that cannot be an order is a RejectedDocument."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pydantic import ValidationError

from contracts.order import Order, VatMode
from service_kit.contacts import phone_of
from service_kit.currencies import currency_of
from service_kit.orders.incoming import Incoming, ReadOrder, RejectedDocument
from shop_sync.connectors.insales.fields import Fields, Raw, attributes_of
from shop_sync.connectors.insales.lines import amount_of, discounts_of, lines_of
from shop_sync.connectors.insales.people import address_of, customer_of, rest_of_address
from shop_sync.connectors.insales.rejection import Rejection

ORDER_BYTES: Final = 48 * 1024
"""An event stays under 64 KiB; the envelope, the origin and the matched goods take their share of it."""

_HOUR_DIGITS: Final = 2
_CANCELLED: Final = frozenset({"declined"})
_FINAL: Final = frozenset({"declined", "delivered", "returned"})
_NO_NEWS: Final = frozenset({"updated_at", "order_changes", "account_id", "key"})
"""`updated_at` changes when nothing else does, `order_changes` is the shop's own log, `key` opens the buyer's page."""


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """`currency` (ISO) where an order names none or an unknown one, the VAT mode, the `site` of the shop."""

    currency: str | None = None
    vat_mode: VatMode | None = None
    site: str | None = None


def read_order(given: object, rules: ReadingRules, index: int) -> Incoming:
    """One order of a list; `index` counts the orders of the source from 0."""
    order = Fields(given)
    outside_id = order.text("id")
    number = order.text("number") or outside_id
    where = f"Заказ № {number}" if number else f"Заказ {index + 1} по счёту"
    try:
        if outside_id is None or number is None:
            raise Rejection("insales_order_without_id")
        return ReadOrder(index, outside_id, _mapped(order, number, rules), index + 1)
    except Rejection as reason:
        return RejectedDocument(index, where, reason.key, index + 1, reason.details, outside_id)


def moment_of(text: object) -> dt.datetime | None:
    """An aware time of the shop («2023-11-22T14:24:30.000+03:00»); None when it is none."""
    try:
        moment = dt.datetime.fromisoformat(text if isinstance(text, str) else "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _mapped(order: Fields, number: str, rules: ReadingRules) -> Order:
    rest: list[Raw] = attributes_of(order.items("fields_values"))
    shipping = order.inner("shipping_address")
    address = address_of(shipping)
    total = amount_of(order, "total_price")
    lines = lines_of(order.items("order_lines"))
    customer = customer_of(order.inner("client"), shipping, address, rest)
    delivery = _delivery(order, shipping, address, rest)
    placed = order.text("created_at")
    raw: Raw = {
        "number": number,
        "placed_at": moment_of(placed),
        "placed_text": placed,
        "currency": _currency(order, rules),
        "total": total,
        "lines": lines,
        "customer": customer,
        "delivery": delivery,
        "payment": _payment(order, total, rest),
        "status": _status(order, rest),
        "comment": order.text("comment"),
        "vat_mode": rules.vat_mode,
        "discounts": discounts_of(
            order, sum((line["sum"] for line in lines), Decimal(0)), delivery["price"] or Decimal(0), total
        ),
        "source": order.text("referer"),
        "site": rules.site,
    }
    raw["attributes"] = [*rest, *rest_of_address(shipping), *order.rest(passed_over=_NO_NEWS)]
    return _validated(raw)


def _validated(raw: Raw) -> Order:
    try:
        order = Order.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise Rejection("insales_order_invalid", field=".".join(str(part) for part in first["loc"])) from error
    size = len(order.model_dump_json(exclude_none=True).encode())
    if size > ORDER_BYTES:
        raise Rejection("insales_order_too_large", kilobytes=size // 1024, limit=ORDER_BYTES // 1024)
    return order


def _currency(order: Fields, rules: ReadingRules) -> str | None:
    text = order.text("currency_code")
    code = (currency_of(text) if text else None) or rules.currency
    if text and code is None:
        raise Rejection("insales_currency_unknown", value=text[:40])
    return code


def _delivery(order: Fields, shipping: Fields, address: Raw | None, rest: list[Raw]) -> Raw:
    info = order.inner("delivery_info")
    method, note = order.text("delivery_title"), order.text("delivery_description")
    price, full = amount_of(order, "delivery_price"), amount_of(order, "full_delivery_price")
    phone = shipping.text("phone")
    found: Raw = {
        "method": method,
        "method_code": order.text("delivery_variant_id"),
        "address": address,
        "price": price if full is None else full,
        "recipient": shipping.text("full_name", "name"),
        "phone": phone_of(phone) if phone else None,
        "note": note if note != method else None,
        "date": order.text("delivery_date"),
        "hour_from": _hour(order, "delivery_from_hour", rest),
        "hour_to": _hour(order, "delivery_to_hour", rest),
        "tracking_number": info.text("tracking_number", "track_number"),
    }
    rest += info.rest("delivery_info/")
    return found


def _hour(order: Fields, name: str, rest: list[Raw]) -> int | None:
    text = order.text(name)
    if text is None or (text.isdecimal() and len(text) <= _HOUR_DIGITS):
        return int(text) if text else None
    rest.append({"name": name, "value": text})
    return None


def _payment(order: Fields, total: Decimal | None, rest: list[Raw]) -> Raw | None:
    """Paid or not, by `financial_status`; another word than the known two says neither."""
    status, paid_at = order.text("financial_status"), moment_of(order.text("paid_at"))
    method, description = order.text("payment_title"), order.text("payment_description")
    paid = {"paid": True, "pending": False}.get(status or "")
    _keep(rest, "payment_description", description if method else None, method)
    _keep(rest, "financial_status", status if paid is None else None)
    found: Raw = {
        "method": method or description,
        "method_code": order.text("payment_gateway_id"),
        "paid": paid,
        "paid_at": paid_at,
        "amount": total if paid else None,
    }
    return found if any(value is not None for value in found.values()) else None


def _status(order: Fields, rest: list[Raw]) -> Raw | None:
    """The shop's own status by its permalink, else the stage of fulfilment; both say when the order is over."""
    custom = order.inner("custom_status")
    stage, code, title = order.text("fulfillment_status"), custom.text("permalink"), custom.text("title")
    if not (stage or code or title):
        return None
    _keep(rest, "fulfillment_status", stage if code else None, code)
    rest += custom.rest("custom_status/")
    return {
        "code": code or stage,
        "text": title,
        "cancelled": stage in _CANCELLED if stage else None,
        "final": stage in _FINAL if stage else None,
    }


def _keep(rest: list[Raw], name: str, text: str | None, said: str | None = None) -> None:
    """Keep a text that has no field of its own, unless it says no more than `said`."""
    if text and text != said:
        rest.append({"name": name, "value": text})
