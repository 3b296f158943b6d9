"""The platform as the use cases see it, on the embedded store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from contracts.base import AccountId, Ref
from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind, DirectoryRow
from contracts.rows.documents import DocumentRow, DocumentType
from contracts.rows.goods import PriceRow, ProductRow, StockRow
from contracts.rows.people import DealRow, TicketRow
from platform_bridge.adapters.embedded.counterparties import Counterparties
from platform_bridge.adapters.embedded.orders import Orders, Payments
from platform_bridge.adapters.embedded.records import Records, key
from platform_bridge.adapters.embedded.stock import Stock
from platform_bridge.app.ports import KnownOrder, Upserted
from platform_bridge.domain.counterparties import Wanted
from platform_bridge.domain.orders import NaturalKey, StockChange, StockKey
from platform_bridge.domain.payments import Paid
from platform_bridge.domain.refs import Refs, name_key, vat_key
from service_kit.mongo import Document, Mongo, Session

_CHECKED = [
    kind.value
    for kind in (
        DirectoryKind.ORGANIZATION,
        DirectoryKind.EMPLOYEE,
        DirectoryKind.STORE,
        DirectoryKind.ORDER_STATUS,
        DirectoryKind.DELIVERY_METHOD,
        DirectoryKind.VAT_RATE,
    )
]


def product_facets(row: ProductRow) -> Document:
    """What orders are checked against, and the text that searches look into."""
    articles = (row.article, *(variant.article for variant in row.variants))
    codes = (*row.barcodes, *(code for variant in row.variants for code in variant.barcodes))
    return {
        "live": not (row.archived or row.deleted),
        "variants": [variant.ref for variant in row.variants if not variant.archived],
        "text": "\n".join(filter(None, (row.name, row.code, *articles, *codes))).lower(),
    }


def document_facets(row: DocumentRow) -> Document:
    """The date as a date: its text form does not sort to the second."""
    return {"date": row.date}


class EmbeddedStore:
    """PlatformPort on MongoDB, and the repositories behind it."""

    def __init__(self, mongo: Mongo) -> None:
        self.orders = Orders(mongo)
        self.payments = Payments(mongo)
        self.counterparties = Counterparties(mongo)
        self.stock = Stock(mongo)
        self.products = Records(mongo, "products", ProductRow, product_facets)
        self.prices = Records(mongo, "prices", PriceRow)
        self.directories = Records(mongo, "directories", DirectoryRow)
        self.tickets = Records(mongo, "tickets", TicketRow)
        self.deals = Records(mongo, "deals", DealRow)
        self.documents = Records(mongo, "documents", DocumentRow, document_facets)
        self._kept: Mapping[SnapshotKind, Records[Any]] = {
            SnapshotKind.PRODUCTS: self.products,
            SnapshotKind.STOCK: self.stock,
            SnapshotKind.PRICES: self.prices,
            SnapshotKind.COUNTERPARTIES: self.counterparties,
            SnapshotKind.ORDERS: self.orders,
            SnapshotKind.DEALS: self.deals,
            SnapshotKind.TICKETS: self.tickets,
            SnapshotKind.DOCUMENTS: self.documents,
            SnapshotKind.DIRECTORIES: self.directories,
        }

    def kept(self, kind: SnapshotKind) -> Records[Any]:
        return self._kept[kind]

    async def known_orders(
        self, account: AccountId, keys: Iterable[NaturalKey], session: Session
    ) -> Mapping[NaturalKey, KnownOrder]:
        return await self.orders.known(account, keys, session)

    async def known_refs(self, account: AccountId, products: Iterable[Ref], session: Session) -> Refs:
        """One look at the short directories and one at the products, without their cards."""
        entries = await self.directories.collection.find(
            {"account": account, "row.kind": {"$in": _CHECKED}, "row.archived": False, "row.deleted": False},
            {"row.kind": 1, "row.ref": 1, "row.name": 1, "row.rate": 1, "row.final": 1},
            sort=[("row.sort", 1), ("_id", 1)],
            session=session,
        ).to_list(None)
        directories: defaultdict[DirectoryKind, list[Ref]] = defaultdict(list)
        for entry in entries:
            directories[DirectoryKind(entry["row"]["kind"])].append(entry["row"]["ref"])
        cards = await self.products.collection.find(
            {"account": account, "_id": {"$in": [key(account, ref) for ref in products]}, "live": True},
            {"row.ref": 1, "variants": 1},
            session=session,
        ).to_list(None)
        return Refs(
            directories={kind: tuple(refs) for kind, refs in directories.items()},
            products={card["row"]["ref"]: frozenset(card["variants"]) for card in cards},
            vat={
                vat_key(entry["row"].get("rate")): entry["row"]["ref"]
                for entry in entries
                if entry["row"]["kind"] == DirectoryKind.VAT_RATE
            },
            methods={
                name_key(entry["row"]["name"]): entry["row"]["ref"]
                for entry in entries
                if entry["row"]["kind"] == DirectoryKind.DELIVERY_METHOD
            },
            final=frozenset(entry["row"]["ref"] for entry in entries if entry["row"].get("final")),
        )

    async def next_numbers(self, account: AccountId, count: int) -> Sequence[str]:
        return await self.orders.next_numbers(account, count)

    async def upsert_counterparties(self, account: AccountId, wanted: Sequence[Wanted], session: Session) -> Upserted:
        return await self.counterparties.upsert(account, wanted, session)

    async def create_orders(self, account: AccountId, orders: Sequence[KnownOrder], session: Session) -> None:
        await self.orders.create(account, orders, session)

    async def update_orders(self, account: AccountId, orders: Sequence[KnownOrder], session: Session) -> None:
        await self.orders.update(account, orders, session)

    async def change_stock(
        self, account: AccountId, changes: Mapping[StockKey, StockChange], session: Session
    ) -> Sequence[StockRow]:
        return await self.stock.change(account, changes, session)

    async def register_payments(
        self, account: AccountId, wanted: Mapping[Ref, Sequence[Paid]], session: Session
    ) -> Mapping[Ref, Decimal]:
        return await self.payments.register(account, wanted, session)

    async def pay_by_document(
        self,
        account: AccountId,
        document: Ref,
        orders: Sequence[Ref],
        paid: Mapping[Ref, Paid],
        session: Session,
    ) -> Mapping[Ref, Decimal]:
        return await self.payments.of_document(account, document, orders, paid, session)

    async def next_document_number(self, account: AccountId, kind: str) -> str:
        (number,) = await self.orders.next_numbers(account, 1, kind)
        return number

    async def held_realizations(self, account: AccountId, order: Ref, session: Session) -> Sequence[Ref]:
        query = {"row.links": order, "row.type": DocumentType.REALIZATION.value, "row.held": True, "row.deleted": False}
        return [row.ref for row in await self.documents.every(account, query, session)]

    async def goods_of(
        self, account: AccountId, product: Ref, session: Session = None
    ) -> tuple[Sequence[PriceRow], Sequence[StockRow]]:
        query = {"row.product_ref": product, "row.deleted": False}
        return (
            await self.prices.every(account, query, session),
            await self.stock.every(account, query, session),
        )

    async def first_entry(self, account: AccountId, kind: DirectoryKind, session: Session) -> Ref | None:
        query = {"account": account, "row.kind": kind.value, "row.archived": False, "row.deleted": False}
        found = await self.directories.collection.find_one(
            query, {"row.ref": 1}, sort=[("row.sort", 1), ("_id", 1)], session=session
        )
        return Ref(found["row"]["ref"]) if found else None

    async def employee_of(self, account: AccountId, login: str, session: Session) -> Ref | None:
        query = {"account": account, "row.kind": DirectoryKind.EMPLOYEE.value, "row.email": login, "row.deleted": False}
        found = await self.directories.collection.find_one(query, {"row.ref": 1}, session=session)
        return Ref(found["row"]["ref"]) if found else None

    async def find_counterparty(
        self, account: AccountId, phone: str | None, email: str | None, session: Session
    ) -> Ref | None:
        keys = [f"phone:{phone}"] * bool(phone) + [f"email:{email}"] * bool(email)
        return await self.counterparties.by_keys(account, keys, session)

    async def snapshot_page(
        self, account: AccountId, kind: SnapshotKind, after: Ref | None, limit: int, session: Session
    ) -> Sequence[Row]:
        return await self._kept[kind].after(account, after, limit, session)
