"""The one word that the console shows of a connection, from what is known of it."""

import datetime as dt
from enum import StrEnum

from contracts.events.connection import Health
from service_kit.connections.store import Connection

GRACE = 0.1
"""Part of a period that a run may take before the connection is called late."""


class State(StrEnum):
    """States in the order in which they hide each other."""

    PAUSED = "paused"
    NEEDS_ATTENTION = "needs_attention"
    RUNNING = "running"
    RETRYING = "retrying"
    LATE = "late"
    OK = "ok"


def state_of(connection: Connection, *, running: bool, now: dt.datetime) -> State:
    """The state; late when the last success of some kind, or the last change, is more than its period ago."""
    if not connection.enabled:
        return State.PAUSED
    if connection.health is Health.NEEDS_ATTENTION:
        return State.NEEDS_ATTENTION
    if running:
        return State.RUNNING
    if connection.health is Health.RETRYING:
        return State.RETRYING
    return State.LATE if any(_is_late(connection, kind, now) for kind in connection.schedule) else State.OK


def _is_late(connection: Connection, kind: str, now: dt.datetime) -> bool:
    since = max(connection.updated_at, connection.last_success.get(kind, connection.updated_at))
    return now - since > dt.timedelta(seconds=connection.schedule[kind] * (1 + GRACE))
