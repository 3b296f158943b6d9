"""What the settings of a connection make of a letter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mail_intake.app.templates import StoredTemplate
from mail_intake.domain.leads.extractor import read_lead
from mail_intake.domain.letter.reading import Letter, read_letter
from mail_intake.domain.order import MailLead, MailOrder, Reading
from mail_intake.domain.profiles.extractor import read_order
from mail_intake.domain.template.preview import best
from mail_intake.domain.template.syntax import Kind, Template, read_template
from service_kit.errors import DataError

_LACKS: Final[Mapping[tuple[str, ...], str]] = {
    ("number", "items"): "mail_order_missing",
    ("number",): "mail_number_missing",
    ("items",): "mail_items_missing",
    ("contact",): "mail_contact_missing",
}
"""Why a letter is no use, by what it lacks."""


@dataclass(frozen=True, slots=True)
class LetterRead:
    """A letter and what it says, or why that cannot be told; `template` is the own template that was used."""

    letter: Letter | None
    reading: Reading | None
    refusal: DataError | None = None
    template: StoredTemplate | None = None


Reader = Callable[[bytes], LetterRead]
"""A raw letter → what it says. Never raises DataError; works on any thread."""


def by_engine(engine: str) -> Reader:
    """Orders of a shop on one of the engines of the guide."""

    def judge(letter: Letter) -> LetterRead:
        return LetterRead(letter, read_order(letter, engine))

    return _reader(judge)


def by_words() -> Reader:
    """Requests by the words that forms use."""

    def judge(letter: Letter) -> LetterRead:
        return LetterRead(letter, read_lead(letter))

    return _reader(judge)


def by_templates(stored: Sequence[StoredTemplate], kind: Kind) -> Reader:
    """Orders or requests by own templates, the one that fits best; DataError `template_none` when there is none."""
    templates: list[Template] = []
    usable: list[StoredTemplate] = []
    for one in stored:
        try:
            templates.append(read_template(one.text, kind))
        except DataError:  # written for the other kind, or before the rules grew stricter: its editor tells so
            continue
        usable.append(one)

    def judge(letter: Letter) -> LetterRead:
        if not templates:
            raise DataError("template_none")
        place, found = best(templates, letter)
        return LetterRead(letter, found.reading, template=usable[place])

    return _reader(judge)


def _reader(judge: Callable[[Letter], LetterRead]) -> Reader:
    def read(raw: bytes) -> LetterRead:
        letter = None
        try:
            letter = read_letter(raw)
            return _complete(judge(letter))
        except DataError as error:
            return LetterRead(letter, None, error)

    return read


def _complete(read: LetterRead) -> LetterRead:
    """A letter that lacks what an order or request needs is refused, with what was found in it."""
    result = read.reading.result if read.reading else None
    if not isinstance(result, MailOrder | MailLead) or not result.missing:
        return read
    return LetterRead(read.letter, read.reading, DataError(_LACKS[result.missing]), read.template)
