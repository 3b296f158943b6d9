"""An opened folder, read page by page. Implements `mail_intake.app.mailboxes.MailSession`."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Final, Protocol, TypeVar

from mail_intake.adapters.mailbox.wire import Wire
from mail_intake.domain.letter.limits import MAX_LETTER_BYTES
from mail_intake.domain.letter.parts import too_large as refusal
from mail_intake.domain.mailbox.cursor import Cursor, State
from mail_intake.domain.mailbox.letters import Envelope, Fetched, Page, Plan, Unfetched, plans, too_large
from mail_intake.domain.mailbox.senders import Senders
from service_kit.errors import DataError, TransientError

HEADERS: Final = 200
"""Letters whose headers are asked for at once."""
LOOKED_BACK: Final = 2_000
"""So many letters are looked through for the last ones of a sender."""

Result = TypeVar("Result")


class Run(Protocol):
    """Runs a step of the connection in its thread."""

    def __call__(self, step: Callable[[], Result]) -> Awaitable[Result]: ...


class Session:
    """Reads one folder over one connection; `now` (UTC) is a moment before the folder was opened."""

    def __init__(self, wire: Wire, run: Run, state: State, now: dt.datetime) -> None:
        self._wire = wire
        self._run = run
        self._state = state
        self._now = now

    @property
    def state(self) -> State:
        """What the server told of the folder."""
        return self._state

    def begin(self, since: dt.date | None = None) -> Cursor:
        """Where a first reading begins."""
        return Cursor.begin(self._state, self._now, since)

    async def pages(self, cursor: Cursor, senders: Senders) -> AsyncIterator[Page]:
        """Letters behind the cursor; the last page has `more` False and the end of the folder as its cursor."""
        cursor = cursor.resumed(self._state)
        uids = await self._behind(cursor)
        for start in range(0, len(uids), HEADERS):
            batch = uids[start : start + HEADERS]
            envelopes = await self._run(lambda batch=batch: self._wire.envelopes(batch))  # type: ignore[misc]
            for plan in plans(envelopes, senders):
                page = await self._page(plan, cursor)
                cursor = page.cursor
                yield page
            cursor = cursor.at(batch[-1])
        end = cursor.finished(self._state.last, self._now)
        yield Page((), (), 0, end, again=False, more=False)

    async def latest(self, count: int, senders: Senders) -> Sequence[Fetched]:
        """The last letters of these senders, the newest first."""
        found: list[Envelope] = []
        last, oldest = self._state.count, max(self._state.count - LOOKED_BACK, 0)
        while last > oldest and len(found) < count:
            first = max(last - HEADERS, oldest)
            envelopes = await self._run(lambda a=first, b=last: self._wire.last_envelopes(a + 1, b))  # type: ignore[misc]
            found += [
                envelope
                for envelope in reversed(envelopes)
                if senders.fit(envelope.sender, envelope.subject) and not too_large(envelope)
            ]
            last = first
        return [letter for envelope in found[:count] if (letter := await self._one(envelope)) is not None]

    async def letter(self, uid: int) -> Fetched | None:
        """One letter; None when it is gone or too large."""
        envelopes = await self._run(lambda: self._wire.envelopes([uid]))
        return await self._one(envelopes[0]) if envelopes and not too_large(envelopes[0]) else None

    async def _behind(self, cursor: Cursor) -> list[int]:
        """UIDs of letters behind the cursor, without those that are passed over. Asks nothing when there are none."""
        uid, found = cursor.uid, []
        if cursor.passing:
            found = await self._run(lambda: self._wire.behind(uid, until=cursor.until, since=cursor.since))
            uid = cursor.until
        if self._state.last > uid:
            found = found + await self._run(lambda: self._wire.behind(uid))
        return found

    async def _page(self, plan: Plan, cursor: Cursor) -> Page:
        letters, unfetched = await self._fetched(plan.wanted)
        large = [letter.envelope for letter in letters if len(letter.raw) > MAX_LETTER_BYTES]
        unfetched += [Unfetched(envelope, refusal(envelope.size)) for envelope in (*plan.too_large, *large)]
        return Page(
            [letter for letter in letters if len(letter.raw) <= MAX_LETTER_BYTES],
            sorted(unfetched, key=lambda one: one.envelope.uid),
            plan.foreign,
            cursor.at(plan.uid),
            again=cursor.rereading,
            more=True,
        )

    async def _fetched(self, wanted: Sequence[Envelope]) -> tuple[list[Fetched], list[Unfetched]]:
        """Letters at once; when the server gives out none of them so, one by one."""
        if not wanted:
            return [], []
        try:
            return await self._run(lambda: self._wire.letters(wanted)), []
        except TransientError as error:
            if error.key != "mail_server_busy" or len(wanted) == 1:
                raise
        return await self._one_by_one(wanted)

    async def _one_by_one(self, wanted: Sequence[Envelope]) -> tuple[list[Fetched], list[Unfetched]]:
        """A letter that the server cannot give is told and left behind, unless it gives none at all."""
        letters: list[Fetched] = []
        unfetched: list[Unfetched] = []
        failure: TransientError | None = None
        for envelope in wanted:
            try:
                letters += await self._run(lambda e=envelope: self._wire.letters([e]))  # type: ignore[misc]
            except TransientError as error:
                if error.key != "mail_server_busy":
                    raise
                failure = error
                unfetched.append(Unfetched(envelope, DataError("mail_letter_not_given", subject=envelope.subject)))
        if failure is not None and not letters:
            raise failure
        return letters, unfetched

    async def _one(self, envelope: Envelope) -> Fetched | None:
        found = await self._run(lambda: self._wire.letters([envelope]))
        return found[0] if found and len(found[0].raw) <= MAX_LETTER_BYTES else None
