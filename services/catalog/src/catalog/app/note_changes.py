"""What services announce and what happens to connections, in whatever order and however often it is told."""

from collections.abc import Sequence

from catalog.app.ports import Notes
from contracts.events.connection import ConnectionChanged, IntegrationAnnounced
from service_kit.outbox import Unit


class NoteChanges:
    """Keeps the newest of each service and of each connection."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def work(self, events: Sequence[IntegrationAnnounced | ConnectionChanged], unit: Unit) -> None:
        """Take up a batch."""
        if announced := [event for event in events if isinstance(event, IntegrationAnnounced)]:
            await self._notes.note_announced(announced, unit)
        if changed := [event for event in events if isinstance(event, ConnectionChanged)]:
            await self._notes.note_changed(changed, unit)
