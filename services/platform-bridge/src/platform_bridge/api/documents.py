"""Documents other than orders."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Response

from contracts.rows.documents import DocumentRow, DocumentType
from platform_bridge.adapters.embedded.store import EmbeddedStore
from platform_bridge.api.callers import Cursor, Expected, RefFilter, between, equal, shown
from platform_bridge.api.document_schemas import DocumentFields, NewDocument
from platform_bridge.app.documents import KeepDocuments
from service_kit.paging import Page
from service_kit.parameters import Employee, Limit

UNKNOWN = "document_unknown"


def documents_router(store: EmbeddedStore, documents: KeepDocuments) -> APIRouter:
    """A record of another account is not found."""
    router = APIRouter(prefix="/v1/documents", tags=["documents"])

    @router.get("", response_model_exclude_none=True)
    async def find(
        caller: Employee,
        *,
        type: DocumentType | None = None,
        first: Annotated[dt.date | None, Query(alias="from")] = None,
        last: Annotated[dt.date | None, Query(alias="to")] = None,
        counterparty: RefFilter = None,
        order: RefFilter = None,
        held: bool | None = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[DocumentRow]:
        """Documents of the days from `from` to `to` (Moscow), both included; `order` shows what belongs to an order."""
        query = equal(type=type, counterparty_ref=counterparty, links=order) | between("date", first, last)
        if held is not None:
            query["row.held"] = held
        page = await store.documents.newest(caller.account, query, cursor, limit)
        return Page[DocumentRow](items=page.items, next=page.next)

    @router.get("/{ref}", response_model_exclude_none=True)
    async def one(caller: Employee, ref: str, response: Response) -> DocumentRow:
        return shown(await store.documents.get(caller.account, ref), UNKNOWN, response)

    @router.post("", status_code=201, response_model_exclude_none=True)
    async def add(caller: Employee, body: NewDocument, response: Response) -> DocumentRow:
        return shown(await documents.add(caller.account, body.content(), hold=body.held), UNKNOWN, response)

    @router.put("/{ref}", response_model_exclude_none=True)
    async def replace(
        caller: Employee, ref: str, body: DocumentFields, expected: Expected, response: Response
    ) -> DocumentRow:
        return shown(await documents.replace(caller.account, ref, body.content(), expected), UNKNOWN, response)

    @router.post("/{ref}/hold", response_model_exclude_none=True)
    async def hold(caller: Employee, ref: str, expected: Expected, response: Response) -> DocumentRow:
        return shown(await documents.hold(caller.account, ref, expected), UNKNOWN, response)

    @router.post("/{ref}/unhold", response_model_exclude_none=True)
    async def give_back(caller: Employee, ref: str, expected: Expected, response: Response) -> DocumentRow:
        return shown(await documents.give_back(caller.account, ref, expected), UNKNOWN, response)

    @router.delete("/{ref}", status_code=204)
    async def delete(caller: Employee, ref: str, expected: Expected) -> None:
        await documents.delete(caller.account, ref, expected)

    return router
