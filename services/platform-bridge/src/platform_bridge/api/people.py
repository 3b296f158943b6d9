"""Counterparties, «Обращения» and deals."""

import re
from typing import Any

from fastapi import APIRouter, Response

from contracts.events.changed import SnapshotKind
from contracts.rows.people import CounterpartyRow, DealRow, TicketRow
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.api.callers import Cursor, Employee, Expected, Limit, RefFilter, Search, equal, shown
from platform_bridge.api.schemas import (
    CounterpartyFields,
    CounterpartyPage,
    DealFields,
    DealPage,
    NewCounterparty,
    NewDeal,
    NewTicket,
    TicketFields,
    TicketPage,
)
from platform_bridge.app.change_records import ChangeRecords
from platform_bridge.domain.contacts import email_text, phone_digits


def counterparties_router(store: EmbeddedStore, records: ChangeRecords) -> APIRouter:
    """Reading and changing; a record of another account is not found."""
    router = APIRouter(prefix="/v1/counterparties", tags=["counterparties"])
    kind, unknown = SnapshotKind.COUNTERPARTIES, "counterparty_unknown"

    @router.get("", response_model_exclude_none=True)
    async def find(caller: Employee, q: Search = None, cursor: Cursor = None, limit: Limit = 50) -> CounterpartyPage:
        """Search by a part of the name, or by a whole phone or e-mail."""
        query: dict[str, Any] = {}
        if q:
            by_name = {"row.name": {"$regex": re.escape(q.strip()), "$options": "i"}}
            keys = [f"phone:{phone_digits(q)}", f"email:{email_text(q)}"]
            query["$or"] = [by_name, {"keys": {"$in": keys}}]
        page = await store.counterparties.sorted_by(caller.account, "row.name", query, cursor, limit)
        return CounterpartyPage(items=page.items, next=page.next)

    @router.get("/{ref}", response_model_exclude_none=True)
    async def one(caller: Employee, ref: str, response: Response) -> CounterpartyRow:
        return shown(await store.counterparties.get(caller.account, ref), unknown, response)

    @router.post("", status_code=201, response_model_exclude_none=True)
    async def add(caller: Employee, body: NewCounterparty, response: Response) -> CounterpartyRow:
        made: CounterpartyRow = await records.add(caller.account, kind, body.given())
        return shown(made, unknown, response)

    @router.patch("/{ref}", response_model_exclude_none=True)
    async def change(
        caller: Employee, ref: str, body: CounterpartyFields, expected: Expected, response: Response
    ) -> CounterpartyRow:
        kept: CounterpartyRow = await records.change(caller.account, kind, ref, body.given(), expected)
        return shown(kept, unknown, response)

    @router.delete("/{ref}", status_code=204)
    async def delete(caller: Employee, ref: str, expected: Expected) -> None:
        await records.delete(caller.account, kind, ref, expected)

    return router


def tickets_router(store: EmbeddedStore, records: ChangeRecords) -> APIRouter:
    """Reading and changing; a record of another account is not found."""
    router = APIRouter(prefix="/v1/tickets", tags=["tickets"])
    kind, unknown = SnapshotKind.TICKETS, "ticket_unknown"

    @router.get("", response_model_exclude_none=True)
    async def find(
        caller: Employee,
        *,
        status: RefFilter = None,
        responsible: RefFilter = None,
        counterparty: RefFilter = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> TicketPage:
        query = equal(status_ref=status, responsible_ref=responsible, counterparty_ref=counterparty)
        page = await store.tickets.newest(caller.account, query, cursor, limit)
        return TicketPage(items=page.items, next=page.next)

    @router.get("/{ref}", response_model_exclude_none=True)
    async def one(caller: Employee, ref: str, response: Response) -> TicketRow:
        return shown(await store.tickets.get(caller.account, ref), unknown, response)

    @router.post("", status_code=201, response_model_exclude_none=True)
    async def add(caller: Employee, body: NewTicket, response: Response) -> TicketRow:
        made: TicketRow = await records.add(caller.account, kind, body.given())
        return shown(made, unknown, response)

    @router.patch("/{ref}", response_model_exclude_none=True)
    async def change(
        caller: Employee, ref: str, body: TicketFields, expected: Expected, response: Response
    ) -> TicketRow:
        kept: TicketRow = await records.change(caller.account, kind, ref, body.given(), expected)
        return shown(kept, unknown, response)

    @router.delete("/{ref}", status_code=204)
    async def delete(caller: Employee, ref: str, expected: Expected) -> None:
        await records.delete(caller.account, kind, ref, expected)

    return router


def deals_router(store: EmbeddedStore, records: ChangeRecords) -> APIRouter:
    """Reading and changing; a record of another account is not found."""
    router = APIRouter(prefix="/v1/deals", tags=["deals"])
    kind, unknown = SnapshotKind.DEALS, "deal_unknown"

    @router.get("", response_model_exclude_none=True)
    async def find(
        caller: Employee,
        *,
        status: RefFilter = None,
        responsible: RefFilter = None,
        counterparty: RefFilter = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> DealPage:
        query = equal(status_ref=status, responsible_ref=responsible, counterparty_ref=counterparty)
        page = await store.deals.newest(caller.account, query, cursor, limit)
        return DealPage(items=page.items, next=page.next)

    @router.get("/{ref}", response_model_exclude_none=True)
    async def one(caller: Employee, ref: str, response: Response) -> DealRow:
        return shown(await store.deals.get(caller.account, ref), unknown, response)

    @router.post("", status_code=201, response_model_exclude_none=True)
    async def add(caller: Employee, body: NewDeal, response: Response) -> DealRow:
        made: DealRow = await records.add(caller.account, kind, body.given())
        return shown(made, unknown, response)

    @router.patch("/{ref}", response_model_exclude_none=True)
    async def change(caller: Employee, ref: str, body: DealFields, expected: Expected, response: Response) -> DealRow:
        kept: DealRow = await records.change(caller.account, kind, ref, body.given(), expected)
        return shown(kept, unknown, response)

    @router.delete("/{ref}", status_code=204)
    async def delete(caller: Employee, ref: str, expected: Expected) -> None:
        await records.delete(caller.account, kind, ref, expected)

    return router
