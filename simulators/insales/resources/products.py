"""/admin/products: lists, one, made, changed, put into the recycle bin.

Chosen: variants are given with the product only when it is made; a product in the bin is shown (`archived`) but takes
no change (404); `updated_at` of the product moves with whatever belongs to it.
"""

from copy import deepcopy
from typing import Final

from simulators.insales.errors import Refused, invalid, not_found
from simulators.insales.fields import Convert, flag, mappings, needed, require, text, title, whole, written
from simulators.insales.lists import filtered, listed
from simulators.insales.resources.attributes import FIELD_VALUE, set_field_values, set_properties
from simulators.insales.resources.images import IMAGE, new_image
from simulators.insales.resources.variants import new_variant, shown_variant
from simulators.insales.routing import Asked, Reply, Routes, done
from simulators.insales.store import PARTS, Store
from simulators.insales.wire import Row

_PARTS: Final = ("variants_attributes", "images_attributes", "properties_attributes", "product_field_values_attributes")
_TOLD: Final = frozenset(
    {
        "id",
        "created_at",
        "updated_at",
        "available",
        "archived",
        "images",
        "option_names",
        "properties",
        "characteristics",
        "product_field_values",
        "variants",
        "collections_ids",
    }
)
_FIELDS: Final[dict[str, Convert]] = {
    "title": title,
    "category_id": needed(whole),
    "is_hidden": flag,
    "vat": whole,
    "fiscal_product_type": whole,
    "sort_weight": whole,
    "canonical_url_collection_id": whole,
    "ignore_discounts": lambda value: value if value is None else flag(value),
    **dict.fromkeys(
        (
            "description",
            "short_description",
            "permalink",
            "unit",
            "currency_code",
            "dimensions",
            "html_title",
            "meta_keywords",
            "meta_description",
        ),
        text,
    ),
}
_VAT: Final = frozenset({-1, 0, 5, 7, 10, 18, 20, 22})


def new_product(store: Store, body: Row) -> Row:
    """Keep a product as a POST describes it; without variants it gets a plain one. 422 leaves no product behind."""
    fields, parts = _read(store, body)
    require(fields, "title", "category_id")
    plain = {
        **dict.fromkeys(_FIELDS),
        "is_hidden": False,
        "unit": "pce",
        "vat": -1,
        "currency_code": "RUR",
        "fiscal_product_type": 1,
        "archived": False,
    }
    row = store.add("products", {**plain, **fields})
    row["permalink"] = _permalink(store, row)
    try:
        for variant in parts.get("variants_attributes") or [{"price": 0}]:
            new_variant(store, row, variant)
        _set_parts(store, row, parts)
    except Refused:
        drop_product(store, row)
        raise
    return row


def drop_product(store: Store, row: Row) -> None:
    """Remove the product with all that belongs to it, as if it had never been."""
    for table in PARTS:
        for part in store.where(table, product_id=row["id"]):
            store.drop(table, part)
    store.drop("products", row)


def shown(store: Store, row: Row) -> Row:
    """The product as the API shows it, with all that belongs to it."""
    variants = [shown_variant(store, variant) for variant in store.where("variants", product_id=row["id"])]
    names = {value["option_name_id"] for variant in variants for value in variant["option_values"]}
    characteristics = [
        store.one("characteristics", pair["characteristic_id"])
        for pair in store.where("product_characteristics", product_id=row["id"])
    ]
    properties = dict.fromkeys(characteristic["property_id"] for characteristic in characteristics)
    return {
        **row,
        "available": any(variant["available"] for variant in variants),
        "collections_ids": [pair["collection_id"] for pair in store.where("collects", product_id=row["id"])],
        "images": store.where("images", product_id=row["id"]),
        "option_names": [store.one("option_names", name) for name in sorted(names)],
        "properties": [store.one("properties", number) for number in properties],
        "characteristics": characteristics,
        "product_field_values": store.where("product_field_values", product_id=row["id"]),
        "variants": variants,
    }


def _read(store: Store, body: Row) -> tuple[Row, dict[str, list[Row]]]:
    """Converted fields, and the lists of parts as they came."""
    parts = written(
        {name: body[name] for name in _PARTS if body.get(name) is not None}, dict.fromkeys(_PARTS, mappings)
    )
    fields = written({name: value for name, value in body.items() if name not in _PARTS}, _FIELDS, _TOLD)
    if "category_id" in fields and not store.has("categories", fields["category_id"]):
        raise invalid("category_id", "не существует")
    if fields.get("vat", -1) not in _VAT:
        raise invalid("vat", "имеет непредусмотренное значение")
    return fields, parts


def _permalink(store: Store, row: Row) -> str:
    wanted: str | None = row["permalink"]
    if wanted is None:
        return f"product-{row['id']}"
    taken = any(other["permalink"] == wanted for other in store.tables["products"].values() if other is not row)
    return f"{wanted}-{row['id']}" if taken else wanted


def _set_parts(store: Store, row: Row, parts: dict[str, list[Row]]) -> None:
    for image in parts.get("images_attributes", ()):
        new_image(store, row, written(image, IMAGE))
    if "properties_attributes" in parts:
        set_properties(store, row, parts["properties_attributes"])
    values = [written(value, FIELD_VALUE) for value in parts.get("product_field_values_attributes", ())]
    set_field_values(store, row, values)


def _wanted(asked: Asked) -> list[Row]:
    rows = list(asked.store.tables["products"].values())
    if category := asked.query.get("category_id"):
        rows = [row for row in rows if str(row["category_id"]) == category]
    if collection := asked.query.get("collection_id"):
        inside = {
            pair["product_id"]
            for pair in asked.store.tables["collects"].values()
            if str(pair["collection_id"]) == collection
        }
        rows = [row for row in rows if row["id"] in inside]
    return rows


def _living(asked: Asked) -> Row:
    """The product that the path names; 404 when it is in the recycle bin."""
    row = asked.store.one("products", asked.ids[0])
    if row["archived"]:
        raise not_found()
    return row


def _list(asked: Asked) -> Reply:
    return Reply([shown(asked.store, row) for row in listed(_wanted(asked), asked.query)], "products")


def _count(asked: Asked) -> Reply:
    return Reply({"count": sum(1 for _ in filtered(_wanted(asked), asked.query))}, "hash")


def _one(asked: Asked) -> Reply:
    return Reply(shown(asked.store, asked.store.one("products", asked.ids[0])), "product")


def _create(asked: Asked) -> Reply:
    product = shown(asked.store, new_product(asked.store, asked.body("product")))
    asked.store.announce("products/create", product)
    return Reply(product, "product", 201)


def _update(asked: Asked) -> Reply:
    store, row = asked.store, _living(asked)
    fields, parts = _read(store, asked.body("product"))
    if "variants_attributes" in parts:
        raise invalid("variants_attributes", "варианты меняются своими запросами")
    before = deepcopy(shown(store, row))
    row.update(fields)
    _set_parts(store, row, parts)
    if shown(store, row) != before:
        store.touch(row)
        store.announce("products/update", shown(store, row))
    return Reply(shown(store, row), "product")


def _delete(asked: Asked) -> Reply:
    row = _living(asked)
    row["archived"] = True
    asked.store.touch(row)
    asked.store.announce("products/destroy", shown(asked.store, row))
    return done()


ROUTES: Final[Routes] = {
    ("GET", "products"): _list,
    ("POST", "products"): _create,
    ("GET", "products/count"): _count,
    ("GET", "products/{}"): _one,
    ("PUT", "products/{}"): _update,
    ("DELETE", "products/{}"): _delete,
}
