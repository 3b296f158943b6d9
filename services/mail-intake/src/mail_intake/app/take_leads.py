"""Letters of site forms become requests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.events.lead import LeadReceived, LeadReceivedData
from contracts.lead import LeadOrigin
from mail_intake import SERVICE
from mail_intake.app.lead_of import lead_data
from mail_intake.app.letters import LetterState
from mail_intake.app.settings import LeadSettings
from mail_intake.app.taking import Also, Arrived, Place, Verdict, details_of, told
from mail_intake.domain.order import MailLead
from service_kit.connections.store import Connection
from service_kit.errors import DataError
from service_kit.ids import new_id, utc_now
from service_kit.outbox import Outbox, Unit
from service_kit.runs.model import Page, Result, RowState, Run, RunRow, Tally
from service_kit.runs.store import Runs


class TakeLeads:
    """Implements `Taking`. A request is known by its letter: the same letter never makes a second one."""

    def __init__(
        self,
        outbox: Outbox,
        runs: Runs,
        settings: Callable[[Any], LeadSettings],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._outbox = outbox
        self._runs = runs
        self._settings = settings
        self._now = now

    async def begin(self, run: Run, connection: Connection, config: Any) -> "LeadJob":
        """Nothing has to be there for requests."""
        return LeadJob(self._outbox, self._runs, run, connection, self._settings(config), self._now())

    def keeps_raw(self, verdict: Verdict) -> bool:
        """A request holds all of its letter."""
        return verdict.state is LetterState.UNREAD


@dataclass(frozen=True, slots=True)
class LeadJob:
    """One run at work."""

    outbox: Outbox
    runs: Runs
    run: Run
    connection: Connection
    settings: LeadSettings
    now: datetime

    async def judge(self, letters: Sequence[Arrived], turn: int) -> list[Verdict]:
        """A request of each letter that could be read; the responsible employees take turns."""
        verdicts = []
        for arrived in letters:
            verdict = self._verdict(arrived, turn)
            turn += verdict.made is not None
            verdicts.append(verdict)
        return verdicts

    async def store(self, verdicts: Sequence[Verdict], place: Place, also: Also) -> None:
        """Requests, rows and the place, in one transaction."""
        rows = tuple(row for verdict in verdicts if (row := _row(verdict)) is not None)
        tally = Tally(seen=len(rows))
        tally.created = sum(row.result is Result.CREATED for row in rows)
        tally.rejected = tally.seen - tally.created
        page = Page(rows, tally, place.cursor, place.done, place.total)
        made = [verdict.made for verdict in verdicts if isinstance(verdict.made, LeadReceivedData)]

        async def body(unit: Unit) -> None:
            if not self.run.dry_run:
                for data in made:
                    unit.emit(self._event(data))
            await self.runs.record(self.run, page, unit)
            await also(unit)

        await self.outbox.transact(body)
        self.runs.advance(self.run, page)

    def _verdict(self, arrived: Arrived, turn: int) -> Verdict:
        result = arrived.reading.result if arrived.reading else None
        if arrived.refusal is not None or arrived.reading is None or not isinstance(result, MailLead):
            refusal = arrived.refusal or DataError("mail_contact_missing")
            return Verdict(arrived, LetterState.UNREAD, refusal)
        lead = arrived.letter.id
        data = lead_data(
            arrived.reading,
            self.settings,
            lead=lead,
            origin=LeadOrigin(
                service=SERVICE,
                connection=self.connection.id,
                outside_id=arrived.letter.message_id,
                source="mail",
                title=arrived.letter.subject or None,
            ),
            received_at=arrived.letter.received_at,
            turn=turn,
        )
        return Verdict(arrived, LetterState.READ, gave=lead, made=data)

    def _event(self, data: LeadReceivedData) -> LeadReceived:
        return LeadReceived.new(
            data,
            event_id=new_id(),
            now=self.now,
            service=SERVICE,
            account=self.connection.account,
            subject=data.lead,
            sequence=1,
            correlation=data.lead,
        )


def _row(verdict: Verdict) -> RunRow | None:
    """Of a request its row, of a letter that is not read why; none of a letter without a request."""
    index, letter = verdict.arrived.index, verdict.arrived.letter
    if isinstance(verdict.made, LeadReceivedData):
        title = verdict.made.name or verdict.made.phone or verdict.made.email or letter.subject
        return RunRow(index, told(letter), Result.CREATED, RowState.DONE, title=title, outside_id=letter.id)
    if verdict.refusal is None:
        return None
    return RunRow(
        index,
        told(letter),
        Result.REJECTED,
        RowState.DONE,
        key=verdict.refusal.key,
        details=details_of(verdict.refusal),
        outside_id=letter.id,
    )
