"""One page of a catalogue's pieces in one transaction: what differs is stored and told, the rest is left alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from contracts.base import Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.goods import PriceRow, ProductRow, StockRow
from platform_bridge.app.catalogue_ports import Catalogue
from platform_bridge.app.ledger import Page
from platform_bridge.app.ports import PlatformPort
from platform_bridge.domain.cards import Known, merged
from platform_bridge.domain.catalogue import Entry, Item, Name, ref_of
from platform_bridge.domain.images import image_refs
from platform_bridge.domain.orders import CURRENCY
from platform_bridge.domain.refs import NO_VAT, Refs, vat_key
from platform_bridge.domain.stock import empty_stock, price_ref, stock_ref
from service_kit.texts import Texts

_PREFIX = {DirectoryKind.PRODUCT_GROUP: "group", DirectoryKind.PRICE_TYPE: "price_type", DirectoryKind.STORE: "store"}
_PURCHASE = "закуп"
LAST = 1000
"""Place of imported entries in their directories: the first warehouse of an account is its own."""
_STUBS = {DirectoryKind.PRICE_TYPE: "catalogue_price_type", DirectoryKind.STORE: "catalogue_store"}


class CataloguePage:
    """Works on one page; `counts` tell what happened, `unused` are pictures that no card names any more."""

    def __init__(self, page: Page, platform: PlatformPort, catalogue: Catalogue, texts: Texts, run: str) -> None:
        self.counts: Counter[str] = Counter()
        self.unused: set[Ref] = set()
        self._page = page
        self._platform = platform
        self._catalogue = catalogue
        self._texts = texts
        self._run = run

    async def take_names(self, pieces: Sequence[Entry | Name]) -> None:
        """Entries of directories become entries here, names are remembered for the goods that mention them."""
        names = [piece for piece in pieces if isinstance(piece, Name)]
        await self._catalogue.remember(self._page.account, names, self._page.unit.session)
        entries = {_entry_ref(piece): piece for piece in pieces if isinstance(piece, Entry)}
        known: dict[str, DirectoryRow] = await self._page.stored(SnapshotKind.DIRECTORIES, entries)
        wanted = [_directory_row(ref, entry, known.get(ref)) for ref, entry in entries.items()]
        await self._keep("directories", SnapshotKind.DIRECTORIES, known, wanted)

    async def take_items(self, items: Sequence[Item]) -> None:
        """Cards with their variants, prices and stock."""
        page = self._page
        known_refs = await self._platform.known_refs(page.account, (), page.unit.session)
        vat = await self._vat(items, known_refs)
        known = await self._known(items, vat)
        cards: dict[str, ProductRow] = await page.stored(SnapshotKind.PRODUCTS, {item.product_ref for item in items})
        rows = {ref: card for ref, card in cards.items() if not card.deleted}
        for item in items:
            made = merged(rows.get(item.product_ref), item, known)
            if made is None:
                self.counts["without_card"] += 1
            else:
                rows[item.product_ref] = made
        await self._keep("products", SnapshotKind.PRODUCTS, cards, rows.values())
        for ref, row in rows.items():
            self.unused |= image_refs(cards[ref]) - image_refs(row) if ref in cards else set()
        await self._prices(items)
        await self._stock(items, known_refs.first(DirectoryKind.STORE))
        await self._catalogue.saw(page.account, _full(items, rows), self._run, page.unit.session)

    async def archive_absent(self, catalogue: str, limit: int) -> bool:
        """Archive up to `limit` goods of a full catalogue that this run did not see; tells whether more are left."""
        page = self._page
        refs = await self._catalogue.absent(page.account, catalogue, self._run, limit, page.unit.session)
        cards: dict[str, ProductRow] = await page.some(SnapshotKind.PRODUCTS, refs)
        gone = [card.model_copy(update={"archived": True}) for card in cards.values() if not card.archived]
        if gone:
            self.counts["products_archived"] += len(gone)
            await page.keep(SnapshotKind.PRODUCTS, *gone)
        await self._catalogue.forget(page.account, refs, page.unit.session)
        return len(refs) == limit

    async def _known(self, items: Sequence[Item], vat: Mapping[str, Ref]) -> Known:
        page = self._page
        asked = {("property", one.outside) for item in items for one in item.properties or ()}
        asked |= {("value", value) for item in items for one in item.properties or () for value in one.values}
        asked |= {("unit", item.unit.code) for item in items if item.unit and item.unit.code}
        groups = {ref_of("group", outside) for item in items for outside in item.groups or ()}
        paths = {path for item in items for path in item.images or ()}
        return Known(
            names=await self._catalogue.names(page.account, asked, page.unit.session),
            groups=frozenset(map(Ref, await page.some(SnapshotKind.DIRECTORIES, groups))),
            vat=vat,
            images=await self._catalogue.images(page.account, paths, page.unit.session),
        )

    async def _vat(self, items: Iterable[Item], refs: Refs) -> dict[str, Ref]:
        """Refs of the rates as they are written; a rate that the directory has not is added to it."""
        found: dict[str, Ref] = {}
        new: dict[Ref, DirectoryRow] = {}
        for written in {item.vat for item in items if item.vat is not None}:
            rate = vat_key(written)
            if rate in refs.vat:
                found[written] = refs.vat[rate]
            elif rate == NO_VAT or not rate.replace(".", "", 1).isdigit():
                self.counts["vat_unknown"] += 1
            else:
                ref = found[written] = ref_of("vat", rate)
                name = self._texts.get("catalogue_vat_rate", {"rate": rate}).what
                new[ref] = DirectoryRow(
                    ref=ref, sequence=0, kind=DirectoryKind.VAT_RATE, name=name, rate=Decimal(rate), sort=LAST
                )
        known: dict[str, DirectoryRow] = await self._page.stored(SnapshotKind.DIRECTORIES, new)
        await self._keep("directories", SnapshotKind.DIRECTORIES, known, new.values())
        return found

    async def _prices(self, items: Sequence[Item]) -> None:
        types = {price.price_type for item in items for price in item.prices}
        entries = await self._entries(DirectoryKind.PRICE_TYPE, types)
        rows: dict[str, PriceRow] = {}
        for item in items:
            for price in item.prices:
                entry = entries[ref_of("price_type", price.price_type)]
                ref = price_ref(item.product_ref, item.variant_ref, entry.ref)
                rows[ref] = PriceRow(
                    ref=ref,
                    sequence=0,
                    product_ref=item.product_ref,
                    variant_ref=item.variant_ref,
                    price_type_ref=entry.ref,
                    amount=price.amount,
                    currency=price.currency or entry.currency or CURRENCY,
                )
        known: dict[str, PriceRow] = await self._page.stored(SnapshotKind.PRICES, rows)
        await self._keep("prices", SnapshotKind.PRICES, known, rows.values())

    async def _stock(self, items: Sequence[Item], default: Ref | None) -> None:
        """What lies in each warehouse; goods without one lie in the first of the account."""
        stores = {store for item in items for store in item.stock or () if store}
        await self._entries(DirectoryKind.STORE, stores)
        totals: dict[str, StockRow] = {}
        for item in items:
            for store, total in (item.stock or {}).items():
                place = ref_of("store", store) if store else default
                if place is None:
                    self.counts["without_store"] += 1
                    continue
                key = (item.product_ref, item.variant_ref, place)
                totals[stock_ref(key)] = empty_stock(key).model_copy(update={"total": total})
        known: dict[str, StockRow] = await self._page.stored(SnapshotKind.STOCK, totals)
        wanted = [
            known[ref].model_copy(update={"total": row.total, "deleted": False}) if ref in known else row
            for ref, row in totals.items()
        ]
        await self._keep("stock", SnapshotKind.STOCK, known, wanted)

    async def _entries(self, kind: DirectoryKind, outside: Iterable[str]) -> dict[str, DirectoryRow]:
        """Entries of the directory by ref; one that only goods mention is made with a name to be mended later."""
        refs = {ref_of(_PREFIX[kind], one): one for one in outside}
        known: dict[str, DirectoryRow] = await self._page.stored(SnapshotKind.DIRECTORIES, refs)
        live = {ref: row for ref, row in known.items() if not row.deleted}
        new = {
            ref: DirectoryRow(ref=ref, sequence=0, kind=kind, name=self._stub(kind, one), sort=LAST)
            for ref, one in refs.items()
            if ref not in live
        }
        await self._keep("directories", SnapshotKind.DIRECTORIES, known, new.values())
        return {**live, **{str(ref): row for ref, row in new.items()}}

    def _stub(self, kind: DirectoryKind, outside: str) -> str:
        return self._texts.get(_STUBS[kind], {"id": outside[:8]}).what

    async def _keep(self, what: str, kind: SnapshotKind, known: Mapping[str, Row], wanted: Iterable[Any]) -> None:
        """Store rows that differ from the known ones as new versions of them."""
        changed = []
        for row in wanted:
            old = known.get(row.ref)
            if old is not None and _same(row, old):
                self.counts[f"{what}_unchanged"] += 1
                continue
            self.counts[f"{what}_created" if old is None or old.deleted else f"{what}_updated"] += 1
            changed.append(row.model_copy(update={"sequence": old.sequence if old else 0}))
        if changed:
            await self._page.keep(kind, *changed)


def _same(row: Row, old: Row) -> bool:
    return row.model_copy(update={"sequence": old.sequence, "updated_at": old.updated_at}) == old


def _entry_ref(entry: Entry) -> Ref:
    return ref_of(_PREFIX[DirectoryKind(entry.kind)], entry.outside)


def _directory_row(ref: Ref, entry: Entry, stored: DirectoryRow | None) -> DirectoryRow:
    old = stored if stored is not None and not stored.deleted else DirectoryRow(ref=ref, sequence=0, kind=entry.kind)
    priced = entry.kind == DirectoryKind.PRICE_TYPE
    fields: dict[str, Any] = {
        "name": entry.name,
        "archived": entry.deleted,
        "currency": entry.currency,
        "address": entry.address or old.address,
        "parent_ref": ref_of("group", entry.parent) if entry.parent else None,
        "purchase": old.purchase or (priced and _PURCHASE in entry.name.lower()),
        "sort": entry.sort or old.sort or LAST,
    }
    return old.model_copy(update=fields)


def _full(items: Iterable[Item], rows: Mapping[str, ProductRow]) -> dict[Ref, str]:
    """Cards that a full catalogue has, with its id."""
    return {
        item.product_ref: item.full_of
        for item in items
        if item.full_of is not None and item.product_ref in rows and not item.deleted
    }
