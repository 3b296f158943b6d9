"""«Почта России» as an integration: its form, its check, how often its parcels are looked at."""

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from contracts.base import AccountId, ConnectionId, Ref
from contracts.events.connection import RunKind
from contracts.manifest import Manifest
from post_tracker.app.ports import NumberFailed, Tracker, Way
from post_tracker.connectors.pochta.carrier import Pochta
from post_tracker.connectors.pochta.client import PostClient
from post_tracker.connectors.pochta.config import PochtaConfig, PochtaForm
from service_kit.connections.integration import Integration, ListChoices
from service_kit.connections.store import Connection
from service_kit.http import Outside

HERE: Final = Path(__file__).parent
MANIFEST: Final = Manifest.model_validate_json((HERE / "manifest.json").read_text("utf-8"))
SLUG: Final = MANIFEST.slug
LOOK_EVERY: Final = dt.timedelta(minutes=5)
"""How soon after its quarter of an hour a ticket is asked about, and a due parcel asked for."""
TEST_NUMBER: Final = "RA644000001RU"
"""The operator's own: the service answers about it (tracking.pochta.ru/specification)."""
_CHECKING: Final = ConnectionId("check")


def integration(lists: Mapping[str, ListChoices], outside: Outside, address: str) -> Integration:
    """The integration, with the choices that its form offers."""

    async def check(account: AccountId, config: PochtaForm) -> None:
        await _check(PostClient(outside, account, _CHECKING, access=config.credentials(), address=address), config)

    return Integration(
        MANIFEST,
        PochtaConfig,
        lists,
        check=check,
        periods=lambda _: {RunKind.TRACK_PARCELS: LOOK_EVERY},
        identity=lambda config: f"{SLUG} {config.settings().login}",
        by_hand=frozenset({RunKind.TRACK_PARCELS}),
    )


def tracker(outside: Outside, address: str) -> Tracker:
    """How its connections are tracked."""

    def calls(connection: Connection, config: PochtaForm) -> PostClient:
        access = config.credentials()
        return PostClient(outside, connection.account, connection.id, access=access, address=address)

    return Tracker(Pochta(), _methods, lambda config: config.settings(), calls)


def _methods(connection: Connection) -> Collection[Ref]:
    return frozenset(connection.config["delivery_methods"])


async def _check(client: PostClient, config: PochtaForm) -> None:
    """Ask for the operator's test parcel, by the service that will be asked."""
    if config.settings().way is Way.TICKET:
        await client.submit([TEST_NUMBER])
        return
    try:
        await client.ask(TEST_NUMBER)
    except NumberFailed:  # it took the login, which is all that is asked here
        return
