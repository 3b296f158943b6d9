"""Orders on their way into the platform and its answers."""

from typing import Literal

from pydantic import Field

from contracts.base import Contract, Ref
from contracts.envelope import Event
from contracts.order import Order, OrderOptions, OrderOrigin


class OrderCreatedData(Contract):
    """A new order, whole, with what its connection wants done with it."""

    order: Order
    origin: OrderOrigin
    options: OrderOptions = OrderOptions()


class OrderCreated(Event[OrderCreatedData]):
    """An outside system has a new order. Subject: id of the order in the service that took it in."""

    type: Literal["ru.business.integrations.order.created.v1"] = "ru.business.integrations.order.created.v1"


class OrderUpdatedData(OrderCreatedData):
    """The whole order as it is now. `changed` names the parts that differ and may be taken over.

    Parts: `lines`, `customer`, `delivery`, `payment`, `status`, `comment`, `total`, `other`.
    """

    changed: tuple[str, ...] = Field(min_length=1)


class OrderUpdated(Event[OrderUpdatedData]):
    """An order changed outside. For an unknown order it counts as its creation."""

    type: Literal["ru.business.integrations.order.updated.v1"] = "ru.business.integrations.order.updated.v1"


class OrderStoredData(Contract):
    """`ref` and `number` of the «Заказ покупателя»; `sequence` is the version of the outside order that it now holds.

    `warnings` are keys of what a person should look at («line_without_product»).
    """

    origin: OrderOrigin
    ref: Ref
    number: str
    sequence: int
    warnings: tuple[str, ...] = ()


class OrderStored(Event[OrderStoredData]):
    """The platform keeps the order. Cause: the OrderCreated or OrderUpdated. Subject: as there."""

    type: Literal["ru.business.integrations.order.stored.v1"] = "ru.business.integrations.order.stored.v1"


class RefusedRow(Contract):
    """One reason: `line` is the line's number, None for the order itself; `text` is Russian, for the owner."""

    key: str
    text: str
    line: int | None = None
    field: str | None = None


class OrderRefusedData(Contract):
    """Why the platform cannot keep the order as it is."""

    origin: OrderOrigin
    sequence: int
    reasons: tuple[RefusedRow, ...] = Field(min_length=1)


class OrderRefused(Event[OrderRefusedData]):
    """The platform refused the order; it waits in the bridge's failed messages and can be retried after mending."""

    type: Literal["ru.business.integrations.order.refused.v1"] = "ru.business.integrations.order.refused.v1"
