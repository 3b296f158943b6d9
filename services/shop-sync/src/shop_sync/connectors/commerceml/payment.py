"""Payment: the requisites of the document and «Оплаты» (CommerceML 2.09, ОплатаСайт)."""

from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from shop_sync.connectors.commerceml.dates import moment_of
from shop_sync.connectors.commerceml.requisites import Requisites
from shop_sync.connectors.commerceml.tree import Node, Raw, rest_of
from shop_sync.connectors.commerceml.values import clean, decimal_of

_KNOWN: Final = frozenset(
    {"НомерДокумента", "НомерТранзакции", "ДатаОплаты", "СуммаОплаты", "СпособОплаты", "ИдСпособаОплаты"}
)


def payment_of(
    document: Node, requisites: Requisites, total: Decimal | None, zone: ZoneInfo, rest: list[Raw]
) -> Raw | None:
    """Payment, or None when the document says nothing of one."""
    entries = [_entry(node, zone, rest) for node in document.nodes("Оплаты", "Оплата")]
    only = entries[0] if len(entries) == 1 else {}
    amount_text = requisites.peek("сумма оплаты")
    amount = decimal_of(amount_text) if amount_text else None
    if amount is not None:
        requisites.text("сумма оплаты")
    payment: Raw = {
        "method": requisites.text("метод оплаты", "способ оплаты") or only.get("method"),
        "method_code": requisites.text("метод оплаты ид", "способ оплаты ид") or only.get("method_code"),
        "paid": requisites.flag("заказ оплачен", "оплачен"),
        "paid_at": requisites.moment(zone, "дата оплаты") or only.get("paid_at"),
        "number": requisites.text("номер платежного документа") or only.get("number"),
        "amount": amount if amount is not None else only.get("amount"),
        "entries": entries,
    }
    if payment["paid"] is None and _covers(entries, total):
        payment["paid"] = True
    return payment if any(value not in (None, []) for value in payment.values()) else None


def _covers(entries: list[Raw], total: Decimal | None) -> bool:
    """Whether the confirmed payments reach the total of the document."""
    amounts = [amount for entry in entries if isinstance(amount := entry["amount"], Decimal)]
    return bool(amounts) and total is not None and sum(amounts) >= total


def _entry(node: Node, zone: ZoneInfo, rest: list[Raw]) -> Raw:
    date, amount = node.leaf("ДатаОплаты"), node.leaf("СуммаОплаты")
    entry: Raw = {
        "number": node.leaf("НомерДокумента") or None,
        "transaction": node.leaf("НомерТранзакции") or None,
        "paid_at": moment_of(date, zone),
        "amount": decimal_of(amount) if amount else None,
        "method": clean(node.leaf("СпособОплаты")) or None,
        "method_code": node.leaf("ИдСпособаОплаты") or None,
    }
    for name, text, value in (("ДатаОплаты", date, entry["paid_at"]), ("СуммаОплаты", amount, entry["amount"])):
        if text and value is None:
            rest.append({"name": f"Оплата/{name}", "value": text})
    rest += rest_of(node, _KNOWN, "Оплата/")
    return entry
