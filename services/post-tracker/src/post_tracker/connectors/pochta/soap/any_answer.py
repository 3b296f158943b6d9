"""Histories of an answer of either service, told apart by what is in it."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from post_tracker.connectors.pochta.soap import batch, single
from post_tracker.connectors.pochta.soap.elements import Unreadable, elements
from post_tracker.connectors.pochta.soap.faults import of_error
from post_tracker.domain.tracking import Parcel
from service_kit.xml import local_name

ERROR_OF_2015: Final = "Error"
"""In place of the items of a `file`."""


def read_any(source: BinaryIO) -> Iterator[Parcel]:
    """Parcels of a saved answer; nothing for the empty history of a single one, which does not tell its number."""
    found = False
    for name, element in elements(source, single.HISTORY, batch.ITEM, batch.ERROR, ERROR_OF_2015):
        if name == batch.ITEM and _is_asked(element):
            break
        found = True
        if name in {batch.ERROR, ERROR_OF_2015}:
            raise of_error(element)
        if name == batch.ITEM:
            yield batch.parcel_in(element)
        elif (parcel := single.parcel_in(element)).history:
            yield parcel
    if not found:
        raise Unreadable("post_answer_without_history")


def _is_asked(item: etree._Element) -> bool:
    """Whether the item is one of a request: those have numbers and nothing else."""
    parent = item.getparent()
    return parent is not None and local_name(parent.tag) == "request"
