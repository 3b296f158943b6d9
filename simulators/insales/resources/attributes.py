"""What describes goods: options of variants, properties with their characteristics, own fields of products.

/admin/option_names[/:id/option_values], /admin/properties[/:id/characteristics], /admin/product_fields,
/admin/products/:id/product_field_values.
"""

from typing import Any, Final

from simulators.insales.errors import invalid, not_found
from simulators.insales.fields import Convert, flag, needed, one_of, text, title, whole, written
from simulators.insales.resources.crud import Plain, touched
from simulators.insales.resources.variants import new_option_value
from simulators.insales.routing import Asked, Reply, Routes, done
from simulators.insales.store import Store
from simulators.insales.wire import Row

FIELD_VALUE: Final[dict[str, Convert]] = {"id": needed(whole), "product_field_id": needed(whole), "value": text}

_PROPERTY: Final[dict[str, Convert]] = {"title": title, "value": title, "_destroy": flag}
_VALUE: Final[dict[str, Convert]] = {"title": title, "position": whole}


def set_properties(store: Store, product: Row, bodies: list[Row]) -> None:
    """Give the product these properties by title (made when new), each with one value; `_destroy` takes one away.

    Chosen: properties that are not named stay, and a value named again replaces the former one.
    """
    for body in bodies:
        fields = written(body, _PROPERTY)
        if "title" not in fields:
            raise invalid("properties", "нужно название")
        known = store.where("properties", title=fields["title"])
        number = (known[0] if known else _new_property(store, fields["title"]))["id"]
        for pair in store.where("product_characteristics", product_id=product["id"]):
            if store.one("characteristics", pair["characteristic_id"])["property_id"] == number:
                store.drop("product_characteristics", pair)
        if fields.get("_destroy"):
            continue
        if "value" not in fields:
            raise invalid("properties", "нужно значение")
        value = new_characteristic(store, number, fields["value"])
        store.add("product_characteristics", {"product_id": product["id"], "characteristic_id": value["id"]})


def _new_property(store: Store, name: str) -> Row:
    position = len(store.tables["properties"]) + 1
    plain = {"permalink": f"property-{position}", "is_hidden": False, "backoffice": False, "is_navigational": False}
    return store.add("properties", {"title": name, "position": position, **plain})


def new_characteristic(store: Store, number: int, value: str) -> Row:
    """The characteristic of the property `number` with this title, made when new."""
    known = store.where("characteristics", property_id=number, title=value)
    if known:
        return known[0]
    position = len(store.where("characteristics", property_id=number)) + 1
    row = {"property_id": number, "title": value, "position": position, "permalink": f"value-{position}"}
    return store.add("characteristics", row)


def set_field_values(store: Store, product: Row, values: list[Row]) -> None:
    """Give the product values of own fields: by the value's `id`, else by the field's; one value per field."""
    for value in values:
        if "id" in value:
            row = store.tables["product_field_values"].get(value["id"])
            if row is None or row["product_id"] != product["id"]:
                raise invalid("product_field_values", "нет такого значения")
        elif not store.has("product_fields", value.get("product_field_id")):
            raise invalid("product_field_values", "нет такого поля")
        else:
            known = store.where(
                "product_field_values", product_id=product["id"], product_field_id=value["product_field_id"]
            )
            if known and known[0]["value"] == value.get("value"):
                continue
            row = (
                known[0]
                if known
                else store.add(
                    "product_field_values",
                    {"product_id": product["id"], "product_field_id": value["product_field_id"], "value": None},
                )
            )
        row["value"] = value.get("value")


