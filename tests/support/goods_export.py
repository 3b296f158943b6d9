"""An export without database: rows in, the files of the zip out; each export knows what the one before sent."""

import datetime as dt
import io
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from contracts.rows.directory import DirectoryKind, DirectoryRow
from service_kit.goods.reading import GoodsPage
from service_kit.runs.model import RunRow
from shop_sync.app.goods.diff import GoodsDiff
from shop_sync.app.goods.report import ExportReport
from shop_sync.app.goods.source import terms_of
from shop_sync.app.goods.writing import GoodsWriting
from shop_sync.app.ports import GoodsWriter, SentGood
from shop_sync.connectors.commerceml.connector import CommerceMlGoods
from shop_sync.domain.goods import Terms

MADE_AT = dt.datetime(2026, 11, 24, 7, 0, tzinfo=dt.UTC)
STORES = ("s1", "s2")
DIRECTORIES = (
    {"kind": "organization", "ref": "org", "name": "ООО «Ветер»", "inn": "7701234564", "kpp": "770101001"},
    {"kind": "store", "ref": "s1", "name": "Основной"},
    {"kind": "store", "ref": "s2", "name": "Магазин"},
    {"kind": "price_type", "ref": "retail", "name": "Розничная", "currency": "RUB"},
    {"kind": "price_type", "ref": "dollar", "name": "В долларах", "currency": "USD"},
    {"kind": "currency", "ref": "rub", "name": "Рубль", "currency": "RUB", "rate": "1"},
    {"kind": "currency", "ref": "usd", "name": "Доллар", "currency": "USD", "rate": "80.5"},
    {"kind": "currency", "ref": "cny", "name": "Юань", "currency": "CNY"},
    {"kind": "vat_rate", "ref": "vat-22", "name": "НДС 22 %", "rate": "22"},
    {"kind": "vat_rate", "ref": "vat-none", "name": "Без НДС"},
    {"kind": "product_group", "ref": "g", "name": "Обувь", "sort": 1},
    {"kind": "product_group", "ref": "g-sub", "name": "Кеды", "sort": 2, "parent_ref": "g"},
    {"kind": "product_group", "ref": "other", "name": "Дом & сад", "sort": 3},
)


def directories(rows: Sequence[Mapping[str, Any]] = DIRECTORIES) -> dict[DirectoryKind, dict[str, DirectoryRow]]:
    found: dict[DirectoryKind, dict[str, DirectoryRow]] = {kind: {} for kind in DirectoryKind}
    for row in rows:
        found[DirectoryKind(row["kind"])][row["ref"]] = DirectoryRow.model_validate({"sequence": 1, **row})
    return found


class Goods:
    """The rows of a replica, changed by a test."""

    def __init__(self) -> None:
        self.products: dict[str, dict[str, Any]] = {}
        self.stock: dict[tuple[str, str | None, str], dict[str, Any]] = {}
        self.prices: dict[tuple[str, str | None, str], dict[str, Any]] = {}

    def product(self, ref: str, *, price: str | None = "100.00", stock: str = "5", **row: Any) -> None:
        """A product with a retail price and its stock in the first store."""
        self.products[ref] = {
            "ref": ref,
            "name": f"Товар {ref}",
            "measures": [{"ref": "u", "name": "шт", "code": "796"}],
        }
        self.products[ref] |= row
        if price is not None:
            self.price(ref, price)
        self.lies(ref, stock)

    def price(
        self, ref: str, amount: str, variant: str | None = None, type_: str = "retail", currency: str = "RUB"
    ) -> None:
        line = {"product_ref": ref, "price_type_ref": type_, "amount": amount, "currency": currency}
        self.prices[ref, variant, type_] = line | ({"variant_ref": variant} if variant else {})

    def lies(self, ref: str, total: str, variant: str | None = None, store: str = "s1", reserved: str = "0") -> None:
        line = {"product_ref": ref, "store_ref": store, "total": total, "reserved": reserved}
        self.stock[ref, variant, store] = line | ({"variant_ref": variant} if variant else {})

    def page(self, stores: Sequence[str], price_types: Sequence[str]) -> GoodsPage:
        """All of it as one page of the reader."""
        page = GoodsPage(
            None,
            [{"ref": ref, "deleted": False, "row": row} for ref, row in sorted(self.products.items())],
        )
        for line in self.stock.values():
            if line["store_ref"] in stores:
                page.stock.setdefault(line["product_ref"], []).append(line)
        for line in self.prices.values():
            if line["price_type_ref"] in price_types:
                page.prices.setdefault(line["product_ref"], []).append(line)
        return page


