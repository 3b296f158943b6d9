"""Files of a catalogue, plain or in an archive, read as a stream: memory does not grow with the file."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from lxml import etree

from platform_bridge.adapters.commerceml.classifier import READERS
from platform_bridge.adapters.commerceml.goods import item_of
from platform_bridge.adapters.commerceml.values import flag
from platform_bridge.domain.catalogue import Entry, Item, Name
from service_kit.archive import XmlArchive, is_zip
from service_kit.xml import Format, local_name, read_elements

_OFFER: Final = "Предложение"
_GOODS: Final = ("Товар", _OFFER)
_FORM: Final = Format("Товар", frozenset({"КоммерческаяИнформация"}), also=frozenset({_OFFER, "Ид", *READERS}))
"""«Ид» outside of all others is that of the catalogue: by the time of its goods the tree holds it no more."""
_CATALOGUE: Final = "Каталог"
_ONLY_CHANGES: Final = "СодержитТолькоИзменения"


class CommerceMlCatalogue:
    """Each method reads a file from its beginning; the thread that begins an iterator must end it.

    Iterators raise XmlError and ArchiveError (both DataError) behind what was read before the fault.
    """

    def names(self, path: Path) -> Iterator[Entry | Name]:
        """The classifier: groups, properties, price types, warehouses, units."""
        for element in _elements(path):
            read = READERS.get(local_name(element.tag))
            if read is not None:
                yield from read(element)

    def items(self, path: Path) -> Iterator[Item]:
        """Goods and offers."""
        catalogue = ""
        for element in _elements(path):
            name = local_name(element.tag)
            if name in _GOODS:
                full_of = catalogue if _is_full(element) else None
                item = item_of(element, offer=name == _OFFER, full_of=full_of)
                if item is not None:
                    yield item
            elif name == "Ид" and (parent := element.getparent()) is not None and local_name(parent.tag) == _CATALOGUE:
                catalogue = (element.text or "").strip()

    def images(self, path: Path) -> Iterator[tuple[str, BinaryIO]]:
        """Path and content of what lies in an archive beside its .xml files."""
        if _is_archive(path):
            with XmlArchive(path) as archive:
                yield from archive.others()


def _elements(path: Path) -> Iterator[etree._Element]:
    for stream in _streams(path):
        for found in read_elements(stream, _FORM):
            yield found.element


def _streams(path: Path) -> Iterator[BinaryIO]:
    if _is_archive(path):
        with XmlArchive(path) as archive:
            for _, stream in archive.streams():
                yield stream
    else:
        with path.open("rb") as file:
            yield file


def _is_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return is_zip(file.read(4))


def _is_full(element: etree._Element) -> bool:
    """Whether the element stands in a catalogue that promises to have all of its goods."""
    for parent in element.iterancestors():
        if local_name(parent.tag) == _CATALOGUE:
            return not flag(parent.get(_ONLY_CHANGES, "true"))
    return False
