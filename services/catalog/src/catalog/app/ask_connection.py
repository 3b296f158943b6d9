"""«Заявка на подключение»: kept here, told to the platform, which makes a ticket of it."""

import datetime as dt
from collections.abc import Callable

from catalog.app.ports import DoubleRequest, Requests
from catalog.domain.requests import ConnectionRequest, Contact
from catalog.domain.widgets import Widget
from contracts.base import AccountId
from contracts.events.marketplace import ConnectionRequested, ConnectionRequestedData
from service_kit.ids import new_id
from service_kit.outbox import Outbox, Unit
from service_kit.problems import Problem

SERVICE = "catalog"
DAY_LIMIT = 20
MOSCOW = dt.timezone(dt.timedelta(hours=3))


class TooManyRequests(Problem):
    """429: the account has asked often enough today; a day begins at midnight in Moscow."""

    def __init__(self, now: dt.datetime) -> None:
        super().__init__(429, "requests_limit", limit=DAY_LIMIT)
        midnight = dt.datetime.combine(now.astimezone(MOSCOW) + dt.timedelta(days=1), dt.time(), MOSCOW)
        self.retry_after = (midnight - now).total_seconds()


class AskConnection:
    """Takes requests: at most 20 a day and account, one for each idempotency key."""

    def __init__(self, requests: Requests, outbox: Outbox, now: Callable[[], dt.datetime]) -> None:
        self._requests = requests
        self._outbox = outbox
        self._now = now

    async def ask(
        self, account: AccountId, by: str, widget: Widget, contact: Contact, key: str | None
    ) -> ConnectionRequest:
        """The request; the first one when `key` comes again. Problem 429 `requests_limit`."""
        if key and (before := await self._requests.same(account, key)):
            return before
        now = self._now()
        request = ConnectionRequest(new_id(), widget.slug, widget.manifest.title, contact, by, now)

        async def body(unit: Unit) -> None:
            if await self._requests.count(account, now.astimezone(MOSCOW).date(), unit) > DAY_LIMIT:
                raise TooManyRequests(now)
            await self._requests.add(account, request, key, unit)
            unit.emit(_event(account, request))

        try:
            await self._outbox.transact(body)
        except DoubleRequest:
            if key and (before := await self._requests.same(account, key)):
                return before
            raise
        return request


def _event(account: AccountId, request: ConnectionRequest) -> ConnectionRequested:
    contact = request.contact
    return ConnectionRequested.new(
        ConnectionRequestedData(
            request=request.id,
            widget=request.widget,
            title=request.title,
            name=contact.name,
            phone=contact.phone,
            email=contact.email,
            comment=contact.comment,
        ),
        event_id=new_id(),
        now=request.created_at,
        service=SERVICE,
        account=account,
        subject=request.id,
        sequence=1,
    )