class Result:
    """What one export made."""

    def __init__(self, files: Mapping[str, bytes], report: ExportReport, sent: list[SentGood]) -> None:
        self.files = files
        self.rows: dict[str, RunRow] = {row.where: row for row in report.rows}
        self.tally = report.tally
        self.sent = {good.ref: good for good in sent}

    def tree(self, name: str) -> ElementTree.Element:
        """A file, read by a parser of the standard library; names lose their namespace."""
        root = ElementTree.fromstring(self.files[name])  # noqa: S314  # our own file
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        return root

    def goods(self) -> dict[str, ElementTree.Element]:
        """Cards by «Ид»."""
        return self._by_id("import.xml", "Товар")

    def offers(self, name: str = "offers.xml") -> dict[str, ElementTree.Element]:
        """Offers by «Ид»."""
        return self._by_id(name, "Предложение")

    def _by_id(self, name: str, tag: str) -> dict[str, ElementTree.Element]:
        if name not in self.files:
            return {}
        return {str(element.findtext("Ид")): element for element in self.tree(name).iter(tag)}


@dataclass(frozen=True, slots=True)
class Written:
    """What one export wrote, before its files are made whole."""

    writer: GoodsWriter
    pictures: Path
    terms: Terms
    report: ExportReport
    sent: list[SentGood]

    def result(self, files: Mapping[str, bytes]) -> Result:
        """The export with its files."""
        return Result(files, self.report, self.sent)


class Shop:
    """One connection: each export knows what the one before sent."""

    def __init__(self, folder: Path, goods: Goods, config: Mapping[str, Any]) -> None:
        self.goods = goods
        self.config = {"organization": "org", "owner": "emp", "price_lists": ["retail"], **config}
        self.directories = directories()
        self.sent: dict[str, SentGood] = {}
        self.marked: set[str] = set()
        self.images: dict[str, str | None] = {}
        self._folder = folder
        self._count = 0

    def export(
        self, *, dry_run: bool = False, limit: int | None = None, only: Collection[str] | None = None, **config: Any
    ) -> Result:
        """Export all goods with the settings of the connection, but for `config`; in files of `limit` bytes if given.

        `only`: the retry of these goods.
        """
        made = self.write(dry_run=dry_run, only=only, **config)
        if limit is not None:
            return made.result({path.name: path.read_bytes() for path in made.writer.files(limit, MADE_AT)})
        target = io.BytesIO()
        files: dict[str, bytes] = {}
        if made.writer.anything():
            made.writer.pack(target, made.pictures, MADE_AT)
            with zipfile.ZipFile(target) as archive:
                files = {name: archive.read(name) for name in archive.namelist()}
        result = made.result(files)
        if not dry_run:
            self.sent = result.sent
        return result

    def write(self, *, dry_run: bool = False, only: Collection[str] | None = None, **config: Any) -> Written:
        """Write all goods, without making files of them yet."""
        connection: Any = type("C", (), {"id": "11111111-2222-3333-4444-555555555555", "config": self.config | config})
        format_ = CommerceMlGoods()
        terms = terms_of(format_.settings(connection), self.directories, only)
        self._count += 1
        folder = self._folder / str(self._count)
        folder.mkdir()
        report = ExportReport(io.BytesIO())
        writer = format_.writer(connection, terms, self.directories, folder)
        diff, writing = GoodsDiff(terms, writer, report), GoodsWriting(terms, writer, report, dry_run=dry_run)
        page = diff.page(self.goods.page(terms.stores, terms.price_types), self.marked, self.sent)
        sent = writing.page(page, self.images)
        return Written(writer, folder / "pictures", terms, report, sent)