class _Nested:
    """Values under their name: option_names/:id/option_values and properties/:id/characteristics."""

    def __init__(self, above: str, plural: str, single: str, key: str, make: Any) -> None:
        self._above, self._plural, self._single, self._key, self._make = above, plural, single, key, make

    @property
    def routes(self) -> Routes:
        """The five calls."""
        base = f"{self._above}/{{}}/{self._plural}"
        return {
            ("GET", base): self._list,
            ("POST", base): self._create,
            ("GET", f"{base}/{{}}"): lambda asked: Reply(self._row(asked), self._single),
            ("PUT", f"{base}/{{}}"): self._update,
            ("DELETE", f"{base}/{{}}"): self._delete,
        }

    def _row(self, asked: Asked) -> Row:
        row = asked.store.one(self._plural, asked.ids[1])
        if row[self._key] != int(asked.ids[0]):
            raise not_found()
        return row

    def _list(self, asked: Asked) -> Reply:
        number = asked.store.one(self._above, asked.ids[0])["id"]
        return Reply(asked.store.where(self._plural, **{self._key: number}), self._plural)

    def _create(self, asked: Asked) -> Reply:
        number = asked.store.one(self._above, asked.ids[0])["id"]
        fields = written(asked.body(self._single), _VALUE)
        if "title" not in fields:
            raise invalid("title", "не может быть пустым")
        if asked.store.where(self._plural, **{self._key: number, "title": fields["title"]}):
            raise invalid("title", "уже существует")
        return Reply(self._make(asked.store, number, fields["title"]), self._single, 201)

    def _update(self, asked: Asked) -> Reply:
        row = self._row(asked)
        row.update(written(asked.body(self._single), _VALUE, frozenset({"id", self._key})))
        asked.store.touch(row)
        return Reply(row, self._single)

    def _delete(self, asked: Asked) -> Reply:
        """Chosen: what goods have stays."""
        row = self._row(asked)
        used = any(row in variant["option_values"] for variant in asked.store.tables["variants"].values())
        if used or asked.store.where("product_characteristics", characteristic_id=row["id"]):
            raise invalid(self._single, "используется")
        asked.store.drop(self._plural, row)
        return done()


def _unlike(table: str, store: Store, row: Row) -> None:
    """Names of options and properties are there once (chosen)."""
    if any(other["id"] != row.get("id") for other in store.where(table, title=row["title"])):
        raise invalid("title", "уже существует")


def _unused(table: str, key: str, store: Store, row: Row) -> None:
    if store.where(table, **{key: row["id"]}):
        raise invalid("title", "используется")


def _field_values(asked: Asked) -> Reply:
    product = asked.store.one("products", asked.ids[0])
    return Reply(asked.store.where("product_field_values", product_id=product["id"]), "product_field_values")


def _new_field_value(asked: Asked) -> Reply:
    product = asked.store.one("products", asked.ids[0])
    value = written(asked.body("product_field_value"), FIELD_VALUE)
    set_field_values(asked.store, product, [value])
    touched(asked.store, product["id"])
    kept = asked.store.where(
        "product_field_values", product_id=product["id"], product_field_id=value.get("product_field_id")
    )
    return Reply(kept[0], "product_field_value", 201)


def _named(plural: str, single: str, below: str, key: str) -> Routes:
    defaults: dict[str, object] = {"position": 1, "permalink": None, "is_hidden": False}
    return Plain(
        plural,
        single,
        {"title": title, "position": whole, "permalink": text, "is_hidden": flag},
        ("title",),
        defaults,
        check=lambda store, row: _unlike(plural, store, row),
        freed=lambda store, row: _unused(below, key, store, row),
    ).routes


ROUTES: Final[Routes] = {
    **_named("option_names", "option_name", "option_values", "option_name_id"),
    **_Nested("option_names", "option_values", "option_value", "option_name_id", new_option_value).routes,
    ("GET", "option_values"): lambda asked: Reply(list(asked.store.tables["option_values"].values()), "option_values"),
    **_named("properties", "property", "characteristics", "property_id"),
    **_Nested("properties", "characteristics", "characteristic", "property_id", new_characteristic).routes,
    **Plain(
        "product_fields",
        "product_field",
        {"title": title, "handle": text, "type": one_of("ProductField::TextField", "ProductField::TextArea")},
        ("title",),
        {"handle": None, "type": "ProductField::TextField"},
        check=lambda store, row: _unlike("product_fields", store, row),
        freed=lambda store, row: _unused("product_field_values", "product_field_id", store, row),
    ).routes,
    ("GET", "products/{}/product_field_values"): _field_values,
    ("POST", "products/{}/product_field_values"): _new_field_value,
}
