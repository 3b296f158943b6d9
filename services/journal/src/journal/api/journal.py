"""Runs, what needs attention, life lines, money of the day: all of the caller's account."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from contracts.base import AccountId
from contracts.events.connection import RunStatus
from journal.adapters.connections import MongoConnections
from journal.adapters.runs import MongoRuns
from journal.api import schemas
from journal.api.callers import Cursor, Word
from journal.app.attention import Attention
from journal.app.ports import RunFilter
from journal.app.timeline import Timeline, Timelines
from journal.app.today import Part, Today
from journal.domain.order import OrderLife
from service_kit.mongo import Document
from service_kit.paging import Page
from service_kit.parameters import Employee, Limit

From = Annotated[AwareDatetime | None, Query(alias="from", description="Ended at this time or later")]
To = Annotated[AwareDatetime | None, Query(alias="to", description="Ended before this time")]
Statuses = Annotated[list[RunStatus] | None, Query(alias="status", description="May be repeated")]
Zone = Annotated[str, Query(max_length=64, description="IANA name of the time zone whose day it is")]


class By(StrEnum):
    """What an order is looked up by: ref in the platform, id in its service, a number, the shop's id."""

    REF = "ref"
    ID = "id"
    NUMBER = "number"
    OUTSIDE_ID = "outside_id"


def runs_router(runs: MongoRuns, connections: MongoConnections) -> APIRouter:
    """Finished runs of all services."""
    router = APIRouter(prefix="/v1", tags=["runs"])

    async def shown(account: AccountId, rows: list[Document]) -> list[schemas.Run]:
        known, titles = await connections.every(account), await connections.titles()
        names = {key: connection.name for key, connection in known.items()}
        return [
            schemas.Run(
                **row,
                id=row["run"],
                connection_name=names.get(row["connection"]),
                integration_title=titles.get(row["integration"]),
            )
            for row in rows
        ]

    @router.get("/runs")
    async def page(
        caller: Employee,
        *,
        integration: Word = None,
        connection: Word = None,
        kind: Word = None,
        status: Statuses = None,
        since: From = None,
        until: To = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Page[schemas.Run]:
        wanted = RunFilter(integration, connection, kind, status or (), since, until)
        rows, following = await runs.page(caller.account, wanted, cursor, limit)
        return Page[schemas.Run](items=await shown(caller.account, rows), next=following)

    @router.get("/runs/{run}")
    async def one(caller: Employee, run: str) -> schemas.Run:
        """Which service it belongs to, above all."""
        return (await shown(caller.account, [await runs.get(caller.account, run)]))[0]

    return router


def attention_router(attention: Attention, today: Today) -> APIRouter:
    """«Требует внимания» and the money of the day."""
    router = APIRouter(prefix="/v1", tags=["attention"])

    @router.get("/attention")
    async def what_waits(caller: Employee) -> schemas.AttentionList:
        items = await attention.items(caller.account)
        return schemas.AttentionList.model_validate({"count": len(items), "items": items})

    @router.get("/today")
    async def money_of_the_day(caller: Employee, tz: Zone = "Europe/Moscow") -> schemas.Day:
        day = await today.day(caller.account, tz)
        whole = {"date": day.date, "timezone": tz, "since": day.since, "until": day.until, **_part(day.whole)}
        parts = [{"integration": part.integration, "title": part.title, **_part(part)} for part in day.parts]
        return schemas.Day.model_validate({**whole, "integrations": parts})

    return router


def orders_router(timelines: Timelines, connections: MongoConnections) -> APIRouter:
    """Life lines."""
    router = APIRouter(prefix="/v1", tags=["orders"])

    @router.get("/orders/{ref:path}/timeline")
    async def timeline(caller: Employee, ref: str, by: By = By.REF) -> schemas.Timeline:
        found = await timelines.of(caller.account, by, ref)
        return schemas.Timeline(
            order=schemas.Order(**_order(found, await connections.titles())),
            steps=tuple(map(schemas.Step.model_validate, found.lines)),
            others=[schemas.OrderNames(**_names(other)) for other in found.others],
        )

    return router


def _part(part: Part) -> dict[str, Any]:
    return {"loaded": part.loaded, "waiting": part.waiting, "runs": part.runs}


def _names(life: OrderLife) -> dict[str, Any]:
    connection, outside_id = life.key if life.key[0] else (None, None)
    return {
        "id": life.subject,
        "service": life.service or None,
        "connection": connection,
        "outside_id": outside_id,
        "number": life.number,
        "ref": life.ref,
        "platform_number": life.platform_number,
    }


def _order(timeline: Timeline, titles: Mapping[str, str]) -> dict[str, Any]:
    life, connection = timeline.order, timeline.connection
    return {
        **_names(life),
        "integration": connection.integration if connection else None,
        "integration_title": titles.get(connection.integration) if connection else None,
        "connection_name": connection.name if connection else None,
        "total": life.total,
        "currency": life.currency,
        "need": life.need,
    }
