"""The platform's answers: orders and rows learn what became of them, letters that are stored are let go."""

from collections import defaultdict
from collections.abc import Sequence

from contracts.base import AccountId, ConnectionId
from contracts.events.order import OrderRefused, OrderStored
from mail_intake import SERVICE
from mail_intake.app.letters import Letters
from service_kit.orders.answers import NoteAnswers
from service_kit.outbox import Unit


class NoteMailAnswers:
    """Work of the batch consumer of OrderStored and OrderRefused."""

    def __init__(self, answers: NoteAnswers, letters: Letters) -> None:
        self._answers = answers
        self._letters = letters

    async def work(self, events: Sequence[OrderStored | OrderRefused], unit: Unit) -> None:
        """Note the answers of a batch; answers to other services are passed over."""
        await self._answers.work(events, unit)
        stored: defaultdict[AccountId, list[tuple[ConnectionId, str]]] = defaultdict(list)
        for event in events:
            origin = event.data.origin
            if isinstance(event, OrderStored) and origin.service == SERVICE:
                stored[event.account].append((origin.connection, origin.outside_id))
        for account, orders in stored.items():
            await self._letters.settled(account, orders, unit)
