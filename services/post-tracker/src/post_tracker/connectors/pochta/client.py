"""Calls to both tracking services of the post. Implements the ports `AtOnce` and `ByTicket`.

No call is repeated here once it may have been made: single ones are counted by the day, tickets are asked for no more
often than every 15 minutes. A fault comes with the status 500 or another, so that the body is read whatever it is.
"""

import asyncio
import io
from collections.abc import Callable, Sequence
from typing import BinaryIO, Final, TypeVar

from contracts.base import AccountId, ConnectionId
from post_tracker.app.ports import Expired, NotReady, Ticket
from post_tracker.connectors.pochta.soap.batch import read_parcels, read_ticket
from post_tracker.connectors.pochta.soap.elements import Unreadable
from post_tracker.connectors.pochta.soap.faults import Gone, Waiting
from post_tracker.connectors.pochta.soap.requests import Access, answer_request, history_request, ticket_request
from post_tracker.connectors.pochta.soap.single import read_history
from post_tracker.domain.tracking import Parcel
from post_tracker.metrics import POST_ANSWERS
from service_kit.errors import BizError, TransientError
from service_kit.http import Outside, Pace

SYSTEM: Final = "pochta"
ADDRESS: Final = "https://tracking.russianpost.ru"
PACE: Final = Pace(per_second=2.0, burst=2)
"""No limit by the second is published: half a second between calls is our own manners."""
READ_SECONDS: Final = 120.0
"""Big answers are slow: 60 s are known to be too short."""
TOTAL_SECONDS: Final = 300.0

_SINGLE: Final = ("/rtm34", "application/soap+xml;charset=UTF-8")
_BATCH: Final = ("/fc", "text/xml;charset=UTF-8")
_READ: Final = frozenset(range(400, 600)) - {408, 429, 502, 503, 504}
"""Statuses whose body may be an answer; of the others the kit knows what they mean."""
_ASIDE: Final = 1024**2
"""Bytes of an answer that is read in a thread, so that the process goes on answering."""

Read = TypeVar("Read")


class PostClient:
    """The services for one connection; `address` is where both are.

    Raises what `service_kit.http.Client` does, and ConfigError `post_login_refused`, `post_login_signs`; TransientError
    `post_history_failed`, `post_inner_error`, `post_fault`, `post_no_ticket`, `post_no_parcels`, `post_answer_…` (what
    came is no answer); DataError `post_batch_…` (numbers that the batch cannot have), `post_protocol_changed`.
    """

    def __init__(
        self, outside: Outside, account: AccountId, connection: ConnectionId, *, access: Access, address: str = ADDRESS
    ) -> None:
        self._client = outside.client(account, connection)
        self._access = access
        self._address = address.rstrip("/")

    async def ask(self, number: str) -> Parcel:
        """The history of one parcel; it is empty for a number that nothing is known of."""
        return await self._call(
            "history", history_request(number, self._access), lambda source: read_history(source, number)
        )

    async def submit(self, numbers: Sequence[str]) -> Ticket:
        """A ticket for 1 to 3,000 numbers."""
        return Ticket(await self._call("ticket", ticket_request(numbers, self._access), read_ticket))

    async def collect(self, ticket: Ticket) -> Sequence[Parcel] | NotReady | Expired:
        """The parcels of a ticket, in the order of the answer."""
        try:
            return await self._call(
                "parcels", answer_request(ticket.number, self._access), lambda source: list(read_parcels(source))
            )
        except Waiting:
            return NotReady()
        except Gone:
            return Expired()

    async def _call(self, call: str, body: bytes, read: Callable[[BinaryIO], Read]) -> Read:
        path, content_type = _SINGLE if call == "history" else _BATCH
        answer = await self._client.post(
            self._address + path,
            headers={"Content-Type": content_type, "SOAPAction": '""'},
            content=body,
            repeatable=False,
            accept=_READ,
        )
        source = io.BytesIO(answer.body)
        result = "ok"
        try:
            return await asyncio.to_thread(read, source) if len(answer.body) > _ASIDE else read(source)
        except Unreadable as error:
            result = error.key
            raise TransientError(error.key, None, **error.details) from error
        except BizError as error:
            result = error.key
            raise
        finally:
            POST_ANSWERS.labels(call, result).inc()
