"""Queues of catalog."""

from typing import Annotated

from pydantic import Field

from catalog.app.note_changes import NoteChanges
from contracts.events.connection import ConnectionChanged, IntegrationAnnounced
from contracts.topology import CATALOG_WIDGETS
from service_kit.app import Kit

QUEUES = (CATALOG_WIDGETS,)

WidgetEvent = Annotated[IntegrationAnnounced | ConnectionChanged, Field(discriminator="type")]


def subscribe(kit: Kit, notes: NoteChanges) -> None:
    """Consume announcements and changes of connections."""
    kit.consume_batches(CATALOG_WIDGETS, WidgetEvent, notes.work)
