"""What a source of orders yields: an order that could be read, or a document that could not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contracts.order import Order


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """One order. `index` counts the documents of the source from 0; `done` is how many bytes are read by now."""

    index: int
    outside_id: str
    order: Order
    done: int


@dataclass(frozen=True, slots=True)
class RejectedDocument:
    """A document that is no usable order. `where` is Russian («Документ № 36»); `key` and `details` give the text.

    `outside_id`, where the shop lists its orders: the order can be asked for again.
    """

    index: int
    where: str
    key: str
    done: int
    details: Mapping[str, object] = field(default_factory=dict)
    outside_id: str | None = None


Incoming = ReadOrder | RejectedDocument
