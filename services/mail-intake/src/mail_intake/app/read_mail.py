"""Reading the letters of a mailbox: from where the last run stood, and those that shall be read again."""

import asyncio
import dataclasses
import datetime as dt
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from contracts.base import AccountId, ConnectionId
from mail_intake.app.by_hand import reading_by_hand
from mail_intake.app.letters import REMEMBERED, KeptLetter, Letters, LetterState
from mail_intake.app.mailboxes import Mailboxes, MailSession
from mail_intake.app.raw_letters import raw_letter
from mail_intake.app.reading import LetterRead, Reader
from mail_intake.app.settings import MailSettings
from mail_intake.app.taking import Arrived, Job, Place, Taking, Verdict, details_of
from mail_intake.domain.mailbox.cursor import OVERLAP, Cursor
from mail_intake.domain.mailbox.letters import Envelope, Fetched, Page, Unfetched, digest_of
from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError
from service_kit.files import Files
from service_kit.ids import new_id, utc_now
from service_kit.outbox import Unit
from service_kit.runs.model import Run
from service_kit.runs.store import Runs

AGAIN_AT_ONCE: Final = 20
CONTENT_TYPE: Final = "message/rfc822"


class Cursors(Protocol):
    """How far the mailbox of each connection is read; a dry run has a cursor of its own."""

    async def get(self, account: AccountId, connection: ConnectionId, trial: str | None) -> Mapping[str, Any]:
        """Where reading goes on; empty at first."""

    async def save(
        self, account: AccountId, connection: ConnectionId, trial: str | None, cursor: Mapping[str, Any], unit: Unit
    ) -> None:
        """Remember it."""


@dataclass(slots=True)
class _Reading:
    """A run at work. `place` is the cursor as it is kept: that of the mailbox, its name, the first wanted day, and how
    many requests were taken.
    """

    run: Run
    connection: Connection
    settings: MailSettings
    job: Job
    reader: Reader
    place: dict[str, Any]
    done: int = 0
    total: int = 0
    turn: int = field(init=False)

    def __post_init__(self) -> None:
        self.turn = int(self.place.get("turn", 0))


