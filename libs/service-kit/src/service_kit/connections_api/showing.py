"""Connections and what belongs to them as the API gives them."""

import datetime as dt
from typing import Any

from service_kit.connections.state import state_of
from service_kit.connections.store import Connection, Connections
from service_kit.ids import utc_now
from service_kit.mongo import Document
from service_kit.runs.store import Runs
from service_kit.texts import Texts

_HIDDEN = {"account", "config", "reason_details"}


class Shown:
    """Puts the answers together."""

    def __init__(self, connections: Connections, runs: Runs, texts: Texts) -> None:
        self._connections = connections
        self._runs = runs
        self._texts = texts

    async def one(self, connection: Connection) -> dict[str, Any]:
        """A connection with its masked settings and its state.

        `kept` names the secrets that are stored; `next_run`: kind of run → when it is due, empty while none may start.
        """
        return (await self.many([connection]))[0]

    async def many(self, connections: list[Connection]) -> list[dict[str, Any]]:
        """Connections of one account."""
        if not connections:
            return []
        account, now = connections[0].account, utc_now()
        running = await self._runs.running(account)
        ahead = await self._connections.plan.ahead(account, [connection.id for connection in connections])
        return [
            await self._shown(connection, connection.id in running, now) | {"next_run": ahead[connection.id]}
            for connection in connections
        ]

    async def _shown(self, connection: Connection, running: bool, now: dt.datetime) -> dict[str, Any]:
        configs = self._connections.configs
        owner = (connection.account, connection.id, connection.integration)
        cause = self._texts.cause(connection.reason, connection.reason_details)
        return {
            **connection.model_dump(mode="json", exclude=_HIDDEN),
            "config": await configs.masked(*owner, connection.config),
            "kept": [".".join(path) for path in configs.kept(connection.integration, connection.config)],
            "state": state_of(connection, running=running, now=now),
            "cause": cause.model_dump() if cause else None,
        }

    def version(self, connection: Connection, row: Document) -> dict[str, Any]:
        """A version of the settings: who made it, when, and what differs from the one before."""
        changes = [self._change(connection, change) for change in row["changes"]]
        return {"version": row["revision"], "at": row["at"], "by": row["by"], "changes": changes}

    def _change(self, connection: Connection, change: Document) -> dict[str, Any]:
        fields = self._connections.configs.integrations.get(connection.integration).config_model.model_fields
        path = change["field"].split(".")
        title = fields[path[1]].title if path[0] == "config" and path[1] in fields else None
        shown = {"field": change["field"], "title": title or self._texts.get(f"field_{path[0]}").what}
        if change.get("secret"):
            return {**shown, "secret": True, "was": None, "now": self._texts.get("secret_changed").what}
        return {**shown, "secret": False, "was": change["was"], "now": change["now"]}

    def comment(self, row: Document) -> dict[str, Any]:
        """A remark."""
        return {"id": row["_id"], "at": row["at"], "author": row["author"], "text": row["text"]}
