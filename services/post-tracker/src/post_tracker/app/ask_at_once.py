"""Parcels asked for one by one, as many a day as the carrier allows."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from post_tracker.app.ports import AtOnce, NumberFailed, Way
from post_tracker.app.settle import Becomes, Settling, not_answered
from post_tracker.app.shipments import Quota
from post_tracker.domain.checks import next_check
from post_tracker.domain.shipment import Shipment
from service_kit.errors import ConfigError, DataError, Postponed

IN_A_ROW: Final = 5
"""Numbers without an answer one after the other: then it is not the numbers."""


class AskAtOnce:
    """One run. Each call is counted before it is made, and its answer stored before the next one."""

    def __init__(
        self, settling: Settling, quota: Quota, calls: AtOnce, *, login: str, now: Callable[[], dt.datetime]
    ) -> None:
        self._settling = settling
        self._quota = quota
        self._calls = calls
        self._login = login
        self._now = now
        self._worked = False

    async def go(self) -> None:
        """Ask for what is due, urgent ones first; Postponed `tracking_quota_spent`."""
        run, shipments = self._settling.run, self._settling.shipments
        failed = 0
        while due := await shipments.due(run.account, run.connection, self._now(), 1):
            shipment, now = due[0], self._now()
            try:
                becomes = await self._ask(shipment, now)
                failed = 0
            except (NumberFailed, DataError) as error:
                failed += 1
                if failed == IN_A_ROW:
                    raise
                becomes = not_answered(error, now)
            await self._settling.settle([shipment], becomes, now)

    async def _ask(self, shipment: Shipment, now: dt.datetime) -> Becomes:
        number, account = shipment.number or "", self._settling.run.account
        limit = self._settling.carrier.ways[Way.AT_ONCE].per_day
        day, next_day = self._settling.carrier.day(now)
        if limit is not None and not await self._quota.take(account, self._login, day, limit):
            raise self._spent(limit, next_day, now)
        try:
            parcel = await self._calls.ask(number)
        except ConfigError:
            if limit is None or not await self._quota.has_worked(account, self._login, day):
                raise
            # it took the login today: the day's calls were made elsewhere too
            await self._quota.spend(account, self._login, day, limit)
            raise self._spent(limit, next_day, now) from None
        if not self._worked:
            await self._quota.worked(account, self._login, day)
            self._worked = True
        heard = self._settling.heard({number: parcel}, now)
        due = next_check(shipment.due_at or now, now, shipment.connection)
        return lambda before: heard(replace(before, due_at=due))

    def _spent(self, limit: int, next_day: dt.datetime, now: dt.datetime) -> Postponed:
        return Postponed("tracking_quota_spent", retry_after=(next_day - now).total_seconds() + 60, limit=limit)
