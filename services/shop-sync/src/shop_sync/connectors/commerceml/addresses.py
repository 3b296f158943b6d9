"""Postal addresses («Представление» and «АдресноеПоле» by «Тип», CommerceML 2.08, АдресТип)."""

from typing import Final

from service_kit.words import fold
from shop_sync.connectors.commerceml.tree import Node, Raw
from shop_sync.connectors.commerceml.values import clean

_PARTS: Final = {
    "почтовый индекс": "postcode",
    "индекс": "postcode",
    "страна": "country",
    "регион": "region",
    "область": "region",
    "район": "district",
    "город": "city",
    "населенный пункт": "locality",
    "улица": "street",
    "дом": "house",
    "корпус": "building",
    "строение": "building",
    "квартира": "flat",
    "офис": "flat",
}
_ORDER: Final = (
    "postcode", "country", "region", "district", "city", "locality", "street", "house", "building", "flat",
)  # fmt: skip


def address_of(node: Node, rest: list[Raw]) -> Raw | None:
    """Address; parts of unknown kind go to `rest`. Without «Представление» the text is the parts joined."""
    address: Raw = {}
    for row in node.branches.get("АдресноеПоле", ()):
        kind, value = clean(row.leaf("Тип")), clean(row.leaf("Значение"))
        name = _PARTS.get(fold(kind))
        if not value:
            continue
        if name is None or name in address:
            rest.append({"name": f"Адрес/{kind}", "value": value})
        else:
            address[name] = value
    text = clean(node.leaf("Представление")) or ", ".join(str(address[name]) for name in _ORDER if name in address)
    if not text:
        return None
    address["text"] = text
    return address


def address_in(node: Node, name: str, rest: list[Raw]) -> Raw | None:
    """Address under the child `name`, which may be an element with parts or a plain text."""
    for child in node.branches.get(name, ()):
        if address := address_of(child, rest):
            return address
    text = clean(node.leaf(name))
    return {"text": text} if text else None