class ReadMail:
    """Executor of runs that read a mailbox.

    A page of letters, what is made of them and the cursor behind them are stored in one transaction: after a crash the
    run goes on behind the last stored page. Letters are told apart by Message-ID and content, so that a mailbox that is
    read anew gives nothing twice. One letter that cannot be read stops nothing: it is kept for a person.
    """

    def __init__(
        self,
        *,
        connections: Connections,
        runs: Runs,
        mailboxes: Mailboxes,
        letters: Letters,
        cursors: Cursors,
        files: Files,
        taking: Taking,
        settings: Callable[[Any], MailSettings],
        reader: Callable[[Connection, MailSettings], Awaitable[Reader]],
        now: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._connections = connections
        self._runs = runs
        self._mailboxes = mailboxes
        self._letters = letters
        self._cursors = cursors
        self._files = files
        self._taking = taking
        self._settings = settings
        self._reader = reader
        self._now = now

    async def execute(self, run: Run) -> None:
        """Read to the end of the folder; ConfigError and TransientError leave what was stored before.

        A run with no rows to be done (`only` is empty) is about kept letters alone and does not ask the server.
        """
        connection = await self._connections.get(run.account, run.connection)
        config = await self._connections.opened(connection)
        settings = self._settings(config)
        reading = _Reading(
            run,
            connection,
            settings,
            await self._taking.begin(run, connection, config),
            await self._reader(connection, settings),
            dict(await self._cursors.get(run.account, run.connection, _trial(run))),
            done=run.cursor,
        )
        if run.only:
            return await self._repeat(reading, sorted(run.only))
        if not run.dry_run:
            await self._read_again(reading)
        if run.only is None:
            await self._read_on(reading)

    # letters of the mailbox

    async def _read_on(self, reading: _Reading) -> None:
        run, settings = reading.run, reading.settings
        async with self._mailboxes.session(settings.mailbox, run.account, run.connection) as session:
            cursor = self._begin(reading, session)
            again = cursor.resumed(session.state).rereading
            start, last = (cursor.uid, session.state.last) if not again else (0, session.state.last)
            async for page in session.pages(cursor, settings.senders):
                reading.total = max(reading.done, run.cursor + max(0, last - start))
                await self._take(reading, page)
                start = page.cursor.uid

    def _begin(self, reading: _Reading, session: MailSession) -> Cursor:
        """Where the folder stands; the first wanted day when it is another one now, or older letters are wanted."""
        place, mailbox = reading.place, reading.settings.mailbox
        name = f"{mailbox.user} {mailbox.server.host}:{mailbox.server.port}"
        created = reading.connection.created_at
        first = reading.settings.since or created.date()
        if "uid" in place:
            cursor, wanted = Cursor.of_document(place), dt.date.fromisoformat(place["first"])
            if (place["mailbox"], cursor.folder) == (name, session.state.folder) and first >= wanted:
                return cursor
        reading.place = {**place, "mailbox": name, "first": first.isoformat()}
        if "uid" not in place:
            return session.begin(first)
        forgotten = self._now() - REMEMBERED
        if created < forgotten:  # what was read then would come a second time
            first = max(first, (forgotten + OVERLAP).date())
        return dataclasses.replace(session.begin(first), again=True)

    async def _take(self, reading: _Reading, page: Page) -> None:
        """Store a page of the mailbox with the cursor behind it."""
        run = reading.run
        reading.place = {**reading.place, **page.cursor.as_document()}
        fresh = await self._fresh(run, page.letters)
        reads = await asyncio.to_thread(lambda: [reading.reader(one.raw) for one in fresh])
        first = run.cursor
        arrived = [
            Arrived(first + place, _kept(run, one, read, self._now()), read.reading, read.refusal)
            for place, (one, read) in enumerate(zip(fresh, reads, strict=True))
        ]
        large = await self._unseen(run, [_too_large(run, one, self._now()) for one in page.unfetched])
        arrived += [
            Arrived(first + len(arrived) + place, letter, None, DataError(letter.key or "", **letter.details))
            for place, letter in enumerate(large)
        ]
        raws = {one.letter.id: letter.raw for one, letter in zip(arrived, fresh, strict=False)}
        await self._store(reading, arrived, raws, cursor=first + len(arrived))

    async def _fresh(self, run: Run, letters: Sequence[Fetched]) -> list[Fetched]:
        """Those that were never read, each once."""
        digests = [digest_of(one.raw) for one in letters]
        named = {(_name(one.envelope, digest), digest): one for one, digest in zip(letters, digests, strict=True)}
        known = await self._letters.known(run.account, run.connection, [name for name, _ in named])
        return [one for (name, digest), one in named.items() if digest not in known.get(name, ())]

    async def _unseen(self, run: Run, letters: Sequence[KeptLetter]) -> list[KeptLetter]:
        """Those that are kept for the first time, each once."""
        named = {(one.message_id, one.digest): one for one in letters}
        known = await self._letters.known(run.account, run.connection, [name for name, _ in named])
        return [one for (name, digest), one in named.items() if digest not in known.get(name, ())]

    # letters that are kept

    async def _read_again(self, reading: _Reading) -> None:
        """Letters that a person wants to be read again, or has filled in."""
        run = reading.run
        while letters := await self._letters.waiting(run.account, run.connection, AGAIN_AT_ONCE):
            first = run.cursor
            arrived = [await self._again(reading, first + place, one) for place, one in enumerate(letters)]
            reading.total = first + len(arrived)
            await self._store(reading, arrived, {}, cursor=first + len(arrived))

    async def _repeat(self, reading: _Reading, numbers: Sequence[int]) -> None:
        """The letters of these rows; `run.cursor` is the number behind the last row that is done."""
        run = reading.run
        left = [number for number in numbers if number >= run.cursor]
        reading.done, reading.total = len(numbers) - len(left), len(numbers)
        for start in range(0, len(left), AGAIN_AT_ONCE):
            some = left[start : start + AGAIN_AT_ONCE]
            names = await self._runs.outside_ids(run.account, run.attempt_of or "", some)
            kept = await self._letters.some(run.account, run.connection, set(names.values()))
            named = {name: one for one in kept for name in (one.gave, one.id) if name}
            arrived = [await self._row(reading, number, named.get(names.get(number, ""))) for number in some]
            await self._store(reading, arrived, {}, cursor=some[-1] + 1)

    async def _row(self, reading: _Reading, number: int, letter: KeptLetter | None) -> Arrived:
        if letter is None or (letter.state is LetterState.READ and letter.file is None):  # the platform has its order
            gone = KeptLetter(new_id(), "", "", "", "", self._now(), 0, LetterState.PASSED, reading.run.id)
            return Arrived(number, gone, None, DataError("letter_unknown"))
        return await self._again(reading, number, letter)

    async def _again(self, reading: _Reading, index: int, letter: KeptLetter) -> Arrived:
        """A kept letter as it reads now."""
        if letter.filled is not None:
            return Arrived(index, letter, reading_by_hand(letter.filled, letter))
        raw = await raw_letter(self._files, reading.run.account, letter)
        if raw is None:
            return Arrived(index, letter, None, DataError(letter.key or "letter_unknown", **letter.details))
        read = await asyncio.to_thread(reading.reader, raw)
        return Arrived(index, _by_template(letter, read), read.reading, read.refusal)

    # storing

    async def _store(
        self, reading: _Reading, arrived: Sequence[Arrived], raws: Mapping[str, bytes], *, cursor: int
    ) -> None:
        """Judge the letters and store what becomes of them; raw letters first, so that none is missing afterwards."""
        run = reading.run
        verdicts = await reading.job.judge(arrived, reading.turn)
        turn = reading.turn + sum(verdict.made is not None for verdict in verdicts)
        place = {**reading.place, "turn": turn}
        kept = [] if run.dry_run else [one async for one in self._settled(run, verdicts, raws)]
        reading.done += len(arrived)
        reading.total = max(reading.total, reading.done)

        async def also(unit: Unit) -> None:
            await self._letters.save(run.account, run.connection, kept, unit)
            await self._cursors.save(run.account, run.connection, _trial(run), place, unit)

        await reading.job.store(verdicts, Place(cursor, reading.done, reading.total), also)
        reading.place, reading.turn = place, turn

    async def _settled(
        self, run: Run, verdicts: Sequence[Verdict], raws: Mapping[str, bytes]
    ) -> AsyncIterator[KeptLetter]:
        """The letters as they are kept from now on."""
        for verdict in verdicts:
            letter = verdict.arrived.letter
            if not letter.message_id:  # a row whose letter is gone
                continue
            file, raw = letter.file, raws.get(letter.id)
            if raw is not None and self._taking.keeps_raw(verdict):
                file = await self._files.save(
                    run.account, f"{letter.id}.eml", io.BytesIO(raw), content_type=CONTENT_TYPE, lives=REMEMBERED
                )
            refusal = verdict.refusal
            yield dataclasses.replace(
                letter,
                state=verdict.state,
                run=run.id,
                file=file,
                key=refusal.key if refusal else None,
                details=details_of(refusal) if refusal else {},
                gave=verdict.gave,
            )


def _trial(run: Run) -> str | None:
    return run.id if run.dry_run else None


def _name(envelope: Envelope, digest: str) -> str:
    """The Message-ID, or what stands for one that is missing."""
    return envelope.message_id or f"sha256:{digest}"


def _kept(run: Run, fetched: Fetched, read: LetterRead, now: dt.datetime) -> KeptLetter:
    envelope, digest = fetched.envelope, digest_of(fetched.raw)
    letter = KeptLetter(
        id=new_id(),
        message_id=_name(envelope, digest),
        digest=digest,
        sender=", ".join(envelope.sender),
        subject=envelope.subject,
        received_at=envelope.received or (read.letter.date if read.letter else None) or now,
        size=len(fetched.raw),
        state=LetterState.UNREAD,
        run=run.id,
    )
    return _by_template(letter, read)


def _by_template(letter: KeptLetter, read: LetterRead) -> KeptLetter:
    template = read.template
    return dataclasses.replace(
        letter,
        template=template.id if template else None,
        version=template.version if template else None,
    )


def _too_large(run: Run, unfetched: Unfetched, now: dt.datetime) -> KeptLetter:
    """A letter that was not fetched; its size stands for its content."""
    envelope, why = unfetched.envelope, unfetched.why
    return KeptLetter(
        id=new_id(),
        message_id=_name(envelope, f"{envelope.uid}-{envelope.size}"),
        digest=f"size:{envelope.size}",
        sender=", ".join(envelope.sender),
        subject=envelope.subject,
        received_at=envelope.received or now,
        size=envelope.size,
        state=LetterState.UNREAD,
        run=run.id,
        key=why.key,
        details=details_of(why),
    )
