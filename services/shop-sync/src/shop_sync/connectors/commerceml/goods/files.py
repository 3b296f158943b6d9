"""The files of one export: written side by side while goods stream by, made whole at the end, in a zip or singly."""

import datetime as dt
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final
from zoneinfo import ZoneInfo

from service_kit.errors import DataError
from shop_sync.app.ports import Card, Directories
from shop_sync.connectors.commerceml.config import CommerceMlForm
from shop_sync.connectors.commerceml.goods.cards import Cards
from shop_sync.connectors.commerceml.goods.heads import CATALOGUE_END, END, PACKAGE_END, Heads
from shop_sync.connectors.commerceml.goods.offers import Offers
from shop_sync.connectors.commerceml.goods.spans import Part, Span, spans_of
from shop_sync.domain.goods import Good, Offer, Price, Terms

_CARD_END: Final = "</Товар>\n".encode()
_OFFER_END: Final = "</Предложение>\n".encode()
_LEVEL: Final = 1
"""Of zlib: higher ones cost more time than the whole export and gain a tenth."""
_BUFFER: Final = 1024 * 1024


class GoodsPackage:
    """Port GoodsWriter. Bodies go to plain files in `folder`, since heads are known only when all goods are seen."""

    def __init__(
        self, connection: str, config: CommerceMlForm, terms: Terms, directories: Directories, folder: Path
    ) -> None:
        self._config = config
        self._terms = terms
        self._folder = folder
        self._cards = Cards(config, directories)
        self._offers = Offers(config, self._cards)
        self._heads = Heads(connection, config.organization, directories, config.dialect)
        split = self._offers.split
        self._names = _names(split=split)
        self._left_out = () if terms.with_cards else (0, 1) if split else (0,)
        self._bodies: list[BinaryIO] = [(folder / name).open("wb", buffering=_BUFFER) for name in self._names]
        self._written = [0] * len(self._names)

    def refusal(self, good: Good) -> str | None:
        """Key of the reason why the format cannot hold the good, if so."""
        return self._cards.refusal(good)

    def card(self, good: Good) -> Card:
        """The card of a good."""
        return self._cards.card(good)

    def offer(self, good: Good, offer: Offer) -> tuple[bytes, ...]:
        """One of its offers, a piece of each file of offers."""
        return self._offers.offer(good, offer)

    def removed_card(self, ref: str) -> Card:
        """The card of a good that is gone."""
        return self._cards.removed(ref)

    def removed_offer(self, ref: str, key: str, price: str) -> tuple[bytes, ...]:
        """An offer that is gone, at its last price."""
        type_ = self._terms.price_types[0]
        return self._offers.removed(ref, key, Price(type_, price, self._terms.currency or "RUB"))

    def put_card(self, card: Card, images: Sequence[str]) -> None:
        """Write a card with the names of its pictures."""
        pictures = "".join(f"<Картинка>{name}</Картинка>" for name in images)
        self._put(0, card.head + pictures.encode() + card.tail)

    def put_offer(self, offer: tuple[bytes, ...]) -> None:
        """Write an offer."""
        for place, piece in enumerate(offer, start=1):
            self._put(place, piece)

    def anything(self) -> bool:
        """Whether anything was written."""
        return any(self._written)

    def files(self, limit: int | None, made_at: dt.datetime) -> list[Path]:
        """Write whole files of up to `limit` bytes, in the order in which a shop takes them in.

        DataError `files_limit_too_small` when the groups and properties alone need more.
        """
        folder = self._folder / "files"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        made = []
        for part in self._parts(limit, made_at):
            with (folder / part.name).open("wb") as target:
                part.write(target)
            made.append(folder / part.name)
        return made

    def pack(self, target: BinaryIO, images: Path, made_at: dt.datetime) -> None:
        """Write the zip."""
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
            for part in self._parts(None, made_at):
                with archive.open(part.name, "w", force_zip64=True) as member:
                    part.write(member)
            for picture in sorted(path for path in images.rglob("*") if path.is_file()):
                archive.write(picture, picture.relative_to(images).as_posix(), zipfile.ZIP_STORED)

    def _put(self, place: int, piece: bytes) -> None:
        if piece and place not in self._left_out:
            self._bodies[place].write(piece)
            self._written[place] += 1

    def _parts(self, limit: int | None, made_at: dt.datetime) -> list[Part]:
        """All files. Where they are not all of the goods, each must say so: the shop would hide the rest."""
        for body in self._bodies:
            body.close()
        root = self._heads.root(made_at.astimezone(ZoneInfo(self._config.timezone)))
        spans = {
            place: self._spans(place, limit, len(f"{root}{head}{self._end(place)}{END}".encode()))
            for place in range(len(self._names))
            if (head := self._head(place, changes_only=False))
        }
        changes_only = not self._terms.whole or any(len(found) > 1 for found in spans.values())
        return [
            Part(
                name=_part_name(self._names[place], number if len(found) > 1 else None),
                head=f"{root}{self._head(place, changes_only=changes_only)}".encode(),
                body=self._folder / self._names[place],
                span=span,
                end=f"{self._end(place)}{END}".encode(),
            )
            for place, found in spans.items()
            for number, span in enumerate(found, start=1)
        ]

    def _spans(self, place: int, limit: int | None, around: int) -> list[Span]:
        body = self._folder / self._names[place]
        if limit is None or around + body.stat().st_size <= limit:
            return [(0, body.stat().st_size)]
        if around > limit // 2:
            raise DataError("files_limit_too_small", limit=limit, needed=around)
        return list(spans_of(body, _OFFER_END if place else _CARD_END, limit - around))

    def _head(self, place: int, *, changes_only: bool) -> str:
        """Everything before the first card or offer; nothing when the file is not needed."""
        if place:
            if not self._written[place]:
                return ""
            terms = self._terms
            return self._heads.package(terms.price_types, terms.currency, terms.stores, changes_only=changes_only)
        if place in self._left_out:
            return ""
        head = self._heads.classifier(self._cards.groups, self._cards.properties)
        return head + (self._heads.catalogue(changes_only=changes_only) if self._written[0] else "")

    def _end(self, place: int) -> str:
        if place:
            return PACKAGE_END
        return CATALOGUE_END if self._written[0] else ""


def _names(*, split: bool) -> tuple[str, ...]:
    return ("import.xml", "offers.xml", "prices.xml", "rests.xml") if split else ("import.xml", "offers.xml")


def _part_name(name: str, number: int | None) -> str:
    """`import0_1.xml`, `import0_2.xml` …, as 1C names the parts of a large file."""
    return name if number is None else f"{name.removesuffix('.xml')}0_{number}.xml"
