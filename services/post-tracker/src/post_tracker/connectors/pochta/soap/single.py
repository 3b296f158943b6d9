"""Answer of getOperationHistory. Names of sender and addressee stand in it (UserParameters) and are not read."""

from typing import BinaryIO, Final

from lxml import etree

from post_tracker.connectors.pochta.soap.elements import Unreadable, elements, text_at
from post_tracker.connectors.pochta.soap.values import index_of, line_of, moment, words_of
from post_tracker.domain.tracking import Operation, Parcel

HISTORY: Final = "OperationHistoryData"


def read_history(source: BinaryIO, number: str) -> Parcel:
    """The history of the number that was asked for; BizError as `elements` and `of_fault` have it."""
    for _, data in elements(source, HISTORY):
        return Parcel(number, parcel_in(data).history)
    raise Unreadable("post_answer_foreign")


def parcel_in(data: etree._Element) -> Parcel:
    """Operations in the order of their times, which the document does not promise; the number is the last that is told.

    An item may be given a new number on its way; "" when there is none.
    """
    records = [
        (_operation(record), text_at(record, "ItemParameters", "Barcode"))
        for record in data.iterchildren("{*}historyRecord")
    ]
    ordered = _ordered(records)
    numbers = [number for _, number in ordered if number]
    return Parcel(numbers[-1] if numbers else "", [operation for operation, _ in ordered])


def _operation(record: etree._Element) -> Operation:
    told = "OperationParameters"
    index = index_of(text_at(record, "AddressParameters", "OperationAddress", "Index"))
    place = text_at(record, "AddressParameters", "OperationAddress", "Description")
    if not (place or index):  # abroad the country may be all that is known
        place = text_at(record, "AddressParameters", "CountryOper", "NameRU")
    words = words_of(
        text_at(record, told, "OperType", "Id"),
        text_at(record, told, "OperAttr", "Id"),
        text_at(record, told, "OperType", "Name"),
        text_at(record, told, "OperAttr", "Name"),
    )
    return Operation(*words, moment(text_at(record, told, "OperDate")), index, line_of(place) or None)


def _ordered(records: list[tuple[Operation, str]]) -> list[tuple[Operation, str]]:
    """By time, equal ones as they stand. One without a time or a zone stays behind the one that it follows."""
    latest = float("-inf")
    keyed: list[tuple[float, tuple[Operation, str]]] = []
    for record in records:
        at = record[0].at
        if at is not None and at.tzinfo is not None:
            latest = at.timestamp()
        keyed.append((latest, record))
    return [record for _, record in sorted(keyed, key=lambda one: one[0])]
