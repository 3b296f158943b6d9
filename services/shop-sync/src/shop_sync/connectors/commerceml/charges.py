"""«Скидки», «Налоги», «ДопРасходы» of a line or a document."""

from decimal import Decimal
from typing import Final

from shop_sync.connectors.commerceml.tree import Node, Raw, rest_of
from shop_sync.connectors.commerceml.values import clean, decimal_of, flag_of

_DISCOUNT: Final = frozenset({"Наименование", "Сумма", "Процент", "УчтеноВСумме"})
_TAX: Final = frozenset({"Наименование", "Сумма", "Ставка", "УчтеноВСумме"})


def discounts_of(owner: Node, rest: list[Raw]) -> list[Raw]:
    """«Скидки/Скидка»; an amount that is not a number goes to `rest`."""
    found: list[Raw] = []
    for node in owner.nodes("Скидки", "Скидка"):
        found.append(
            {
                "name": clean(node.leaf("Наименование")) or None,
                "amount": _amount(node, "Сумма", "Скидка/", rest),
                "percent": _amount(node, "Процент", "Скидка/", rest),
                "included": flag_of(node.leaf("УчтеноВСумме")),
            }
        )
        rest += rest_of(node, _DISCOUNT, "Скидка/")
    return found


def taxes_of(owner: Node, rest: list[Raw]) -> list[Raw]:
    """«Налоги/Налог» and «СтавкиНалогов/СтавкаНалога»; an amount that is not a number goes to `rest`."""
    found: list[Raw] = []
    for node in owner.nodes("Налоги", "Налог") + owner.nodes("СтавкиНалогов", "СтавкаНалога"):
        found.append(
            {
                "name": clean(node.leaf("Наименование")) or None,
                "rate": clean(node.leaf("Ставка")) or None,
                "amount": _amount(node, "Сумма", "Налог/", rest),
                "included": flag_of(node.leaf("УчтеноВСумме")),
            }
        )
        rest += rest_of(node, _TAX, "Налог/")
    return found


def extra_costs_of(document: Node, rest: list[Raw]) -> list[tuple[str, Decimal]]:
    """Name and amount of every «ДопРасход»; one without a readable amount goes to `rest`."""
    found: list[tuple[str, Decimal]] = []
    for node in document.nodes("ДопРасходы", "ДопРасход"):
        name = clean(node.leaf("Наименование")) or "ДопРасход"
        amount = _amount(node, "Сумма", f"{name}/", rest)
        if amount is not None:
            found.append((name, amount))
        rest += rest_of(node, frozenset({"Наименование", "Сумма"}), f"{name}/")
    return found


def _amount(node: Node, name: str, prefix: str, rest: list[Raw]) -> Decimal | None:
    text = node.leaf(name)
    amount = decimal_of(text) if text else None
    if text and amount is None:
        rest.append({"name": prefix + name, "value": text})
    return amount
