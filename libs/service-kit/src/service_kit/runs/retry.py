"""Doing rejected rows of a run again, in a run of its own: from the same file, or by what the rows are about."""

from collections.abc import Collection

from contracts.base import AccountId
from service_kit.connections.integration import Integrations
from service_kit.connections.store import Connections
from service_kit.files import Files
from service_kit.mongo import Document
from service_kit.problems import NotFound, Problem
from service_kit.runs.model import Phase
from service_kit.runs.store import Runs

NAMED = 10
"""How many wrong row numbers a refusal names."""


class Retries:
    """«Повторить»: queues the run that does the rows again."""

    def __init__(self, runs: Runs, connections: Connections, integrations: Integrations, files: Files) -> None:
        self._runs = runs
        self._connections = connections
        self._integrations = integrations
        self._files = files

    async def queue(
        self, account: AccountId, identity: str, rows: Collection[int] | None, *, by: str, idempotency_key: str | None
    ) -> Document:
        """Queue it for these rows, or for all that are rejected and not cured since.

        Problem 409 when the run is not over, its file is gone or it had none and its kind needs one, the connection is
        disabled, there is nothing to do, or a row is none of the rejected ones.
        """
        run = await self._runs.get(account, identity)
        connection = await self._connections.get(account, run["connection"])
        if idempotency_key and (before := await self._runs.same_request(connection, idempotency_key)):
            return before
        connection.require_enabled()
        if run["phase"] != Phase.DONE:
            raise Problem(409, "run_not_over")
        await self._require_source(account, run)
        rejected = await self._runs.open_rejected(account, identity)
        if rows is not None and (wrong := sorted(set(rows) - set(rejected))):
            raise Problem(409, "rows_not_rejected", rows=", ".join(str(number) for number in wrong[:NAMED]))
        only = rejected if rows is None else rows
        if not only:
            raise Problem(409, "nothing_to_retry")
        return await self._runs.queue_retry(connection, run, only, by=by, idempotency_key=idempotency_key)

    async def _require_source(self, account: AccountId, run: Document) -> None:
        if run["file"] is None:
            if run["kind"] not in self._integrations.get(run["integration"]).repeatable:
                raise Problem(409, "retry_without_file")
            return
        try:
            await self._files.read(account, run["file"])
        except NotFound:
            raise Problem(409, "retry_file_gone") from None
