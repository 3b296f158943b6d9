"""Where the letters come from that a person looks at: kept ones, those of the mailbox, a file, pasted text."""

import asyncio
import base64
import binascii
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from contracts.base import AccountId
from contracts.events.connection import RunKind
from mail_intake.app.letters import KeptLetter, Letters
from mail_intake.app.mailboxes import Mailboxes, MailSession
from mail_intake.app.raw_letters import raw_letter
from mail_intake.app.recent_letters import RecentLetters
from mail_intake.app.settings import MailSettings
from mail_intake.domain.mailbox.letters import Fetched
from mail_intake.domain.template.syntax import Kind
from service_kit.connections.store import Connection, Connections
from service_kit.errors import DataError, TransientError
from service_kit.files import Files
from service_kit.problems import NotFound

MAILBOX_SECONDS: Final = 30.0
"""Longest look into a mailbox while a person waits."""
LONGEST_TEXT: Final = 600_000
_SUBJECT: Final = re.compile(r"\A\s*(?:Тема|Subject)[ \t]*:[ \t]*([^\r\n]*)(?:\r?\n|\Z)", re.IGNORECASE)
_RAW: Final = re.compile(
    r"\A\s*(?:Return-Path|Received|Delivered-To|DKIM-Signature|MIME-Version|Message-ID|X-[\w-]+)[ \t]*:", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Intake:
    """What an integration makes of letters, by which runs, and how its settings are read."""

    kind: Kind
    run: RunKind
    settings: Callable[[Any], MailSettings]


Intakes = Mapping[str, Intake]
"""By the name of the integration."""


class Source(BaseModel):
    """One letter: the id of a kept one, the UID of one in the mailbox, a file in base64, or pasted text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    letter: str | None = None
    uid: Annotated[int, Field(ge=1, lt=2**32)] | None = None
    eml: str | None = None
    text: Annotated[str, Field(max_length=LONGEST_TEXT)] | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(given is not None for given in (self.letter, self.uid, self.eml, self.text)) != 1:
            raise ValueError("exactly one of letter, uid, eml, text")
        return self


class LetterSources:
    """Raw letters of connections, for people."""

    def __init__(
        self, *, connections: Connections, mailboxes: Mailboxes, letters: Letters, files: Files, intakes: Intakes
    ) -> None:
        self._connections = connections
        self._mailboxes = mailboxes
        self._letters = letters
        self._files = files
        self._intakes = intakes
        self._recent = RecentLetters()

    def intake(self, connection: Connection) -> Intake:
        """What the connection makes of letters."""
        return self._intakes[connection.integration]

    async def settings(self, connection: Connection) -> MailSettings:
        """Which letters it reads; ConfigError when its settings do not work any more."""
        return self.intake(connection).settings(await self._connections.opened(connection))

    async def raw(self, connection: Connection, source: Source) -> bytes:
        """The letter; NotFound when it is not there, DataError `letter_file_broken`.

        Of a mailbox only letters of the senders that the connection reads.
        """
        if source.letter is not None:
            return await self._of_kept(connection, source.letter)
        if source.uid is not None:
            return await self._of_mailbox(connection, source.uid)
        return _of_file(source.eml) if source.eml is not None else of_text(source.text or "")

    async def kept(self, account: AccountId, letter: KeptLetter) -> bytes | None:
        """The raw letter; None when it is not kept any more, or never was."""
        return await raw_letter(self._files, account, letter)

    async def latest(self, connection: Connection, count: int) -> Sequence[Fetched]:
        """The last letters of the mailbox that the connection would read, the newest first."""
        settings = await self.settings(connection)
        async with self._session(connection, settings) as session:
            return await session.latest(count, settings.senders)

    async def _of_kept(self, connection: Connection, letter: str) -> bytes:
        owner, found = await self._letters.get(connection.account, letter)
        if owner != connection.id:
            raise NotFound("letter_unknown")
        raw = await self.kept(connection.account, found)
        if raw is None:
            raise NotFound("letter_not_kept")
        return raw

    async def _of_mailbox(self, connection: Connection, uid: int) -> bytes:
        # by other settings it may be another mailbox, or a letter that is not for us
        key = (connection.account, connection.id, connection.revision, uid)
        if (recent := self._recent.get(key)) is not None:
            return recent
        settings = await self.settings(connection)
        async with self._session(connection, settings) as session:
            found = await session.letter(uid)
        if found is None or not settings.senders.fit(found.envelope.sender, found.envelope.subject):
            raise NotFound("letter_not_in_mailbox")
        self._recent.put(key, found.raw)
        return found.raw

    @asynccontextmanager
    async def _session(self, connection: Connection, settings: MailSettings) -> AsyncIterator[MailSession]:
        """One login; TransientError `mail_timeout` when the server lets a person wait."""
        mailbox = settings.mailbox
        try:
            async with asyncio.timeout(MAILBOX_SECONDS):
                async with self._mailboxes.session(mailbox, connection.account, connection.id) as session:
                    yield session
        except TimeoutError as error:
            raise TransientError("mail_timeout", host=mailbox.server.host) from error


def of_text(text: str) -> bytes:
    """Pasted text as a letter; a first line «Тема: …» is its subject. The source of a letter is one already."""
    if _RAW.match(text):
        return text.lstrip().encode()
    subject = _SUBJECT.match(text)
    body = text[subject.end() :] if subject else text
    title = base64.b64encode(subject[1].strip().encode() if subject else b"").decode()
    head = (
        f"Subject: =?utf-8?B?{title}?=\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + body.encode("utf-8", "replace")


def _of_file(eml: str) -> bytes:
    try:
        return base64.b64decode(eml, validate=True)
    except (binascii.Error, ValueError) as error:
        raise DataError("letter_file_broken") from error
