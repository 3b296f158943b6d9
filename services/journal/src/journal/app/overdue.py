"""Orders that the platform does not answer: time alone makes them need attention, so a clock is watched."""

import datetime as dt
from collections.abc import Callable

from contracts.base import AccountId
from journal.app import messages
from journal.app.ports import Live, Orders
from service_kit.mongo import Mongo, Session
from service_kit.polling import poll

UNANSWERED_AFTER = dt.timedelta(minutes=15)
UNANSWERED = "platform_not_answered"
EVERY_SECONDS = 15.0
AT_ONCE = 500


class Overdue:
    """Marks orders that wait for an answer longer than a quarter of an hour."""

    def __init__(self, mongo: Mongo, orders: Orders, live: Live, clock: Callable[[], dt.datetime]) -> None:
        self._mongo = mongo
        self._orders = orders
        self._live = live
        self._clock = clock

    async def loop(self) -> None:
        """Look for ever."""
        await poll(self.step, EVERY_SECONDS)

    async def step(self) -> bool:
        """Mark up to AT_ONCE orders; whether there may be more."""
        before = self._clock() - UNANSWERED_AFTER
        found = await self._orders.overdue(before, AT_ONCE)
        for account, ids in found.items():

            async def body(session: Session, account: AccountId = account, ids: list[str] = ids) -> None:
                if await self._orders.mark_unanswered(account, ids, before, UNANSWERED, session):
                    await self._live.add(account, [messages.attention(account)], session)

            await self._mongo.transact(body)
        return sum(map(len, found.values())) >= AT_ONCE
