"""What the order shows of its parcel: the number, and what the carrier says of this number."""

import datetime as dt
from typing import Any

from contracts.events.connection import Cause
from contracts.events.shipment import ShipmentStatusChangedData
from contracts.rows.documents import OrderDelivery, OrderRow

_OF_THE_NUMBER = ("carrier_status", "carrier_status_at", "carrier_checked_at", "carrier_remark")


def parcel_of(delivery: OrderDelivery, number: str | None) -> dict[str, Any]:
    """Fields of the parcel once it has `number`: what was told of another number goes with it."""
    told_of = delivery if number == delivery.tracking_number else OrderDelivery()
    return {"tracking_number": number, **{name: getattr(told_of, name) for name in _OF_THE_NUMBER}}


def number_of(order: OrderRow) -> str | None:
    """The number that the parcel of the order has now, without the spaces that a shop may have put around it."""
    number = order.delivery.tracking_number if order.delivery else None
    return number.strip() or None if number else None


def told(order: OrderRow, news: ShipmentStatusChangedData, missing: str | None) -> OrderRow:
    """The order with the news of its parcel; `missing` are words about an order status that is gone."""
    last = _last_check(order)
    fields = {
        "carrier_status": news.text,
        "carrier_status_at": news.checked_at,
        "carrier_checked_at": max(last, news.checked_at) if last else news.checked_at,
        "carrier_remark": " ".join(filter(None, (_words(news.cause), missing))) or None,
    }
    return _with(order, fields)


def checked(order: OrderRow, at: dt.datetime) -> OrderRow:
    """The order whose parcel was asked for at `at`, without news; an earlier check than the last changes nothing."""
    last = _last_check(order)
    return order if last and last >= at else _with(order, {"carrier_checked_at": at})


def _last_check(order: OrderRow) -> dt.datetime | None:
    return order.delivery.carrier_checked_at if order.delivery else None


def _with(order: OrderRow, fields: dict[str, Any]) -> OrderRow:
    delivery = order.delivery or OrderDelivery()
    return order.model_copy(update={"delivery": delivery.model_copy(update=fields)})


def _words(cause: Cause | None) -> str:
    """The three sentences of a cause, each with its full stop."""
    parts = (cause.what, cause.why, cause.do) if cause else ()
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
