"""Read a file of orders: XML or zip, as large as the limit allows, in flat memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from service_kit.archive import UNPACKED_LIMIT, XmlArchive, is_zip
from service_kit.errors import DataError
from service_kit.orders.incoming import Incoming, ReadOrder, RejectedDocument
from service_kit.xml import Format, Found, read_elements, sniff
from shop_sync.connectors.commerceml.document import Heading, check_is_order, heading_of, map_order
from shop_sync.connectors.commerceml.labels import where_document
from shop_sync.connectors.commerceml.rejection import Rejection
from shop_sync.connectors.commerceml.rules import ReadingRules
from shop_sync.connectors.commerceml.seen import SeenTexts
from shop_sync.connectors.commerceml.tree import read_node

FORMAT: Final = Format(
    wanted="Документ",
    roots=frozenset({"КоммерческаяИнформация"}),
    fragments=frozenset({"Документ", "Контейнер"}),
)


def check_head(head: bytes) -> None:
    """Check the first 64 KiB at the moment of upload; raises `DataError`. A zip is checked when it is opened."""
    if not is_zip(head):
        sniff(head, FORMAT)


def total_bytes(path: Path) -> int:
    """How far `done` will go: size of the file, or of what is in the archive. Raises `DataError`."""
    with path.open("rb") as file:
        head = file.read(4)
    if not is_zip(head):
        return path.stat().st_size
    with XmlArchive(path) as archive:
        return archive.size


def read_orders(path: Path, rules: ReadingRules, *, skip: int = 0) -> Iterator[Incoming]:
    """Yield every «Документ» of the file in its order, the first `skip` ones passed over without mapping.

    Raises `DataError` about the file (`service_kit.xml`, `service_kit.archive`, `file_missing_on_disk`,
    `file_too_large`), after the documents before the place that cannot be read.
    """
    reader = _Reader(rules)
    for index, found in enumerate(_documents(path)):
        if index < skip:
            reader.pass_over(found.element)
        else:
            yield reader.read(index, found)


class _Reader:
    """Maps documents of one file and knows which numbers came already."""

    def __init__(self, rules: ReadingRules) -> None:
        self._rules = rules
        self._numbers = SeenTexts()
        self._ids = SeenTexts()

    def read(self, index: int, found: Found) -> Incoming:
        node = read_node(found.element)
        heading = heading_of(node)
        try:
            check_is_order(node, heading)
            self._check_new(heading)
            order = map_order(node, heading, self._rules)
        except Rejection as reason:
            where = where_document(index, heading)
            return RejectedDocument(index, where, reason.key, found.done, reason.details)
        return ReadOrder(index, heading.outside_id, order, found.done)

    def pass_over(self, element: etree._Element) -> None:
        node = read_node(element)
        heading = heading_of(node)
        try:
            check_is_order(node, heading)
            self._check_new(heading)
        except Rejection:  # was reported when the document was handled
            return

    def _check_new(self, heading: Heading) -> None:
        # both are remembered, also when the first one is known
        fresh = (self._numbers.add(heading.number), self._ids.add(heading.outside_id))
        if not all(fresh):
            raise Rejection("duplicate_number", number=heading.number)


def _documents(path: Path) -> Iterator[Found]:
    if not path.is_file():
        raise DataError("file_missing_on_disk", name=path.name)
    with path.open("rb") as file:
        if not is_zip(file.read(4)):
            _check_size(path)
            file.seek(0)
            yield from read_elements(file, FORMAT)
            return
    yield from _documents_in_archive(path)


def _documents_in_archive(path: Path) -> Iterator[Found]:
    before = 0
    with XmlArchive(path) as archive:
        for _, stream in archive.streams():
            for found in read_elements(stream, FORMAT):
                yield Found(found.element, before + found.done)
            before = archive.unpacked


def _check_size(path: Path) -> None:
    if path.stat().st_size > UNPACKED_LIMIT:
        raise DataError("file_too_large", limit_mb=UNPACKED_LIMIT // 1024**2)
