"""How an item of a catalogue changes a product card."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.base import Ref
from contracts.rows.goods import Image, Measure, ProductAttribute, ProductKind, ProductRow, Variant
from platform_bridge.domain.catalogue import Item, Unit, ref_of

UNITS: Mapping[str, str] = {
    "006": "м",
    "055": "м2",
    "112": "л",
    "113": "м3",
    "163": "г",
    "166": "кг",
    "168": "т",
    "625": "лист",
    "704": "набор",
    "715": "пара",
    "736": "рул",
    "778": "упак",
    "796": "шт",
    "839": "компл",
}
"""Usual units by their OKEI codes, for catalogues that give nothing but the code."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an item may refer to.

    Names of properties, values and units by (kind, id); groups that the account has; VAT rates as they are written;
    pictures by their paths.
    """

    names: Mapping[tuple[str, str], str]
    groups: frozenset[Ref]
    vat: Mapping[str, Ref]
    images: Mapping[str, Image]


def merged(row: ProductRow | None, item: Item, known: Known) -> ProductRow | None:
    """The card with what the item tells; None when there is no card and the item cannot make one."""
    if row is None:
        if not item.name or item.deleted:
            return None
        name = item.name.partition("#")[0] if item.variant else item.name
        row = ProductRow(ref=item.product_ref, sequence=0, name=name)
    fields = _of_offer(row, item) if item.offer else _of_card(row, item, known)
    if item.variant is not None:
        fields["variants"] = _variants(row, item)
    return row.model_copy(update=fields)


def _of_offer(row: ProductRow, item: Item) -> dict[str, Any]:
    """An offer of the product itself fills in what its card has not."""
    if item.variant is not None:
        return {}
    return {
        "article": row.article or item.article or None,
        "barcodes": row.barcodes or item.barcodes or (),
    }


def _of_card(row: ProductRow, item: Item, known: Known) -> dict[str, Any]:
    whole = item.variant is None
    fields: dict[str, Any] = {"name": item.name or row.name}
    if whole:
        fields |= {
            "archived": item.deleted,
            "article": _or_old(item.article, row.article),
            "barcodes": row.barcodes if item.barcodes is None else item.barcodes,
        }
    fields |= {
        "kind": ProductKind.SERVICE if item.service else row.kind if row.kind is ProductKind.KIT else ProductKind.GOODS,
        "full_name": _or_old(item.full_name, row.full_name),
        "code": _or_old(item.code, row.code),
        "description_html": _or_old(item.description_html, row.description_html),
        "weight": row.weight if item.weight is None else item.weight,
        "measures": row.measures if item.unit is None else (_measure(item.unit, known),),
        "group_ref": _group(item, known) or row.group_ref,
        "vat_ref": row.vat_ref if item.vat is None else known.vat.get(item.vat, row.vat_ref),
        "images": _images(row, item, known),
        "attributes": _attributes(row, item, known),
    }
    return fields


def _or_old(given: str | None, old: str | None) -> str | None:
    """The given text; an empty one takes the old away."""
    return old if given is None else given or None


def _group(item: Item, known: Known) -> Ref | None:
    """The last group that the account has: the first ones may be parents."""
    refs = [ref_of("group", outside) for outside in item.groups or ()]
    return next((ref for ref in reversed(refs) if ref in known.groups), None)


def _measure(unit: Unit, known: Known) -> Measure:
    name = unit.name or known.names.get(("unit", unit.code)) or UNITS.get(unit.code) or unit.code
    return Measure(ref=Ref(f"unit-{unit.code or name}"), name=name, code=unit.code or None)


def _images(row: ProductRow, item: Item, known: Known) -> tuple[Image, ...]:
    """The pictures that have come with the files; without any of them those of the card stay."""
    if item.images is None:
        return row.images
    found = [known.images[path] for path in item.images if path in known.images]
    if item.images and not found:
        return row.images
    return tuple(image.model_copy(update={"sort": sort}) for sort, image in enumerate(found, start=1))


def _attributes(row: ProductRow, item: Item, known: Known) -> tuple[ProductAttribute, ...]:
    """Values of properties whose names are known; a value that is no id of a list is its own text."""
    if item.properties is None:
        return row.attributes
    found = []
    for one in item.properties:
        name = one.name or known.names.get(("property", one.outside))
        if name:
            value = ", ".join(known.names.get(("value", value), value) for value in one.values)
            found.append(ProductAttribute(name=name, value=value, attribute_ref=ref_of("property", one.outside)))
    return tuple(found)


def _variants(row: ProductRow, item: Item) -> tuple[Variant, ...]:
    ref = item.variant_ref
    assert ref is not None  # noqa: S101  # asked for variants alone
    old = next((variant for variant in row.variants if variant.ref == ref), None)
    if old is None and (item.deleted or not (item.name or item.characteristics)):
        return row.variants
    before = old or Variant(ref=ref, name=_variant_name(item))
    named = item.characteristics is not None or (old is None and bool(item.name))
    attributes = before.attributes
    if item.characteristics is not None:
        attributes = tuple(ProductAttribute(name=name, value=value) for name, value in item.characteristics)
    changed = before.model_copy(
        update={
            "name": _variant_name(item) if named else before.name,
            "article": _or_old(item.article, before.article),
            "barcodes": before.barcodes if item.barcodes is None else item.barcodes,
            "attributes": attributes,
            "archived": item.deleted,
        }
    )
    if old is None:
        return (*row.variants, changed)
    return tuple(changed if variant.ref == ref else variant for variant in row.variants)


def _variant_name(item: Item) -> str:
    """Values of the characteristics, else the name behind «#», else the whole name."""
    values = [value for _, value in item.characteristics or () if value]
    return " / ".join(values) or item.name.partition("#")[2] or item.name or "—"
