"""/admin/products/:id/variants, and prices and stock of up to 100 variants at once.

Chosen: `quantity` alone is what lies on the first warehouse and empties the others; else it is the sum over them. One
wrong value in a group refuses the whole group; variants that are not there (or whose product is in the bin) are passed
over without a word, so who trusts the answer alone is deceived.
"""

import re
from typing import Final

from simulators.insales.errors import Refused, invalid, not_found
from simulators.insales.fields import (
    Convert,
    amount,
    mappings,
    needed,
    number,
    price,
    require,
    text,
    title,
    whole,
    written,
)
from simulators.insales.routing import Asked, Reply, Routes, done
from simulators.insales.store import Store
from simulators.insales.wire import Row

GROUP: Final = 100
"""Variants of one group at most (two clients of the API keep to it; what happens beyond is chosen: 422)."""

_STOCK: Final = re.compile(r"quantity_at_warehouse(\d+)")
_TOLD: Final = frozenset(
    {"created_at", "updated_at", "product_id", "available", "title", "image_ids", "variant_field_values"}
)
_FIELDS: Final[dict[str, Convert]] = {
    "price": needed(price),
    "old_price": price,
    "cost_price": price,
    "weight": number,
    "quantity": amount,
    "sku": text,
    "barcode": text,
    "dimensions": text,
    "image_id": whole,
}
_OPTION: Final[dict[str, Convert]] = {"option_name_id": needed(whole), "title": title, "value": title, "id": whole}
_OPTIONS: Final = ("option_values", "option_values_attributes")


def new_variant(store: Store, product: Row, body: Row) -> Row:
    """Keep a variant; 422 without a price, with a set of options unlike its siblings' or with the same values."""
    fields, options = _read(store, body)
    require(fields, "price")
    plain: Row = {**dict.fromkeys(_FIELDS), "option_values": []}
    plain.update({name: 0 for name in _schema(store) if _STOCK.fullmatch(name)})
    row = store.add("variants", {"product_id": product["id"], **plain})
    try:
        _apply(store, row, fields, options)
    except Refused:
        store.drop("variants", row)
        raise
    return row


def shown_variant(store: Store, row: Row) -> Row:
    """The variant as the API shows it."""
    kinds = [row[name] for name in _price_names(store)]
    titles = ", ".join(value["title"] for value in row["option_values"])
    return {
        **row,
        "title": titles or None,
        "available": row["quantity"] is None or row["quantity"] > 0,
        "image_ids": [row["image_id"]] if row["image_id"] else [],
        "prices": kinds,
        "base_price": row["price"],
        "price_in_site_currency": row["price"],
        "old_price_in_site_currency": row["old_price"],
        "prices_in_site_currency": kinds,
        "variant_field_values": [],
    }


def _price_names(store: Store) -> list[str]:
    """price2 for the first price kind of the shop, price3 for the next..."""
    return [f"price{position + 2}" for position in range(len(store.tables["price_kinds"]))]


def _schema(store: Store) -> dict[str, Convert]:
    stock = {f"quantity_at_warehouse{position}": amount for position in range(len(store.tables["warehouses"]))}
    return {**_FIELDS, **dict.fromkeys(_price_names(store), price), **stock}


def _read(store: Store, body: Row) -> tuple[Row, list[Row] | None]:
    given = written({name: body[name] for name in _OPTIONS if name in body}, dict.fromkeys(_OPTIONS, mappings))
    plain = {name: value for name, value in body.items() if name not in _OPTIONS}
    told = _TOLD | {"id", "prices", "base_price"} | {name for name in plain if name.endswith("_in_site_currency")}
    return written(plain, _schema(store), told), next(iter(given.values()), None)


def _apply(store: Store, row: Row, fields: Row, options: list[Row] | None) -> None:
    """Set converted fields and options of a variant."""
    for name in _schema(store):
        row.setdefault(name, None)
    if options is not None:
        row["option_values"] = [_option(store, option) for option in options]
    _fits(store, row)
    row.update(fields)
    places = [name for name in row if _STOCK.fullmatch(name)]
    if any(name in fields for name in places):
        row["quantity"] = sum(row[name] or 0 for name in places)
    elif "quantity" in fields:
        row.update(dict.fromkeys(places, 0))
        row["quantity_at_warehouse0"] = fields["quantity"] or 0


