"""«Заказы покупателей», their numbers and payments."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.base import AccountId, Ref
from contracts.rows.documents import OrderRow
from platform_bridge.adapters.embedded.records import Records, as_json, key
from platform_bridge.app.ports import KnownOrder
from platform_bridge.domain.orders import NaturalKey, Part
from platform_bridge.domain.payments import Paid, PaymentRecord, to_register
from service_kit.ids import new_id
from service_kit.inbox import write
from service_kit.mongo import Document, InsertOne, Mongo, ReturnDocument, Session, UpdateOne


class Orders(Records[OrderRow]):
    """Order rows, with the version of the outside order that each holds."""

    def __init__(self, mongo: Mongo) -> None:
        super().__init__(mongo, "orders", OrderRow)
        self._counters = mongo["counters"]

    async def save(self, account: AccountId, rows: Sequence[OrderRow], session: Session) -> None:
        """Store new versions of rows; what is known of their outside orders stays."""
        writes = []
        for row in rows:
            identity = {"_id": key(account, row.ref), "account": account}
            changed = {"$set": {"sequence": row.sequence, "row": as_json(row)}}
            writes.append(UpdateOne(identity, {**changed, "$setOnInsert": {"version": 0, "missed": []}}, upsert=True))
        await write(self.collection, writes, session)

    async def known(
        self, account: AccountId, keys: Iterable[NaturalKey], session: Session
    ) -> dict[NaturalKey, KnownOrder]:
        """Orders by natural key; two `$in` meet the unique index, what they catch beyond `keys` is dropped."""
        wanted = set(keys)
        query = {
            "account": account,
            "row.origin.connection": {"$in": sorted({connection for connection, _ in wanted})},
            "row.origin.outside_id": {"$in": sorted({outside for _, outside in wanted})},
        }
        found = await self.collection.find(query, session=session).to_list(None)
        by_key = {(row["row"]["origin"]["connection"], row["row"]["origin"]["outside_id"]): row for row in found}
        return {natural: self._known(row) for natural, row in by_key.items() if natural in wanted}

    async def next_numbers(self, account: AccountId, count: int, kind: str = "orders") -> Sequence[str]:
        """The next `count` numbers of a kind; outside any transaction, so that workers do not wait for each other."""
        if not count:
            return ()
        counter = await self._counters.find_one_and_update(
            {"_id": key(account, kind), "account": account},
            {"$inc": {"value": count}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        last: int = counter["value"]
        return [str(number) for number in range(last - count + 1, last + 1)]

    async def create(self, account: AccountId, orders: Sequence[KnownOrder], session: Session) -> None:
        """Insert; Conflict when another worker stored an order of the same natural key."""
        await write(self.collection, [InsertOne({**_identity(account, o), **_fields(o)}) for o in orders], session)

    async def update(self, account: AccountId, orders: Sequence[KnownOrder], session: Session) -> None:
        """Replace the fields of stored orders."""
        await write(self.collection, [UpdateOne(_identity(account, o), {"$set": _fields(o)}) for o in orders], session)

    def _known(self, document: Document) -> KnownOrder:
        return KnownOrder(self._row(document), document["version"], frozenset(map(Part, document["missed"])))


def _identity(account: AccountId, order: KnownOrder) -> Document:
    return {"_id": key(account, order.row.ref), "account": account}


def _fields(order: KnownOrder) -> Document:
    return {
        "sequence": order.row.sequence,
        "version": order.version,
        "missed": sorted(order.missed),
        "row": as_json(order.row),
    }


@dataclass(frozen=True, slots=True)
class OrderPayment:
    """A registered payment; `document_ref` is the payment document that a person made."""

    ref: Ref
    amount: Decimal
    currency: str
    paid_at: dt.datetime
    method: str | None
    document_ref: Ref | None


class Payments:
    """Payments of orders: {_id, account, order, ref, key, amount, currency, paid_at, method, document?}.

    Amounts are strings; `document` is the payment document that a person made.
    """

    def __init__(self, mongo: Mongo) -> None:
        self._payments = mongo["payments"]

    async def register(
        self, account: AccountId, wanted: Mapping[Ref, Sequence[Paid]], session: Session
    ) -> Mapping[Ref, Decimal]:
        """Register what is new and give the sums per order."""
        query = {"account": account, "order": {"$in": sorted(wanted)}}
        known: defaultdict[Ref, dict[Ref, PaymentRecord]] = defaultdict(dict)
        for document in await self._payments.find(query, session=session).to_list(None):
            record = _record(document)
            known[document["order"]][record.ref] = record
        writes: list[InsertOne[Document] | UpdateOne] = []
        for order, payments in wanted.items():
            for record in to_register(known[order].values(), payments, lambda: Ref(new_id())):
                identity = {"_id": key(account, record.ref), "account": account}
                fields = {"order": order, "ref": record.ref, **_paid(record.paid)}
                old = record.ref in known[order]
                writes.append(UpdateOne(identity, {"$set": fields}) if old else InsertOne({**identity, **fields}))
                known[order][record.ref] = record
        await write(self._payments, writes, session)
        return {order: sum((record.paid.amount for record in known[order].values()), Decimal(0)) for order in wanted}

    async def of_order(self, account: AccountId, order: Ref) -> list[OrderPayment]:
        """Payments of one order, oldest first."""
        found = await self._payments.find({"account": account, "order": order}).sort("_id", 1).to_list(None)
        return [
            OrderPayment(
                ref=one["ref"],
                amount=Decimal(one["amount"]),
                currency=one["currency"],
                paid_at=one["paid_at"],
                method=one.get("method"),
                document_ref=one.get("document"),
            )
            for one in found
        ]

    async def of_document(
        self,
        account: AccountId,
        document: Ref,
        orders: Sequence[Ref],
        paid: Mapping[Ref, Paid],
        session: Session,
    ) -> Mapping[Ref, Decimal]:
        """Replace what a document pays and give the sums per order."""
        await self._payments.delete_many({"account": account, "document": document}, session=session)
        writes: list[InsertOne[Document] | UpdateOne] = []
        for order, payment in paid.items():
            ref = Ref(new_id())
            identity = {"_id": key(account, ref), "account": account}
            writes.append(InsertOne({**identity, "order": order, "ref": ref, "document": document, **_paid(payment)}))
        await write(self._payments, writes, session)
        sums = dict.fromkeys(orders, Decimal(0))
        query = {"account": account, "order": {"$in": sorted(orders)}}
        for found in await self._payments.find(query, session=session).to_list(None):
            sums[found["order"]] += Decimal(found["amount"])
        return sums


def _paid(paid: Paid) -> Document:
    return {
        "key": paid.key,
        "amount": format(paid.amount, "f"),
        "currency": paid.currency,
        "paid_at": paid.paid_at,
        "method": paid.method,
    }


def _record(document: Document) -> PaymentRecord:
    paid = Paid(
        document["key"], Decimal(document["amount"]), document["currency"], document["paid_at"], document["method"]
    )
    return PaymentRecord(document["ref"], paid)
