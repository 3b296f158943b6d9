"""Parts of an order: client, address, lines, sums."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from simulators.insales.errors import invalid
from simulators.insales.fields import Convert, flag, needed, price, require, text, title, whole, written
from simulators.insales.store import Store
from simulators.insales.wire import Row

CLIENT: Final[dict[str, Convert]] = {
    "name": title,
    "surname": text,
    "middlename": text,
    "email": text,
    "phone": text,
    "registered": flag,
    "subscribe": flag,
}
PLACE: Final[dict[str, Convert]] = dict.fromkeys(
    ("name", "surname", "middlename", "phone", "address", "city", "state", "country", "zip"), text
)
LINE: Final[dict[str, Convert]] = {
    "id": needed(whole),
    "variant_id": needed(whole),
    "product_id": needed(whole),
    "quantity": needed(whole),
    "sale_price": needed(price),
    "_destroy": flag,
}

_CENT: Final = Decimal("0.01")


def new_client(store: Store, fields: Row) -> Row:
    """A client with these converted fields; 422 without a name or any way to reach him (chosen)."""
    require(fields, "name")
    if not fields.get("phone") and not fields.get("email"):
        raise invalid("client", "нужен телефон или e-mail")
    plain: Row = {
        "surname": None,
        "middlename": None,
        "email": None,
        "phone": None,
        "registered": False,
        "subscribe": True,
        "client_group_id": None,
        "fields_values": [],
    }
    return dict(store.add("clients", {**plain, **fields}))


def new_address(store: Store, client: Row, known: Row, fields: Row) -> Row:
    """Where to send it: what is not said is as before, the person is the client."""
    person = {name: client[name] for name in ("name", "surname", "middlename", "phone")}
    place = {"address": None, "city": None, "state": None, "country": "RU", "zip": None}
    made = {
        "id": known.get("id") or store.new_id(),
        "fields_values": [],
        **person,
        **place,
        **{name: known[name] for name in PLACE if name in known},
        **fields,
    }
    whole_name = " ".join(made[name] for name in ("surname", "name", "middlename") if made[name])
    whole_place = ", ".join(made[name] for name in ("zip", "state", "city", "address") if made[name])
    return {
        **made,
        "formatted_phone": made["phone"],
        "full_name": whole_name,
        "full_locality_name": made["city"],
        "full_delivery_address": whole_place,
        "address_for_gis": whole_place,
        "location_valid": bool(made["city"]),
        "location": {"kladr_code": None, "city": made["city"], "street": None, "house": None},
        "recipient_fields": [],
        "backoffice_fields": [],
    }


def change_lines(store: Store, order: Row, lines: list[Row]) -> None:
    """Lines by `id` are changed or (`_destroy`) taken out, others added by variant or product."""
    kept: dict[int, Row] = {line["id"]: line for line in order["order_lines"]}
    for body in lines:
        fields = written(body, LINE)
        if "id" in fields and fields["id"] not in kept:
            raise invalid("order_lines", "нет такой позиции")
        if fields.pop("_destroy", False):
            del kept[fields["id"]]
            continue
        line = {**kept[fields["id"]]} if "id" in fields else _new_line(store, order, fields)
        line.update({name: fields[name] for name in ("quantity", "sale_price") if name in fields})
        if line["quantity"] < 1:
            raise invalid("order_lines", "количество должно быть больше 0")
        line["reserved_quantity"] = line["quantity"]
        if line != kept.get(line["id"]):
            kept[line["id"]] = {**line, "updated_at": store.now()}
    if not kept:
        raise invalid("order_lines", "не может быть пустым")
    order["order_lines"] = list(kept.values())


def _new_line(store: Store, order: Row, fields: Row) -> Row:
    if "variant_id" in fields:
        found = store.tables["variants"].get(fields["variant_id"])
    else:
        found = next(iter(store.where("variants", product_id=fields.get("product_id"))), None)
    if found is None:
        raise invalid("order_lines", "нет такого варианта товара")
    product = store.one("products", found["product_id"])
    options = ", ".join(value["title"] for value in found["option_values"])
    name = f"{product['title']} ({options})" if options else product["title"]
    told = {key: found[key] for key in ("product_id", "sku", "barcode", "weight", "dimensions")}
    now = store.now()
    return {
        "id": store.new_id(),
        "order_id": order["id"],
        "variant_id": found["id"],
        **told,
        "title": name,
        "quantity": 1,
        "sale_price": found["price"],
        "created_at": now,
        "updated_at": now,
    }


def sum_up(order: Row) -> None:
    """Sums of lines and order; discounts are spread over the lines' full prices, the last one takes what is left."""
    lines = order["order_lines"]
    for line in lines:
        line["total_price"] = line["sale_price"] * line["quantity"]
    items = sum((line["total_price"] for line in lines), Decimal(0))
    off = min(items, sum((Decimal(discount["amount"]) for discount in order["discounts"]), Decimal(0)))
    left = items - off
    for line in lines:
        share = line["total_price"] * (items - off) / items if items else Decimal(0)
        full = left if line is lines[-1] else share.quantize(_CENT, ROUND_HALF_UP)
        left -= full
        line["full_total_price"] = full
        line["full_sale_price"] = (full / line["quantity"]).quantize(_CENT, ROUND_HALF_UP)
    order["items_price"] = items
    order["total_price"] = items - off + order.get("full_delivery_price", Decimal(0))
