"""What the journal consumes."""

from typing import Annotated

from pydantic import Field

from contracts.topology import JOURNAL_EVENTS
from journal.app.record import AnyEvent, Record
from service_kit.app import Kit


def subscribe(kit: Kit, record: Record) -> None:
    """Everything, in batches."""
    kit.consume_batches(JOURNAL_EVENTS, Annotated[AnyEvent, Field(discriminator="type")], record.work)
