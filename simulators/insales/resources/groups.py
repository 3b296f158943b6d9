"""/admin/categories (tree of the warehouse), /admin/collections (tree of the site), /admin/collects (what is where)."""

from typing import Final

from simulators.insales import lists
from simulators.insales.errors import invalid
from simulators.insales.fields import flag, needed, text, title, whole
from simulators.insales.resources.crud import Plain, touched
from simulators.insales.routing import Asked, Reply, Routes
from simulators.insales.store import Store
from simulators.insales.wire import Row

_COLLECTS_PER_PAGE: Final = 100


def _parent_of(table: str, store: Store, row: Row) -> None:
    """The parent is there, and the row is not above itself. Chosen: a new root is refused, there is one."""
    parent = row["parent_id"]
    if parent is None and row.get("id") != next(iter(store.tables[table])):
        raise invalid("parent_id", "не может быть пустым")
    while parent is not None:
        if parent == row.get("id") or not store.has(table, parent):
            raise invalid("parent_id", "не существует")
        parent = store.one(table, parent)["parent_id"]


def _category(store: Store, row: Row) -> None:
    _parent_of("categories", store, row)


def _collection(store: Store, row: Row) -> None:
    _parent_of("collections", store, row)


def _empty_category(store: Store, row: Row) -> None:
    """Chosen: a category with products or categories in it stays."""
    if store.where("products", category_id=row["id"]) or store.where("categories", parent_id=row["id"]):
        raise invalid("category", "не пуста")


def _empty_collection(store: Store, row: Row) -> None:
    if store.where("collections", parent_id=row["id"]):
        raise invalid("collection", "не пуста")
    for pair in store.where("collects", collection_id=row["id"]):
        store.drop("collects", pair)


def _collect(store: Store, row: Row) -> None:
    """Both sides are there, once together. Chosen: the product of a collect stays as it was."""
    for table, name in (("products", "product_id"), ("collections", "collection_id")):
        if not store.has(table, row[name]):
            raise invalid(name, "не существует")
    if "id" in row and store.one("collects", row["id"])["product_id"] != row["product_id"]:
        raise invalid("product_id", "нельзя изменить")
    same = store.where("collects", product_id=row["product_id"], collection_id=row["collection_id"])
    if any(pair["id"] != row.get("id") for pair in same):
        raise invalid("product_id", "товар уже размещён в этой категории")


def _collects(asked: Asked) -> Reply:
    """By product_id, collection_id and page."""
    rows = list(asked.store.tables["collects"].values())
    for name in ("product_id", "collection_id"):
        if name in asked.query:
            rows = [row for row in rows if str(row[name]) == asked.query[name]]
    begin = (lists.whole(asked.query, "page", 1) - 1) * _COLLECTS_PER_PAGE
    return Reply(rows[begin : begin + _COLLECTS_PER_PAGE], "collects")


_COLLECTS: Final = Plain(
    "collects",
    "collect",
    {"product_id": needed(whole), "collection_id": needed(whole), "position": whole},
    ("product_id", "collection_id"),
    {"position": 1},
    check=_collect,
    changed=lambda store, row: touched(store, row["product_id"]),
)
_TREE: Final = {"title": title, "parent_id": needed(whole), "position": whole}

ROUTES: Final[Routes] = {
    **Plain(
        "categories",
        "category",
        _TREE,
        ("title",),
        {"parent_id": None, "position": 1},
        check=_category,
        freed=_empty_category,
    ).routes,
    **Plain(
        "collections",
        "collection",
        {**_TREE, "is_hidden": flag, "permalink": text, "description": text},
        ("title",),
        {"parent_id": None, "position": 1, "is_hidden": False, "permalink": None, "description": None},
        check=_collection,
        freed=_empty_collection,
    ).routes,
    **_COLLECTS.routes,
    ("GET", "collects"): _collects,
}
