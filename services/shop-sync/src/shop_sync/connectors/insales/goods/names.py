"""What the shop knows by ids and we by names: categories, options of variants, our own field of products.

All is read once in a run, and made where it is not there. Doing that again after a crash finds what was made.
"""

from collections.abc import Sequence
from typing import Any, Final

from service_kit.errors import ConfigError, DataError
from shop_sync.connectors.insales.client import ShopClient
from shop_sync.connectors.insales.fields import Fields
from shop_sync.connectors.insales.goods.reading import list_of

MARK_HANDLE: Final = "biz_ref"
MARK_TITLE: Final = "Код в Бизнес.Ру"
_TEXT: Final = "ProductField::TextField"


class Categories:
    """The tree of the shop's stock (/admin/categories). `default`: name of the category for goods without a group."""

    def __init__(self, client: ShopClient, default: str | None) -> None:
        self._client = client
        self._default = default
        self._known: dict[tuple[int | None, str], int] = {}
        self._root: int | None = None

    async def id_of(self, path: Sequence[str]) -> int:
        """The category at the end of the path below the top one; ConfigError `insales_category_unknown`."""
        if self._root is None:
            self._root = await self._read()
        if not path:
            return self._root if self._default is None else self._named(self._default)
        at = self._root
        for name in path:
            known = self._known.get((at, _folded(name)))
            if known is None:
                made = await self._client.post("categories", {"category": {"title": name, "parent_id": at}})
                known = self._known[at, _folded(name)] = _id(made)
            at = known
        return at

    def _named(self, name: str) -> int:
        found = [id_ for (_, title), id_ in self._known.items() if title == _folded(name)]
        if not found:
            raise ConfigError("insales_category_unknown", category=name)
        return min(found)

    async def _read(self) -> int:
        root = None
        for row in list_of(await self._client.get("categories")):
            fields = Fields(row)
            parent = fields.raw("parent_id")
            self._known.setdefault((parent, _folded(fields.text("title") or "")), _id(row))
            if parent is None and root is None:
                root = _id(row)
        if root is None:
            raise ConfigError("insales_category_unknown", category="—")
        return root


class OptionNames:
    """Names of what tells variants apart (/admin/option_names)."""

    def __init__(self, client: ShopClient) -> None:
        self._client = client
        self._known: dict[str, int] | None = None

    async def values(self, options: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
        """`option_values` of a variant."""
        return [{"option_name_id": await self._id_of(name), "title": value} for name, value in options]

    async def _id_of(self, name: str) -> int:
        if self._known is None:
            rows = list_of(await self._client.get("option_names"))
            self._known = {_folded(Fields(row).text("title") or ""): _id(row) for row in rows}
        known = self._known.get(_folded(name))
        if known is None:
            made = await self._client.post("option_names", {"option_name": {"title": name}})
            known = self._known[_folded(name)] = _id(made)
        return known


class MarkField:
    """Our own field of products (/admin/product_fields): the shop keeps our ref in it.

    Articles may repeat and be absent; buyers do not see this field. By it a product is found again that was made when
    the answer got lost.
    """

    def __init__(self, client: ShopClient) -> None:
        self._client = client
        self._id: int | None = None

    async def find(self) -> int | None:
        """The id of the field; None when the shop does not have it yet."""
        if self._id is None:
            rows = list_of(await self._client.get("product_fields"))
            mine = (row for row in rows if row.get("handle") == MARK_HANDLE or row.get("title") == MARK_TITLE)
            self._id = next((_id(row) for row in mine), None)
        return self._id

    async def make(self) -> int:
        """The id of the field, made if need be."""
        known = await self.find()
        if known is None:
            field = {"title": MARK_TITLE, "handle": MARK_HANDLE, "type": _TEXT}
            known = self._id = _id(await self._client.post("product_fields", {"product_field": field}))
        return known


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _id(raw: Any) -> int:
    found = raw.get("id") if isinstance(raw, dict) else None
    if not isinstance(found, int):
        raise DataError("insales_goods_unreadable")
    return found
