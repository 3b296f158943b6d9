"""A service's own copy of the platform's records, kept by …Changed batches and begun by a snapshot.

The newest version of a record wins, whatever the order of arrival; a deleted one stays as a mark of its version.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from contracts.base import AccountId, Ref
from contracts.events.changed import (
    DirectoriesChanged,
    PricesChanged,
    ProductsChanged,
    SnapshotKind,
    SnapshotRequested,
    SnapshotRequestedData,
    StockChanged,
)
from contracts.rows.base import Row
from contracts.rows.directory import DirectoryKind
from contracts.rows.goods import ProductRow
from contracts.topology import WorkQueue
from service_kit.connections.integration import Choice, ListChoices
from service_kit.connections.store import Connection
from service_kit.goods.keys import product_keys
from service_kit.ids import new_id, utc_now
from service_kit.mongo import Document, Index, Mongo, newest_wins
from service_kit.outbox import Outbox, Unit

ENSURE_TENTHS = 50

ReplicaEvent = Annotated[
    ProductsChanged | StockChanged | PricesChanged | DirectoriesChanged, Field(discriminator="type")
]

_KINDS: Mapping[str, tuple[SnapshotKind, str]] = {
    ProductsChanged.key: (SnapshotKind.PRODUCTS, "replica_products"),
    StockChanged.key: (SnapshotKind.STOCK, "replica_stock"),
    PricesChanged.key: (SnapshotKind.PRICES, "replica_prices"),
    DirectoriesChanged.key: (SnapshotKind.DIRECTORIES, "replica_directories"),
}


class Replica:
    """Products, stock, prices and directories of all accounts that have a connection here: those kinds of them whose
    changes `queue` gets.
    """

    INDEXES = (
        Index("replica_products", (("account", 1), ("keys.key", 1))),
        Index("replica_products", (("account", 1), ("ref", 1))),
        Index("replica_stock", (("account", 1), ("row.product_ref", 1))),
        Index("replica_prices", (("account", 1), ("row.product_ref", 1))),
        Index("replica_directories", (("account", 1), ("row.kind", 1), ("row.name", 1))),
        Index("replica_state", (("account", 1),)),
    )

    def __init__(self, mongo: Mongo, outbox: Outbox, service: str, queue: WorkQueue) -> None:
        self._mongo = mongo
        self._outbox = outbox
        self._service = service
        self._queue = queue

    async def begin(self, account: AccountId, unit: Unit) -> None:
        """Ask for the snapshot of the account's records, if that was not done before."""
        state = self._mongo["replica_state"]
        if await state.find_one({"_id": account, "account": account}, {"_id": 1}, session=unit.session):
            return
        kinds = tuple(kind for key, (kind, _) in _KINDS.items() if key in self._queue.keys)
        request = SnapshotRequested.new(
            SnapshotRequestedData(kinds=kinds, reply_to=self._queue.name),
            event_id=new_id(),
            now=utc_now(),
            service=self._service,
            account=account,
            subject=self._service,
        )
        waiting = {kind: {"received": 0, "parts": None} for kind in kinds}
        document = {"_id": account, "account": account, "request": request.id, "kinds": waiting}
        await state.insert_one(document, session=unit.session)
        unit.emit(request)

    async def connected(self, before: Connection | None, connection: Connection, unit: Unit) -> None:
        """Begin for the account of a new connection."""
        if before is None:
            await self.begin(connection.account, unit)

    async def ensure(self, account: AccountId) -> None:
        """Begin if need be, and wait a few seconds for the snapshot: somebody is looking at an empty select."""

        async def body(unit: Unit) -> None:
            await self.begin(account, unit)

        if await self.ready(account):
            return
        await self._outbox.transact(body)
        for _ in range(ENSURE_TENTHS):
            if await self.ready(account):
                return
            await asyncio.sleep(0.1)

    async def ready(self, account: AccountId) -> bool:
        """Whether the snapshot of the account has arrived whole."""
        found = await self._mongo["replica_state"].find_one({"_id": account, "account": account})
        return found is not None and all(kind["received"] == kind["parts"] for kind in found["kinds"].values())

    async def work(self, events: Sequence[ReplicaEvent], unit: Unit) -> None:
        """Take over the rows of `events`; the work of a batch consumer."""
        newest: dict[str, dict[str, Document]] = {}
        for event in events:
            kind, collection = _KINDS[event.key]
            kept = newest.setdefault(collection, {})
            for document in _documents(event.account, event.data.rows):
                known = kept.get(document["_id"])
                if known is None or known["sequence"] < document["sequence"]:
                    kept[document["_id"]] = document
            if event.data.snapshot is not None:
                await self._count_part(event, kind, unit)
        for collection, documents in newest.items():
            if documents:
                writes = [
                    newest_wins({"_id": document["_id"], "account": document["account"]}, document)
                    for document in documents.values()
                ]
                await self._mongo[collection].bulk_write(writes, ordered=False, session=unit.session)

    async def directory(self, account: AccountId, kind: DirectoryKind, part: str) -> list[Choice]:
        """Entries of a directory whose name contains `part`, for a select; a currency is chosen by its ISO code."""
        query = {"account": account, "row.kind": kind, "deleted": False, "row.archived": False}
        rows = await self._mongo["replica_directories"].find(query).sort("row.sort", 1).to_list(None)
        value = "currency" if kind is DirectoryKind.CURRENCY else "ref"
        found = (Choice(row["row"][value], row["row"]["name"]) for row in rows if value in row["row"])
        return [choice for choice in found if part.casefold() in choice.label.casefold()]

    async def final(self, account: AccountId, kind: DirectoryKind) -> frozenset[Ref]:
        """Entries of a directory of statuses that nothing follows."""
        query = {"account": account, "row.kind": kind, "deleted": False, "row.final": True}
        rows = await self._mongo["replica_directories"].find(query, {"ref": 1}).to_list(None)
        return frozenset(row["ref"] for row in rows)

    def lists(self, kinds: Mapping[str, DirectoryKind]) -> Mapping[str, ListChoices]:
        """Choices of forms by the names of their lists, each from a directory."""

        def of(kind: DirectoryKind) -> ListChoices:
            async def choices(account: AccountId, part: str) -> list[Choice]:
                await self.ensure(account)
                return await self.directory(account, kind, part)

            return choices

        return {name: of(kind) for name, kind in kinds.items()}

    async def _count_part(self, event: Any, kind: SnapshotKind, unit: Unit) -> None:
        snapshot = event.data.snapshot
        change: Document = {"$inc": {f"kinds.{kind}.received": 1}}
        if snapshot.parts is not None:
            change["$set"] = {f"kinds.{kind}.parts": snapshot.parts}
        asked = {"_id": event.account, "account": event.account, "request": snapshot.request}
        await self._mongo["replica_state"].update_one(asked, change, session=unit.session)


def _documents(account: AccountId, rows: Iterable[Row]) -> Iterable[Document]:
    for row in rows:
        document: Document = {
            "_id": f"{account}|{row.ref}",
            "account": account,
            "ref": row.ref,
            "sequence": row.sequence,
            "deleted": row.deleted,
            "row": row.model_dump(mode="json", exclude_none=True),
        }
        if isinstance(row, ProductRow) and not row.deleted and not row.archived:
            document["keys"] = [{"key": key, "variant": variant} for key, variant in product_keys(row)]
        yield document
