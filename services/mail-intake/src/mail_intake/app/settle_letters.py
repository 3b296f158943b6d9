"""What a person decides about letters that could not be read."""

from collections.abc import Awaitable, Callable, Collection

from contracts.base import AccountId
from mail_intake.app.by_hand import Filled, judged
from mail_intake.app.letter_sources import Intakes
from mail_intake.app.letters import Letters
from mail_intake.domain.template.syntax import Kind
from service_kit.connections.store import Connection, Connections
from service_kit.mongo import Document
from service_kit.outbox import Outbox, Unit
from service_kit.problems import Problem
from service_kit.runs.store import Runs
from service_kit.texts import Texts


class SettleLetters:
    """Each decision that makes an order or request is a run; both are stored in one transaction."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        letters: Letters,
        connections: Connections,
        runs: Runs,
        intakes: Intakes,
        texts: Texts,
    ) -> None:
        self._outbox = outbox
        self._letters = letters
        self._connections = connections
        self._runs = runs
        self._intakes = intakes
        self._texts = texts

    async def fill(self, account: AccountId, letter: str, filled: Filled, *, by: str, key: str | None) -> Document:
        """Make what was entered of the letter; gives the run. Problem 409 when it is read already, 422 names fields."""
        owner, _ = await self._letters.get(account, letter)
        connection = await self._connections.get(account, owner)

        async def note(unit: Unit) -> None:
            self._require_kind(connection, filled)
            entered = judged(filled, self._texts).model_dump(mode="json")
            await self._letters.fill(account, letter, entered, unit)

        return await self._start(connection, note, by=by, key=key)

    async def read_again(
        self, connection: Connection, letters: Collection[str] | None, *, by: str, key: str | None
    ) -> Document:
        """Read unread letters again, all of them with None; Problem 409 when there is nothing to be read."""

        async def note(unit: Unit) -> None:
            if not await self._letters.ask_again(connection.account, connection.id, letters, unit):
                raise Problem(409, "letters_none_to_read")

        return await self._start(connection, note, by=by, key=key)

    async def pass_over(self, account: AccountId, letter: str) -> None:
        """There is no order or request in it."""

        async def body(unit: Unit) -> None:
            await self._letters.pass_over(account, letter, unit)

        await self._outbox.transact(body)

    async def _start(
        self, connection: Connection, note: Callable[[Unit], Awaitable[None]], *, by: str, key: str | None
    ) -> Document:
        if key and (before := await self._runs.same_request(connection, key)):
            return before
        connection.require_enabled()
        kind = self._intakes[connection.integration].run
        return await self._runs.queue_kept(connection, kind, note, by=by, key=key)

    def _require_kind(self, connection: Connection, filled: Filled) -> None:
        """Problem 422 unless what the connection makes is there, and nothing else."""
        lead = self._intakes[connection.integration].kind is Kind.LEAD
        name = "lead" if lead else "order"
        wanted, other = (filled.lead, filled.order) if lead else (filled.order, filled.lead)
        if wanted is None or other is not None:
            message = self._texts.get(f"hand_{name}_wanted").whole
            raise Problem(422, "invalid_input", [{"loc": [name], "key": f"hand_{name}_wanted", "msg": message}])
