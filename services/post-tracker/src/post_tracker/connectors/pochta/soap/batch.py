"""Answers of getTicket and getResponseByTicket, the second streamed: it may have thousands of parcels."""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from post_tracker.app.ports import NumberFailed
from post_tracker.connectors.pochta.soap.elements import child, elements, text_at
from post_tracker.connectors.pochta.soap.faults import NOTHING_KNOWN, Waiting, of_error
from post_tracker.connectors.pochta.soap.values import index_of, local_moment, words_of
from post_tracker.domain.tracking import Operation, Parcel
from service_kit.errors import BizError, TransientError

_made = tuple.__new__  # half the time of the class itself, for tens of thousands of operations
ITEM, ERROR = "Item", "error"


def read_ticket(source: BinaryIO) -> str:
    """The ticket; TransientError `post_no_ticket` for the answer with neither a ticket nor a reason, which is met."""
    for _, answer in elements(source, "ticketResponse"):
        error = child(answer, ERROR)
        if error is not None:
            raise of_error(error)
        if ticket := text_at(answer, "value"):
            return ticket
    raise TransientError("post_no_ticket")


def read_parcels(source: BinaryIO) -> Iterator[Parcel]:
    """Every item of the answer; Waiting or Gone about the ticket, NumberFailed `post_no_parcels` without any."""
    found = False
    for name, element in elements(source, ITEM, ERROR):
        if name == ERROR:
            raise of_error(element)
        found = True
        yield parcel_in(element)
    if not found:
        raise NumberFailed("post_no_parcels")


def parcel_in(item: etree._Element) -> Parcel:
    """One item; nothing known of it is an empty history. Waiting when an item tells that of the whole ticket."""
    history = [
        _made(
            Operation,
            words_of(one.get("OperTypeID", ""), one.get("OperCtgID", ""), one.get("OperName", ""), "")  # noqa: RUF005
            + (local_moment(one.get("DateOper", "")), index_of(one.get("IndexOper", "")), None),
        )
        for one in item.iterchildren("{*}Operation")
    ]
    problem = None if len(history) == len(item) else _problem(item)
    return Parcel(item.get("Barcode", "").strip(), history, problem)


def _problem(item: etree._Element) -> BizError | None:
    """Why the item was not answered about, the last of several reasons."""
    problem = None
    for error in item.iterchildren("{*}Error"):
        if error.get("ErrorTypeID", "").strip() != NOTHING_KNOWN:
            problem = of_error(error)
            if isinstance(problem, Waiting):
                raise problem
    return problem
