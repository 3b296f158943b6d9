"""«Товары/Товар»: lines of goods and services, and the lines that are the delivery."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from contracts.order import Attribute, LineKind, Unit
from service_kit.words import fold
from shop_sync.connectors.commerceml.charges import discounts_of, taxes_of
from shop_sync.connectors.commerceml.rejection import Rejection
from shop_sync.connectors.commerceml.requisites import Requisites
from shop_sync.connectors.commerceml.tree import Node, Raw, rest_of
from shop_sync.connectors.commerceml.values import clean, decimal_of, flag_of

LINES_LIMIT: Final = 10_000

_DELIVERY_ID: Final = "ORDER_DELIVERY"  # Bitrix, UMI.CMS, WooCommerce-1C
_DELIVERY_NAMES: Final = ("доставка", "delivery")
_NETCAT_DELIVERY: Final = "dlvr"  # NetCat writes no kind of line
_KINDS: Final = {"товар": LineKind.GOODS, "услуга": LineKind.SERVICE}
_KOPECK: Final = Decimal("0.01")
_MICRO: Final = Decimal("0.000001")
_UNIT: Final = frozenset({"Код", "НаименованиеКраткое", "НаименованиеПолное", "МеждународноеСокращение"})
_PLAIN_LINE: Final = frozenset(
    {"Ид", "ИдКаталога", "Наименование", "Артикул", "Штрихкод", "ЦенаЗаЕдиницу", "Количество", "Сумма", "Единица"}
)
_KNOWN: Final = frozenset(
    {
        "Ид", "ИдКаталога", "Наименование", "Артикул", "Штрихкод", "ЦенаЗаЕдиницу", "Количество", "Сумма",
        "БазоваяЕдиница", "Единица", "Коэффициент", "Скидки", "Налоги", "СтавкиНалогов", "ХарактеристикиТовара",
        "Резерв", "Действие",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A line that is the delivery and not goods."""

    name: str
    amount: Decimal
    taxes: list[Raw]
    attributes: list[Raw | Attribute]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one document, split."""

    goods: list[Raw]
    delivery: list[DeliveryLine]


def lines_of(products: list[Node]) -> Lines:
    """Map all «Товар». Raises `Rejection` that names the line and the goods when one cannot be right."""
    if len(products) > LINES_LIMIT:
        raise Rejection("too_many_lines", count=len(products), limit=LINES_LIMIT)
    lines = Lines([], [])
    for product in products:
        _add(lines, product)
    if not lines.goods:
        raise Rejection("no_goods")
    return lines


def _add(lines: Lines, product: Node) -> None:
    leaves = product.leaves
    number = len(lines.goods) + 1
    outside_id, article = leaves.get("Ид", ""), clean(leaves.get("Артикул", ""))
    name = clean(leaves.get("Наименование", "")) or outside_id or article
    if not name:
        raise Rejection("line_without_name", line=number)
    quantity, price, total = _figures(product, number, name)
    kind, attributes = _requisites(tuple(product.requisites))
    rest: list[Raw] = []
    if _is_delivery(outside_id, name, kind):
        lines.delivery.append(DeliveryLine(name, total, taxes_of(product, rest), [*attributes, *rest]))
        return
    line: dict[str, object] = {
        "number": number,
        "name": name,
        "quantity": quantity,
        "price": price,
        "sum": total,
        "kind": kind or LineKind.GOODS,
        "outside_id": outside_id or None,
        "article": article or None,
        "catalog_id": leaves.get("ИдКаталога") or None,
        "barcode": leaves.get("Штрихкод") or None,
        "unit": _unit_of(product, rest),
    }
    if not _PLAIN_LINE.issuperset(leaves) or len(product.branches) > 1:
        _add_optional(line, product, rest)
    line["attributes"] = (*attributes, *rest, *rest_of(product, _KNOWN))
    lines.goods.append(line)


def _add_optional(line: Raw, product: Node, rest: list[Raw]) -> None:
    line["taxes"] = taxes_of(product, rest)
    line["discounts"] = discounts_of(product, rest)
    line["characteristics"] = _characteristics(product)
    if coefficient := product.leaf("Коэффициент"):
        line["coefficient"] = decimal_of(coefficient)
        if line["coefficient"] is None:
            rest.append({"name": "Коэффициент", "value": coefficient})
    if product.leaf("Резерв", "Действие"):
        line["reserve_hint"] = _reserve_hint(product, rest)


def _figures(product: Node, line: int, name: str) -> tuple[Decimal, Decimal, Decimal]:
    quantity = _number(product, "Количество", "quantity", line, name)
    if quantity is None:
        raise Rejection("quantity_missing", line=line, goods=name)
    if quantity <= 0:
        raise Rejection("quantity_not_positive", line=line, goods=name, value=product.leaf("Количество"))
    price = _number(product, "ЦенаЗаЕдиницу", "price", line, name)
    total = _number(product, "Сумма", "sum", line, name)
    for key, child, value in (("price", "ЦенаЗаЕдиницу", price), ("sum", "Сумма", total)):
        if value is not None and value < 0:
            raise Rejection(f"{key}_negative", line=line, goods=name, value=product.leaf(child))
    if price is None and total is None:
        raise Rejection("price_missing", line=line, goods=name)
    if price is None and total is not None:
        return quantity, _quotient(total, quantity), total
    price = price or Decimal(0)
    return quantity, price, _rounded(price * quantity) if total is None else total


def _number(product: Node, child: str, what: str, line: int, name: str) -> Decimal | None:
    text = product.leaf(child)
    if not text:
        return None
    value = decimal_of(text)
    if value is None:
        raise Rejection(f"{what}_unreadable", line=line, goods=name, value=text[:100])
    return value


def _rounded(money: Decimal) -> Decimal:
    exponent = money.as_tuple().exponent
    return money.quantize(_KOPECK, ROUND_HALF_UP) if isinstance(exponent, int) and exponent < -2 else money


def _quotient(total: Decimal, quantity: Decimal) -> Decimal:
    exact = total / quantity
    kopecks = exact.quantize(_KOPECK)
    return kopecks if kopecks == exact else exact.quantize(_MICRO)


@lru_cache(maxsize=1024)
def _requisites(pairs: tuple[tuple[str, str], ...]) -> tuple[LineKind | None, tuple[Attribute, ...]]:
    """Kind by «ТипНоменклатуры», else «ВидНоменклатуры»; other kinds than the two stay requisites.

    Cached: nearly all lines of a file have the same few.
    """
    requisites = Requisites(pairs)
    kind: LineKind | None = None
    for name in ("типноменклатуры", "видноменклатуры"):
        found = _KINDS.get(fold(requisites.peek(name)))
        if found is not None and kind in (None, found):
            requisites.text(name)
            kind = found
    return kind, tuple(Attribute.model_validate(row) for row in requisites.rest())


def _is_delivery(outside_id: str, name: str, kind: LineKind | None) -> bool:
    if outside_id.upper() == _DELIVERY_ID:
        return True
    if kind is LineKind.SERVICE:
        return fold(name).startswith(_DELIVERY_NAMES)
    return kind is None and (name.startswith(_NETCAT_DELIVERY) or outside_id.startswith(_NETCAT_DELIVERY))


def _characteristics(product: Node) -> list[Raw]:
    return [
        {
            "name": clean(node.leaf("Наименование")),
            "value": clean(node.leaf("Значение")),
            "code": node.leaf("Ид") or None,
        }
        for node in product.nodes("ХарактеристикиТовара", "ХарактеристикаТовара")
    ]


def _reserve_hint(product: Node, rest: list[Raw]) -> bool | None:
    """«Действие» = «Резервировать» (3.1), «Резерв» = flag or quantity (OpenCart exchange1c)."""
    action, reserve = product.leaf("Действие"), product.leaf("Резерв")
    if fold(action) == "резервировать":
        action = ""
        hint: bool | None = True
    else:
        flag = flag_of(reserve)
        amount = decimal_of(reserve) if reserve else None
        hint = flag if flag is not None else (amount > 0 if amount is not None else None)
        if flag is not None:
            reserve = ""
    rest += [{"name": name, "value": text} for name, text in (("Действие", action), ("Резерв", reserve)) if text]
    return hint


def _unit_of(product: Node, rest: list[Raw]) -> Unit | None:
    plain = product.leaf("Единица")
    for node in product.branches.get("БазоваяЕдиница", ()):
        own, leaf = node.attributes.get, node.leaf
        if not node.leaves and not plain:
            return _unit(node.text, own("Код", ""), own("НаименованиеПолное", ""), own("МеждународноеСокращение", ""))
        unit = _unit(
            clean(node.text or leaf("НаименованиеКраткое") or own("НаименованиеКраткое", "")),
            own("Код", "") or leaf("Код"),
            own("НаименованиеПолное", "") or leaf("НаименованиеПолное"),
            own("МеждународноеСокращение", "") or leaf("МеждународноеСокращение"),
        )
        if unit is not None:
            rest += rest_of(node, _UNIT, "БазоваяЕдиница/")
            if plain and plain not in (unit.name, unit.code):
                rest.append({"name": "Единица", "value": plain})
            return unit
    return _unit(clean(plain), plain if plain.isdigit() else "", "", "")


@lru_cache(maxsize=1024)
def _unit(name: str, code: str, full_name: str, international: str) -> Unit | None:
    if not (name or code or full_name):
        return None
    return Unit(
        name=clean(name) or clean(full_name) or None,
        code=code.strip() or None,
        full_name=clean(full_name).strip() or None,
        international=international.strip() or None,
    )