def _option(store: Store, body: Row) -> Row:
    """The value of an option by its title; a new title becomes a new value."""
    fields = written(body, _OPTION, frozenset({"position", "created_at", "updated_at"}))
    require(fields, "option_name_id")
    name = fields["option_name_id"]
    if not store.has("option_names", name):
        raise invalid("option_values", "нет такого свойства")
    wanted = fields.get("title") or fields.get("value")
    if wanted is None:
        raise invalid("option_values", "нужно значение")
    known = store.where("option_values", option_name_id=name, title=wanted)
    return known[0] if known else new_option_value(store, name, wanted)


def new_option_value(store: Store, name: int, value: str) -> Row:
    """Keep a value of the option `name`."""
    position = len(store.where("option_values", option_name_id=name)) + 1
    return store.add("option_values", {"option_name_id": name, "title": value, "position": position})


def _fits(store: Store, row: Row) -> None:
    """Siblings have the same options, each once, and no two the same values."""
    names = [value["option_name_id"] for value in row["option_values"]]
    if len(set(names)) != len(names):
        raise invalid("option_values", "свойство указано дважды")
    for sibling in store.where("variants", product_id=row["product_id"]):
        if sibling is row:
            continue
        theirs = sibling["option_values"]
        if {value["option_name_id"] for value in theirs} != set(names):
            raise invalid("option_values", "у вариантов товара должны быть одни и те же свойства")
        if {value["id"] for value in theirs} == {value["id"] for value in row["option_values"]}:
            raise invalid("option_values", "вариант с такими значениями уже есть")


def _change(store: Store, row: Row, body: Row) -> bool:
    """Whether `body` changed the variant; all or nothing."""
    fields, options = _read(store, body)
    before = dict(row)
    try:
        _apply(store, row, fields, options)
    except Refused:
        row.clear()
        row.update(before)
        raise
    if row == before:
        return False
    store.touch(row)
    store.touch(store.one("products", row["product_id"]))
    return True


def _product(asked: Asked) -> Row:
    row = asked.store.one("products", asked.ids[0])
    if row["archived"]:
        raise not_found()
    return row


def _variant(asked: Asked) -> Row:
    row = asked.store.one("variants", asked.ids[1])
    if row["product_id"] != int(asked.ids[0]):
        raise not_found()
    return row


def _list(asked: Asked) -> Reply:
    product = asked.store.one("products", asked.ids[0])
    rows = asked.store.where("variants", product_id=product["id"])
    return Reply([shown_variant(asked.store, row) for row in rows], "variants")


def _one(asked: Asked) -> Reply:
    return Reply(shown_variant(asked.store, _variant(asked)), "variant")


def _create(asked: Asked) -> Reply:
    product = _product(asked)
    row = new_variant(asked.store, product, asked.body("variant"))
    asked.store.touch(product)
    return Reply(shown_variant(asked.store, row), "variant", 201)


def _update(asked: Asked) -> Reply:
    _product(asked)
    row = _variant(asked)
    _change(asked.store, row, asked.body("variant"))
    return Reply(shown_variant(asked.store, row), "variant")


def _delete(asked: Asked) -> Reply:
    """Chosen: a product keeps at least one variant."""
    product, row = _product(asked), _variant(asked)
    if len(asked.store.where("variants", product_id=product["id"])) == 1:
        raise invalid("variants", "у товара должен остаться хотя бы один вариант")
    asked.store.drop("variants", row)
    asked.store.touch(product)
    return done()


def _group(asked: Asked) -> Reply:
    bodies = asked.payload.get("variants")
    if not isinstance(bodies, list) or not all(isinstance(body, dict) and body.get("id") for body in bodies):
        raise invalid("variants", "нужен список вариантов с id")
    if len(bodies) > GROUP:
        raise invalid("variants", f"не больше {GROUP} вариантов")
    store = asked.store
    for body in bodies:
        _read(store, body)
    for body in bodies:
        row = store.tables["variants"].get(body["id"])
        if row is not None and not store.one("products", row["product_id"])["archived"]:
            _change(store, row, body)
    return done()


ROUTES: Final[Routes] = {
    ("PUT", "products/variants_group_update"): _group,
    ("PUT", "variants/group_update"): _group,
    ("GET", "products/{}/variants"): _list,
    ("POST", "products/{}/variants"): _create,
    ("GET", "products/{}/variants/{}"): _one,
    ("PUT", "products/{}/variants/{}"): _update,
    ("DELETE", "products/{}/variants/{}"): _delete,
}
