"""A kept letter as a person looks at it: its text, what it gives now, and a form filled in with that."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from contracts.base import AccountId
from mail_intake.app.by_hand import Filled, HandLead, OrderDraft, lead_draft, order_draft
from mail_intake.app.letter_sources import LetterSources
from mail_intake.app.letters import KeptLetter, Letters
from mail_intake.app.reading import LetterRead, Reader
from mail_intake.app.safe_html import safe_html
from mail_intake.app.settings import MailSettings
from mail_intake.domain.letter.parts import Attachment
from mail_intake.domain.letter.reading import Letter, bodies, original_subject
from mail_intake.domain.letter.rows import canonical
from mail_intake.domain.order import MailLead, MailOrder, Reading
from mail_intake.domain.template.lines import SUBJECT
from mail_intake.domain.template.syntax import Kind
from service_kit.connections.store import Connection, Connections

MOST_LINES: Final = 2_000
LONGEST_LINE: Final = 2_000


@dataclass(frozen=True, slots=True)
class ViewedLetter:
    """A letter and what it says by the present settings; without a text when it is not kept."""

    kept: KeptLetter
    connection: Connection
    lines: tuple[str, ...]
    html: str | None
    attachments: tuple[Attachment, ...]
    reading: Reading | None
    draft: OrderDraft | HandLead


class ViewLetters:
    """Shows kept letters; `reader` gives how the letters of a connection are read."""

    def __init__(
        self,
        *,
        letters: Letters,
        connections: Connections,
        sources: LetterSources,
        reader: Callable[[Connection, MailSettings], Awaitable[Reader]],
    ) -> None:
        self._letters = letters
        self._connections = connections
        self._sources = sources
        self._reader = reader

    async def view(self, account: AccountId, letter: str) -> ViewedLetter:
        """The letter; NotFound when it or its connection is not there, ConfigError when that has no good settings."""
        owner, kept = await self._letters.get(account, letter)
        connection = await self._connections.get(account, owner)
        raw = await self._sources.kept(account, kept)
        if raw is None:
            return self._viewed(kept, connection, None)
        reader = await self._reader(connection, await self._sources.settings(connection))
        return await asyncio.to_thread(lambda: self._viewed(kept, connection, reader(raw)))

    def _viewed(self, kept: KeptLetter, connection: Connection, read: LetterRead | None) -> ViewedLetter:
        letter, reading = (read.letter, read.reading) if read else (None, None)
        return ViewedLetter(
            kept,
            connection,
            lines=_lines(letter) if letter else (),
            html=_html(letter) if letter else None,
            attachments=letter.attachments if letter else (),
            reading=reading,
            draft=_draft(kept, reading, self._sources.intake(connection).kind),
        )


def _lines(letter: Letter) -> tuple[str, ...]:
    """The subject and the text of the letter, cut where nobody reads on."""
    body = bodies(letter)[0]
    lines = [SUBJECT + original_subject(letter, body), *canonical(body.rows)]
    return tuple(line[:LONGEST_LINE] for line in lines[:MOST_LINES])


def _html(letter: Letter) -> str | None:
    return next((safe_html(part.text) for part in letter.texts if part.html), None)


def _draft(kept: KeptLetter, reading: Reading | None, kind: Kind) -> OrderDraft | HandLead:
    """What was entered before, else what the letter says."""
    before = Filled.model_validate(kept.filled) if kept.filled else Filled()
    result = reading.result if reading else None
    if kind is Kind.LEAD:
        return before.lead or lead_draft(result if isinstance(result, MailLead) else None)
    return before.order or order_draft(result if isinstance(result, MailOrder) else None, kept)
