"""«Заявка на подключение» of the marketplace becomes an «Обращение»."""

from contracts.base import Ref
from contracts.events.changed import SnapshotKind
from contracts.events.marketplace import ConnectionRequested
from contracts.rows.directory import DirectoryKind
from contracts.rows.people import TicketRow
from platform_bridge.app.ledger import Ledger, Page
from platform_bridge.app.ports import PlatformPort
from platform_bridge.domain.contacts import email_text, phone_digits
from service_kit.texts import Texts

CHANNEL = "marketplace"


class TakeRequests:
    """One ticket per request, however often it is told: the request's id is the ticket's."""

    def __init__(self, ledger: Ledger, platform: PlatformPort, texts: Texts) -> None:
        self._ledger = ledger
        self._platform = platform
        self._texts = texts

    async def handle(self, event: ConnectionRequested) -> None:
        """Make the ticket, in the first status and with the counterparty whose phone or e-mail it is."""

        async def body(page: Page) -> None:
            ref = Ref(f"request-{event.data.request}")
            if await page.buried(SnapshotKind.TICKETS, ref):
                return
            await page.keep(SnapshotKind.TICKETS, await self._ticket(page, ref, event))

        await self._ledger.write(event.account, body)

    async def _ticket(self, page: Page, ref: Ref, event: ConnectionRequested) -> TicketRow:
        asked, session = event.data, page.unit.session
        phone = phone_digits(asked.phone) if asked.phone else None
        email = email_text(asked.email) if asked.email else None
        text = self._texts.get("connection_request", {"title": asked.title, "widget": asked.widget})
        return TicketRow(
            ref=ref,
            sequence=0,
            subject=text.what,
            text="\n".join(part for part in (asked.comment, text.why) if part),
            counterparty_ref=await self._platform.find_counterparty(page.account, phone, email, session),
            contact_name=asked.name,
            phone=phone,
            email=email,
            status_ref=await self._platform.first_entry(page.account, DirectoryKind.LEAD_STATUS, session),
            channel=CHANNEL,
            created_at=event.time,
            extra={"widget": asked.widget},
        )
