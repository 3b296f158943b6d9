"""Connections of all services, for whoever does not know which services there are."""

from fastapi import APIRouter

from contracts.base import Moment
from contracts.events.connection import Cause, Health
from journal.adapters.connections import MongoConnections
from journal.api.schemas import Answer
from service_kit.paging import Items
from service_kit.parameters import Employee


class KnownConnection(Answer):
    """A connection as it was heard of last; `service` tells the rest at `/api/{service}/v1/connections/{id}`.

    `since` is when it got its health, `cause` why that is not ok.
    """

    id: str
    service: str
    integration: str
    integration_title: str | None
    name: str
    enabled: bool
    health: Health
    since: Moment
    cause: Cause | None


def connections_router(connections: MongoConnections) -> APIRouter:
    """Which connections the account has."""
    router = APIRouter(prefix="/v1", tags=["connections"])

    @router.get("/connections")
    async def known(caller: Employee) -> Items[KnownConnection]:
        """By integration and name, deleted ones left out; a service that is away is no reason to leave any out."""
        titles = await connections.titles()
        found = [
            KnownConnection(
                id=row.id,
                service=row.service,
                integration=row.integration,
                integration_title=titles.get(row.integration),
                name=row.name,
                enabled=row.enabled,
                health=row.health,
                since=row.since,
                cause=row.cause,
            )
            for row in (await connections.every(caller.account)).values()
            if not row.deleted
        ]
        found.sort(key=lambda row: ((row.integration_title or row.integration).casefold(), row.name.casefold(), row.id))
        return Items[KnownConnection](items=found)

    return router
