"""What of an order seen again is new, and what of it the connection allows to be taken over."""

from collections.abc import Collection, Mapping
from hashlib import blake2b

from contracts.order import Order

PARTS: Mapping[str, tuple[str, ...]] = {
    "lines": ("lines", "discounts", "taxes", "extra_costs", "vat_mode", "currency", "rate"),
    "total": ("total",),
    "customer": ("customer", "parties"),
    "delivery": ("delivery",),
    "payment": ("payment",),
    "status": ("status",),
    "comment": ("comment", "manager_comment"),
    "other": ("number", "placed_at", "placed_text", "source", "site", "attributes"),
}
"""Parts of an order as OrderUpdated names them, and the fields of each."""


def fingerprint(order: Order) -> bytes:
    """16 bytes that are equal when the source says the same; taken before goods are matched."""
    return blake2b(order.model_dump_json(exclude_none=True).encode(), digest_size=16).digest()


def merged(stored: Order, seen: Order, allowed: Collection[str]) -> tuple[Order, tuple[str, ...]]:
    """The stored order with the allowed parts of the seen one, and the names of the parts that differ."""
    changed = tuple(
        part
        for part, fields in PARTS.items()
        if part in allowed and any(getattr(stored, name) != getattr(seen, name) for name in fields)
    )
    values = {name: getattr(seen, name) for part in changed for name in PARTS[part]}
    return stored.model_copy(update=values), changed
