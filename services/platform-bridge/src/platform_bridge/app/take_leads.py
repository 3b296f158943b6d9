"""A request of somebody who may buy becomes an «Обращение» or a deal («Сделка»)."""

import datetime as dt
from collections.abc import Callable, Sequence

from contracts.base import Ref
from contracts.events.changed import SnapshotKind
from contracts.events.lead import LeadKind, LeadReceived, LeadReceivedData
from contracts.rows.directory import DirectoryKind
from platform_bridge.app.ledger import Page
from platform_bridge.app.ports import PlatformPort
from platform_bridge.domain.counterparties import asker_of
from platform_bridge.domain.leads import Filing, deal_of, lead_ref, ticket_of
from service_kit.outbox import Unit
from service_kit.texts import Texts


class TakeLeads:
    """Work of the requests' batch consumer: one record per request, however often it is told.

    A request is never refused: what the settings of its connection name and the account has no more is left out, and
    the record's text says so.
    """

    def __init__(self, platform: PlatformPort, texts: Texts, clock: Callable[[], dt.datetime]) -> None:
        self._platform = platform
        self._texts = texts
        self._clock = clock

    async def work(self, events: Sequence[LeadReceived], unit: Unit) -> None:
        """Keep the requests of `events`; may run again, writes with the unit's session only."""
        for event in events:
            await self._take(Page(event.account, unit, self._platform.kept, self._clock()), event.data)

    async def _take(self, page: Page, lead: LeadReceivedData) -> None:
        """Make the record unless there is or was one, also of the other kind: a connection may change its mind."""
        ref = lead_ref(lead.lead)
        if await page.buried(SnapshotKind.TICKETS, ref) or await page.buried(SnapshotKind.DEALS, ref):
            return
        filing = await self._filing(page, lead)
        if lead.kind is LeadKind.DEAL:
            await page.keep(SnapshotKind.DEALS, deal_of(lead, filing))
        else:
            await page.keep(SnapshotKind.TICKETS, ticket_of(lead, filing))

    async def _filing(self, page: Page, lead: LeadReceivedData) -> Filing:
        status = await _live(page, DirectoryKind.LEAD_STATUS, lead.status)
        responsible = await _live(page, DirectoryKind.EMPLOYEE, lead.responsible)
        missing = [
            *(["lead_status_missing"] if lead.status and not status else []),
            *(["lead_employee_missing"] if lead.responsible and not responsible else []),
        ]
        return Filing(
            untitled=self._texts.get("lead_untitled").what,
            counterparty=await self._counterparty(page, lead),
            status=status
            or await self._platform.first_entry(page.account, DirectoryKind.LEAD_STATUS, page.unit.session),
            responsible=responsible,
            remarks=tuple(self._texts.get(key).whole for key in missing),
        )

    async def _counterparty(self, page: Page, lead: LeadReceivedData) -> Ref | None:
        """Whose phone or e-mail it is; a deal without a counterparty is none, so he is made as an order's is."""
        if lead.kind is not LeadKind.DEAL:
            return await self._platform.find_counterparty(page.account, lead.phone, lead.email, page.unit.session)
        upserted = await self._platform.upsert_counterparties(page.account, [asker_of(lead)], page.unit.session)
        page.tell(SnapshotKind.COUNTERPARTIES, upserted.changed)
        (ref,) = upserted.refs
        return ref


async def _live(page: Page, kind: DirectoryKind, ref: Ref | None) -> Ref | None:
    """The ref if the directory has it and it is not archived."""
    row = await page.find(SnapshotKind.DIRECTORIES, ref) if ref else None
    return ref if row is not None and row.kind == kind and not row.archived else None
