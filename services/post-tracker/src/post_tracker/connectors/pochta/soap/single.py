"""Answer of getOperationHistory. Names of sender and addressee stand in it (UserParameters) and are not read."""

from collections.abc import Sequence
from typing import BinaryIO

from lxml import etree

from post_tracker.connectors.pochta.soap.elements import Unreadable, elements, text_at
from post_tracker.connectors.pochta.soap.values import index_of, moment, words_of
from post_tracker.domain.tracking import History, Operation, Parcel

HISTORY = "OperationHistoryData"


def read_history(source: BinaryIO, number: str) -> Parcel:
    """The history of the number that was asked for; BizError as `elements` and `of_fault` have it."""
    for _, data in elements(source, HISTORY):
        return Parcel(number, history_in(data))
    raise Unreadable("post_answer_foreign")


def history_in(data: etree._Element) -> History:
    """Operations in the order of their times; the document has no promised order."""
    return _ordered([_operation(record) for record in data.iterchildren("{*}historyRecord")])


def number_in(data: etree._Element) -> str:
    """The number that the item has by the last record: it may have been given a new one; "" when none tells."""
    numbers = [text_at(record, "ItemParameters", "Barcode") for record in data.iterchildren("{*}historyRecord")]
    return next((number for number in reversed(numbers) if number), "")


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


def _ordered(operations: Sequence[Operation]) -> History:
    """By time when all have one with a zone, else as they stand: other times cannot be compared."""
    times = [operation.at for operation in operations]
    if any(time is None or time.tzinfo is None for time in times):
        return tuple(operations)
    return tuple(sorted(operations, key=lambda operation: operation.at.timestamp() if operation.at else 0.0))
