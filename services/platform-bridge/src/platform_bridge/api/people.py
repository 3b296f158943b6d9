"""Counterparties, «Обращения» and deals."""

import re
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from contracts.events.changed import SnapshotKind
from contracts.rows.base import Row
from contracts.rows.people import CounterpartyRow, DealRow, TicketRow
from platform_bridge.adapters.embedded.beside import Beside
from platform_bridge.adapters.embedded.records import Records
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.api.beside import DealList, TicketList
from platform_bridge.api.callers import Cursor, Expected, RefFilter, Search, equal, shown
from platform_bridge.api.schemas import (
    CounterpartyFields,
    DealFields,
    NewCounterparty,
    NewDeal,
    NewTicket,
    TicketFields,
)
from platform_bridge.app.change_records import ChangeRecords
from platform_bridge.domain.contacts import email_text, phone_digits
from service_kit.paging import Page
from service_kit.parameters import Employee, Limit


@dataclass(frozen=True, slots=True)
class Kind:
    """What is particular to one kind of records: its rows, the bodies of POST and PATCH, the key of "not found"."""

    kind: SnapshotKind
    unknown: str
    row: type[Row]
    new: type[Any]
    fields: type[Any]


COUNTERPARTIES = Kind(
    SnapshotKind.COUNTERPARTIES, "counterparty_unknown", CounterpartyRow, NewCounterparty, CounterpartyFields
)
TICKETS = Kind(SnapshotKind.TICKETS, "ticket_unknown", TicketRow, NewTicket, TicketFields)
DEALS = Kind(SnapshotKind.DEALS, "deal_unknown", DealRow, NewDeal, DealFields)


def counterparties_router(store: EmbeddedStore, records: ChangeRecords) -> APIRouter:
    """Reading and changing; a record of another account is not found."""
    router = APIRouter(prefix="/v1/counterparties", tags=["counterparties"])

    @router.get("", response_model_exclude_none=True)
    async def find(
        caller: Employee, q: Search = None, cursor: Cursor = None, limit: Limit = 50
    ) -> Page[CounterpartyRow]:
        """Search by a part of the name, or by a whole phone or e-mail."""
        query: dict[str, Any] = {}
        if q:
            by_name = {"row.name": {"$regex": re.escape(q.strip()), "$options": "i"}}
            keys = [f"phone:{phone_digits(q)}", f"email:{email_text(q)}"]
            query["$or"] = [by_name, {"keys": {"$in": keys}}]
        page = await store.counterparties.sorted_by(caller.account, "row.name", query, cursor, limit)
        return Page[CounterpartyRow](items=page.items, next=page.next)

    _single(router, store.counterparties, records, COUNTERPARTIES)
    return router


def tickets_router(store: EmbeddedStore, records: ChangeRecords) -> APIRouter:
    """Reading and changing; a record of another account is not found."""
    router = APIRouter(prefix="/v1/tickets", tags=["tickets"])
    _by_people(router, store, TICKETS, TicketList)
    _single(router, store.tickets, records, TICKETS)
    return router


def deals_router(store: EmbeddedStore, records: ChangeRecords) -> APIRouter:
    """Reading and changing; a record of another account is not found."""
    router = APIRouter(prefix="/v1/deals", tags=["deals"])
    _by_people(router, store, DEALS, DealList)
    _single(router, store.deals, records, DEALS)
    return router


def _by_people(router: APIRouter, store: EmbeddedStore, about: Kind, answer: type[TicketList | DealList]) -> None:
    """The list, newest first, by status and by who is concerned."""
    kept, beside = store.kept(about.kind), Beside(store)

    @router.get("", response_model=answer, response_model_exclude_none=True)
    async def find(
        caller: Employee,
        *,
        status: RefFilter = None,
        responsible: RefFilter = None,
        counterparty: RefFilter = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Any:
        query = equal(status_ref=status, responsible_ref=responsible, counterparty_ref=counterparty)
        page = await kept.latest_by(caller.account, "row.created_at", query, cursor, limit)
        names = await beside.names(caller.account, about.kind, page.items)
        return answer(items=page.items, next=page.next, names=names)


def _single(router: APIRouter, kept: Records[Any], records: ChangeRecords, about: Kind) -> None:
    """The routes of one record."""
    new, fields = about.new, about.fields

    @router.get("/{ref}", response_model=about.row, response_model_exclude_none=True)
    async def one(caller: Employee, ref: str, response: Response) -> Any:
        return shown(await kept.get(caller.account, ref), about.unknown, response)

    @router.post("", status_code=201, response_model=about.row, response_model_exclude_none=True)
    async def add(caller: Employee, body: new, response: Response) -> Any:  # type: ignore[valid-type]
        made: Row = await records.add(caller.account, about.kind, body.given())  # type: ignore[attr-defined]
        return shown(made, about.unknown, response)

    @router.patch("/{ref}", response_model=about.row, response_model_exclude_none=True)
    async def change(
        caller: Employee,
        ref: str,
        body: fields,  # type: ignore[valid-type]
        expected: Expected,
        response: Response,
    ) -> Any:
        given = body.given()  # type: ignore[attr-defined]
        changed: Row = await records.change(caller.account, about.kind, ref, given, expected)
        return shown(changed, about.unknown, response)

    @router.delete("/{ref}", status_code=204)
    async def delete(caller: Employee, ref: str, expected: Expected) -> None:
        await records.delete(caller.account, about.kind, ref, expected)
