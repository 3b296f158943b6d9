"""Answer of getOperationHistory. Names of sender and addressee stand in it (UserParameters) and are not read."""

from typing import BinaryIO

from lxml import etree

from post_tracker.connectors.pochta.soap.elements import Unreadable, elements, text_at
from post_tracker.connectors.pochta.soap.values import index_of, moment, words_of
from post_tracker.domain.tracking import Operation, Parcel

HISTORY = "OperationHistoryData"


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
    return Operation(*words, moment(text_at(record, told, "OperDate")), index, place or None)


def _ordered(records: list[tuple[Operation, str]]) -> list[tuple[Operation, str]]:
    """By time when all have one with a zone, else as they stand: other times cannot be compared."""
    times = [operation.at for operation, _ in records]
    if any(time is None or time.tzinfo is None for time in times):
        return records
    return sorted(records, key=lambda record: record[0].at.timestamp() if record[0].at else 0.0)
