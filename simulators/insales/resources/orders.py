"""/admin/orders: lists, one, made, changed, put into the recycle bin; its statuses, delivery and payment.

Chosen: a status of the shop's own belongs to one of the system's (`system_status`), and setting either sets the other;
a change that changes nothing does not move `updated_at`; orders in the recycle bin are shown but not changed (404).
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

from simulators.insales.errors import Refused, invalid, not_found
from simulators.insales.fields import (
    Convert,
    day,
    mapping,
    mappings,
    needed,
    one_of,
    price,
    require,
    text,
    title,
    whole,
    written,
)
from simulators.insales.lists import filtered, listed
from simulators.insales.resources.order_parts import CLIENT, PLACE, change_lines, new_address, new_client, sum_up
from simulators.insales.routing import Asked, Reply, Routes, done
from simulators.insales.store import Store
from simulators.insales.wire import Row

STATUSES: Final = ("new", "accepted", "approved", "dispatched", "delivered", "declined", "returned")

_OPEN: Final = frozenset(STATUSES[:4])
_STAMPS: Final = {"accepted": "accepted_at", "delivered": "delivered_at"}
_EQUAL: Final = {
    "fulfillment_status": "fulfillment_status",
    "financial_status": "financial_status",
    "payment_gateway_id": "payment_gateway_id",
    "delivery_variant": "delivery_variant_id",
}
_WRITABLE: Final[dict[str, Convert]] = {
    "custom_status_permalink": title,
    "fulfillment_status": one_of(*STATUSES),
    "financial_status": one_of("pending", "paid"),
    "comment": text,
    "manager_comment": text,
    "delivery_variant_id": needed(whole),
    "payment_gateway_id": needed(whole),
    "delivery_price": needed(price),
    "delivery_date": day,
    "delivery_from_hour": whole,
    "delivery_to_hour": whole,
    "order_lines_attributes": mappings,
    "shipping_address_attributes": mapping,
    "fields_values_attributes": mappings,
    "client": mapping,
}


def new_order(store: Store, body: Row) -> Row:
    """Keep an order as a POST describes it; 422 for what is missing."""
    fields = written(body, _WRITABLE)
    require(
        {**fields, "order_lines_attributes": fields.get("order_lines_attributes") or None},
        "order_lines_attributes",
        "client",
        "delivery_variant_id",
        "payment_gateway_id",
    )
    client = new_client(store, written(fields["client"], CLIENT))
    order = store.add("orders", {**_plain(store), "client": client})
    try:
        _apply(store, order, {"shipping_address_attributes": {}, **fields})
    except Refused:
        store.drop("orders", order)
        raise
    return order


def _plain(store: Store) -> Row:
    """Head of an order that was placed just now."""
    number = len(store.tables["orders"]) + 1006
    nothing = (
        "accepted_at",
        "delivered_at",
        "paid_at",
        "comment",
        "manager_comment",
        "referer",
        "current_location",
        "payment_description",
        "delivery_date",
        "delivery_from_hour",
        "delivery_to_hour",
        "discount",
    )
    return {
        "number": number,
        "key": f"{number:032x}",
        "account_id": store.account["id"],
        **dict.fromkeys(nothing),
        "financial_status": "pending",
        "fulfillment_status": "new",
        "custom_status": {"permalink": "novyy", "title": "Новый"},
        "delivery_info": {"tracking_number": None},
        "margin": price("0.0"),
        "currency_code": "RUR",
        "archived": False,
        "fields_values": [],
        "discounts": [],
        "order_changes": [],
        "order_lines": [],
    }


def _apply(store: Store, order: Row, fields: Row) -> None:
    """Set converted fields; 422 where they name what the shop has not."""
    takers: dict[str, Callable[[Store, Row, Any], None]] = {
        "custom_status_permalink": _custom_status,
        "fulfillment_status": _status,
        "financial_status": _payment,
        "delivery_variant_id": _delivery,
        "payment_gateway_id": _gateway,
        "delivery_price": _delivery_price,
        "order_lines_attributes": change_lines,
        "shipping_address_attributes": _address,
        "fields_values_attributes": _own_fields,
        "client": _client,
    }
    for name, value in fields.items():
        if name in takers:
            takers[name](store, order, value)
        else:
            order[name] = value
    sum_up(order)


def _custom_status(store: Store, order: Row, permalink: str) -> None:
    found = store.where("custom_statuses", permalink=permalink)
    if not found:
        raise invalid("custom_status_permalink", "не существует")
    order["custom_status"] = {"permalink": permalink, "title": found[0]["title"]}
    _reach(store, order, found[0]["system_status"])


def _status(store: Store, order: Row, status: str) -> None:
    for own in store.where("custom_statuses", system_status=status)[:1]:
        order["custom_status"] = {"permalink": own["permalink"], "title": own["title"]}
    _reach(store, order, status)


def _reach(store: Store, order: Row, status: str) -> None:
    order["fulfillment_status"] = status
    stamp = _STAMPS.get(status)
    if stamp and order[stamp] is None:
        order[stamp] = store.now()


def _payment(store: Store, order: Row, status: str) -> None:
    order["financial_status"] = status
    order["paid_at"] = (order["paid_at"] or store.now()) if status == "paid" else None


def _delivery(store: Store, order: Row, number: int) -> None:
    if not store.has("delivery_variants", number):
        raise invalid("delivery_variant_id", "не существует")
    variant = store.one("delivery_variants", number)
    order["delivery_variant_id"] = number
    order["delivery_title"], order["delivery_description"] = variant["title"], variant["description"]
    _delivery_price(store, order, variant["price"])


def _delivery_price(store: Store, order: Row, value: Any) -> None:
    order["delivery_price"] = order["full_delivery_price"] = value


def _gateway(store: Store, order: Row, number: int) -> None:
    if not store.has("payment_gateways", number):
        raise invalid("payment_gateway_id", "не существует")
    order["payment_gateway_id"] = number
    order["payment_title"] = store.one("payment_gateways", number)["title"]


def _address(store: Store, order: Row, body: Row) -> None:
    known = order.get("shipping_address") or {}
    order["shipping_address"] = new_address(store, order["client"], known, written(body, PLACE))


def _client(store: Store, order: Row, body: Row) -> None:
    changed = {**order["client"], **written(body, CLIENT)}
    if changed != order["client"]:
        order["client"] = {**changed, "updated_at": store.now()}


def _own_fields(store: Store, order: Row, values: list[Row]) -> None:
    """Each value names its field by id or handle."""
    kept = {value["field_id"]: value for value in order["fields_values"]}
    for value in values:
        match = [
            field
            for field in store.tables["order_fields"].values()
            if value.get("id") == field["id"] or value.get("handle") == field["handle"]
        ]
        if not match:
            raise invalid("fields_values", "неизвестное поле")
        field = match[0]
        kept[field["id"]] = {
            "id": kept.get(field["id"], {}).get("id") or store.new_id(),
            "field_id": field["id"],
            "handle": field["handle"],
            "name": field["office_title"],
            "type": "Текстовое поле",
            "value": text(value.get("value")),
        }
    order["fields_values"] = list(kept.values())


def _wanted(asked: Asked) -> list[Row]:
    """Orders by the filters that are no page: status, fulfillment_status, financial_status, delivery_variant."""
    query = asked.query
    rows = list(asked.store.tables["orders"].values())
    for name, key in _EQUAL.items():
        if query.get(name):
            rows = [row for row in rows if str(row[key]) == query[name]]
    if query.get("status") in ("open", "closed"):
        rows = [row for row in rows if (row["fulfillment_status"] in _OPEN) is (query["status"] == "open")]
    return rows


def _list(asked: Asked) -> Reply:
    return Reply(listed(_wanted(asked), asked.query), "orders")


def _count(asked: Asked) -> Reply:
    return Reply({"count": sum(1 for _ in filtered(_wanted(asked), asked.query))}, "hash")


def _one(asked: Asked) -> Reply:
    return Reply(asked.store.one("orders", asked.ids[0]), "order")


def _create(asked: Asked) -> Reply:
    order = new_order(asked.store, asked.body("order"))
    asked.store.announce("orders/create", order)
    return Reply(order, "order", 201)


def _update(asked: Asked) -> Reply:
    order = asked.store.one("orders", asked.ids[0])
    if order["archived"]:
        raise not_found()
    changed = deepcopy(order)
    _apply(asked.store, changed, written(asked.body("order"), _WRITABLE))
    if changed != order:
        note = {"id": asked.store.new_id(), "action": "order_updated", "created_at": asked.store.now()}
        changed["order_changes"].append(note)
        order.update(changed)
        asked.store.touch(order)
        asked.store.announce("orders/update", order)
    return Reply(order, "order")


def _delete(asked: Asked) -> Reply:
    order = asked.store.one("orders", asked.ids[0])
    if order["archived"]:
        raise not_found()
    order["archived"] = True
    asked.store.touch(order)
    asked.store.announce("orders/destroy", order)
    return done()


def _fields(asked: Asked) -> Reply:
    groups = ("client_fields", "shipping_address_fields", "order_fields")
    return Reply({group: list(asked.store.tables[group].values()) for group in groups}, "fields")


ROUTES: Final[Routes] = {
    ("GET", "orders"): _list,
    ("POST", "orders"): _create,
    ("GET", "orders/count"): _count,
    ("GET", "orders/fields"): _fields,
    ("GET", "orders/{}"): _one,
    ("PUT", "orders/{}"): _update,
    ("DELETE", "orders/{}"): _delete,
}
