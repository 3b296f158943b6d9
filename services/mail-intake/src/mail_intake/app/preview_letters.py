"""What an own template makes of letters, before it is saved."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from mail_intake.app.letter_sources import LetterSources, Source
from mail_intake.domain.letter.reading import read_letter
from mail_intake.domain.mailbox.letters import Envelope, Fetched
from mail_intake.domain.template.preview import Preview, Trial, preview, trial
from mail_intake.domain.template.propose import Proposal, propose
from mail_intake.domain.template.syntax import Kind, Template, read_template
from service_kit.connections.store import Connection
from service_kit.errors import DataError


@dataclass(frozen=True, slots=True)
class Tried:
    """A letter of a trial, with what the template made of it, or why it cannot be read at all."""

    letter: Envelope
    outcome: Trial | None
    refusal: DataError | None = None


class PreviewLetters:
    """Templates on letters: none of them becomes an order or request. What takes long runs in a thread."""

    def __init__(self, sources: LetterSources) -> None:
        self._sources = sources

    def kind(self, connection: Connection) -> Kind:
        """What letters of the connection become."""
        return self._sources.intake(connection).kind

    async def check(self, connection: Connection, text: str) -> None:
        """DataError of `read_template` when the text is no template."""
        await asyncio.to_thread(read_template, text, self.kind(connection))

    async def preview(self, connection: Connection, text: str, source: Source) -> Preview:
        """The template in `text` on one letter; DataError when either cannot be read."""
        template = await asyncio.to_thread(read_template, text, self.kind(connection))
        raw = await self._sources.raw(connection, source)
        return await asyncio.to_thread(lambda: preview(template, read_letter(raw)))

    async def trial(self, connection: Connection, text: str, count: int) -> list[Tried]:
        """The template in `text` on the last letters of the mailbox; DataError when it is none, or too slow."""
        template = await asyncio.to_thread(read_template, text, self.kind(connection))
        letters = await self._sources.latest(connection, count)
        return await asyncio.to_thread(lambda: [_tried(template, letter) for letter in letters])

    async def propose(self, connection: Connection, source: Source) -> Proposal:
        """A template made of one letter."""
        raw = await self._sources.raw(connection, source)
        return await asyncio.to_thread(lambda: propose(read_letter(raw), self.kind(connection)))

    async def latest(self, connection: Connection, count: int) -> Sequence[Envelope]:
        """The last letters of the mailbox."""
        return [letter.envelope for letter in await self._sources.latest(connection, count)]


def _tried(template: Template, fetched: Fetched) -> Tried:
    try:
        return Tried(fetched.envelope, trial(template, [read_letter(fetched.raw)])[0])
    except DataError as error:
        if error.key == "template_too_slow":  # the other letters would take as long
            raise
        return Tried(fetched.envelope, None, error)
