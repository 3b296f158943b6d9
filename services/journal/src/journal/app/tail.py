"""What the streams of this process get: at once from the bus, and for certain from what the workers have stored.

The bus tells in milliseconds but forgets: while a process is not connected or does not keep up, events pass it by. The
stored messages are complete, in the order of their commit, and read twice a second. A stream sends each message once.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

import structlog

from contracts.base import AccountId
from journal.app import messages
from journal.app.attention import Attention
from journal.app.hub import Hub
from journal.app.ports import LIVE_KEPT, Live, Message
from service_kit.polling import poll

EVERY_SECONDS = 0.5
AT_ONCE = 500
OVERLAP = dt.timedelta(seconds=30)
"""A message is stored after its event was made, by another clock, and its transaction lasts: so much is read again."""

log = structlog.get_logger("live")


class Tail:
    """Feeds the hub and tells a returning browser what it missed."""

    def __init__(self, hub: Hub, live: Live, attention: Attention, clock: Callable[[], dt.datetime]) -> None:
        self._hub = hub
        self._live = live
        self._attention = attention
        self._clock = clock
        self._positions: dict[AccountId, int] = {}

    def hear(self, key: str, body: bytes) -> None:
        """Pass an event of the bus on; one that is not as agreed is dropped here, its queue's consumer buries it."""
        try:
            message = messages.of_body(key, body)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("event not understood", key=key, error=type(error).__name__)
            return
        self._hub.publish(message)

    async def loop(self) -> None:
        """Read what is new for ever."""
        await poll(self.step, EVERY_SECONDS)

    async def step(self) -> None:
        """Pass on what was stored since the last step."""
        listened = self._hub.accounts
        for account in self._positions.keys() - set(listened):
            del self._positions[account]
        heads = await self._live.heads(listened) if listened else {}
        for account, head in heads.items():
            if head > self._positions.setdefault(account, head):
                await self._pass_on(account, head)

    async def greeting(self, account: AccountId, last: str | None) -> Sequence[Message]:
        """What a browser gets first, whose stream listens already: what it missed behind `last`, and the count.

        A message of the bus that the workers have not stored yet is not in it: `step` brings it when they have.
        """
        if account not in self._positions:
            heads = await self._live.heads([account])
            self._positions.setdefault(account, heads.get(account, 0))
        missed = await self._missed(account, last) if last else []
        told = [message for message in missed if message.name != messages.ATTENTION]
        return [*told, messages.attention(account, await self._attention.count(account))]

    async def _missed(self, account: AccountId, last: str) -> Sequence[Message]:
        seen = made_at(last)
        if seen is None or seen - OVERLAP < self._clock() - LIVE_KEPT:
            return [messages.resync(account)]
        found = await self._live.since(account, seen - OVERLAP, AT_ONCE)
        if len(found) == AT_ONCE:
            return [messages.resync(account)]
        return [message for message in found if message.id != last]

    async def _pass_on(self, account: AccountId, head: int) -> None:
        found, position = await self._live.after(account, self._positions[account], AT_ONCE)
        # after an hour messages are gone before their positions: then there is nothing left to pass on up to the head
        self._positions[account] = position if found else head
        for message in found:
            if message.name != messages.ATTENTION:
                self._hub.publish(message)
        if any(message.name == messages.ATTENTION for message in found):
            self._hub.publish(messages.attention(account, await self._attention.count(account)))


def made_at(event: str) -> dt.datetime | None:
    """When a UUIDv7 was made (RFC 9562, 5.7: its first 48 bits are Unix milliseconds); None for any other text."""
    try:
        parsed = uuid.UUID(event)
    except ValueError:
        return None
    if parsed.version != 7:
        return None
    return dt.datetime.fromtimestamp((parsed.int >> 80) / 1000, dt.UTC)
