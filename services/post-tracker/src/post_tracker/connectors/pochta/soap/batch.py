"""Answers of getTicket and getResponseByTicket, the second streamed: it may have thousands of parcels."""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from post_tracker.app.ports import NumberFailed
from post_tracker.connectors.pochta.soap.elements import child, elements, text_at
from post_tracker.connectors.pochta.soap.faults import NOTHING_KNOWN, Waiting, of_error
from post_tracker.connectors.pochta.soap.values import index_of, local_moment, words_of
from post_tracker.domain.tracking import Operation, Parcel
from service_kit.errors import TransientError

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
    operations: list[Operation] = []
    add = operations.append
    problem = None
    for one in item:
        get = one.get
        type_ = get("OperTypeID")
        if type_ is not None:
            words = words_of(type_, get("OperCtgID", ""), get("OperName", ""), "")
            at, index = local_moment(get("DateOper", "")), index_of(get("IndexOper", ""))
            add(_made(Operation, (*words, at, index, None)))
        elif (error := get("ErrorTypeID")) is not None and error != NOTHING_KNOWN:
            problem = of_error(one)
            if isinstance(problem, Waiting):
                raise problem
    return Parcel(item.get("Barcode", "").strip(), operations, problem)
