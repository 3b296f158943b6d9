"""At start a service tells which integrations it offers; the catalogue learns of them that way."""

from contracts.base import AccountId
from contracts.events.connection import IntegrationAnnounced, IntegrationAnnouncedData
from service_kit.connections.integration import Integrations
from service_kit.ids import new_id, utc_now
from service_kit.outbox import Outbox, Unit

EVERYBODY = AccountId("*")


async def announce(outbox: Outbox, service: str, integrations: Integrations) -> None:
    """Emit IntegrationAnnounced with all manifests of the service; its sequence is the time in milliseconds."""
    now = utc_now()
    event = IntegrationAnnounced.new(
        IntegrationAnnouncedData(service=service, manifests=integrations.manifests),
        event_id=new_id(),
        now=now,
        service=service,
        account=EVERYBODY,
        subject=service,
        sequence=int(now.timestamp() * 1000),
    )

    async def body(unit: Unit) -> None:
        unit.emit(event)

    await outbox.transact(body)
