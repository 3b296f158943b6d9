"""Read an archive of exported goods with nothing of the product: the standard library's zip and XML readers."""

import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile


@dataclass(frozen=True)
class GoodsZip:
    """What is in the archive: ids of goods, ids of offers with their first price, names of pictures."""

    goods: frozenset[str]
    offers: dict[str, str | None]
    pictures: frozenset[str]


def read_goods(archive: bytes | Path) -> GoodsZip:
    """Read import.xml and offers.xml, streaming, and list the pictures."""
    with ZipFile(io.BytesIO(archive) if isinstance(archive, bytes) else archive) as opened:
        goods = frozenset(_text(element, "Ид") or "" for element in _elements(opened, "import.xml", "Товар"))
        offers: dict[str, str | None] = {}
        for element in _elements(opened, "offers.xml", "Предложение"):
            price = element.find("{*}Цены/{*}Цена/{*}ЦенаЗаЕдиницу")
            offers[_text(element, "Ид") or ""] = None if price is None else price.text
        pictures = frozenset(name for name in opened.namelist() if name.startswith("import_files/"))
    return GoodsZip(goods, offers, pictures)


def _elements(archive: ZipFile, name: str, tag: str) -> Iterator[ET.Element]:
    with archive.open(name) as file:
        for _, element in ET.iterparse(file):  # noqa: S314
            if element.tag.rpartition("}")[2] == tag:
                yield element
                element.clear()


def _text(element: ET.Element, tag: str) -> str | None:
    found = element.find("{*}" + tag)
    return None if found is None else found.text
