"""«Заявка на подключение»."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, StringConstraints

from catalog.adapters.requests import MongoRequests
from catalog.app.ask_connection import AskConnection
from catalog.app.market import Market
from catalog.domain.contacts import email_of, phone_of
from catalog.domain.requests import ConnectionRequest, Contact
from service_kit.paging import Page
from service_kit.parameters import Employee, IdempotencyKey, Limit
from service_kit.problems import Problem
from service_kit.texts import Texts


def _text(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, max_length=longest)


class RequestInput(BaseModel):
    """The form: a name, and a phone or an e-mail."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    phone: Annotated[str, _text(50)] = ""
    email: Annotated[str, _text(254)] = ""
    comment: Annotated[str, _text(3000)] = ""


class RequestView(BaseModel):
    """A request as its account sees it."""

    id: str
    widget: str
    title: str
    name: str
    phone: str | None
    email: str | None
    comment: str | None
    created_at: dt.datetime


def requests_router(asking: AskConnection, requests: MongoRequests, market: Market, texts: Texts) -> APIRouter:
    """Asking, and what was asked."""
    router = APIRouter(prefix="/v1", tags=["requests"])

    @router.post("/widgets/{slug}/requests", status_code=202)
    async def ask(
        caller: Employee, slug: str, given: RequestInput, idempotency_key: IdempotencyKey = None
    ) -> RequestView:
        """A repeated `Idempotency-Key` gives the request that was made first."""
        contact = _contact(given, texts)
        widget = market.widget(await market.shelf(caller.account), slug)
        return _shown(await asking.ask(caller.account, caller.user, widget, contact, idempotency_key))

    @router.get("/requests")
    async def newest(
        caller: Employee,
        cursor: Annotated[str | None, Query(max_length=100)] = None,
        limit: Limit = 50,
    ) -> Page[RequestView]:
        found = await requests.newest(caller.account, cursor, limit + 1)
        items = [_shown(request) for request in found[:limit]]
        return Page[RequestView](items=items, next=items[-1].id if len(found) > limit else None)

    return router


def _contact(given: RequestInput, texts: Texts) -> Contact:
    """The contact; Problem 422 naming the field that cannot be used."""
    phone, email = phone_of(given.phone), email_of(given.email)
    wrong = []
    if given.phone and phone is None:
        wrong.append(("phone", "phone_wrong"))
    if given.email and email is None:
        wrong.append(("email", "email_wrong"))
    if not (given.phone or given.email):
        wrong.append(("phone", "contact_missing"))
    if wrong:
        errors = [{"loc": [field], "key": key, "msg": texts.get(key).what} for field, key in wrong]
        raise Problem(422, wrong[0][1], errors)
    return Contact(given.name, phone, email, given.comment or None)


def _shown(request: ConnectionRequest) -> RequestView:
    contact = request.contact
    return RequestView(
        id=request.id,
        widget=request.widget,
        title=request.title,
        name=contact.name,
        phone=contact.phone,
        email=contact.email,
        comment=contact.comment,
        created_at=request.created_at,
    )
