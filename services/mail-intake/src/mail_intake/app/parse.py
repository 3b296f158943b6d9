"""Letters of files, read as a person asks for: the tool beside the service."""

import json
import sys
from pathlib import Path

from mail_intake.app.shape import as_json, missing_of
from mail_intake.domain.leads.extractor import read_lead
from mail_intake.domain.letter.limits import MAX_LETTER_BYTES
from mail_intake.domain.letter.parts import too_large
from mail_intake.domain.letter.reading import Letter, read_letter
from mail_intake.domain.order import Reading, StatusLetter
from mail_intake.domain.profiles.extractor import read_order
from mail_intake.domain.profiles.profile import profile
from mail_intake.domain.template.preview import best
from mail_intake.domain.template.propose import propose
from mail_intake.domain.template.syntax import Kind, Template, read_template
from service_kit.errors import DataError
from service_kit.texts import Texts

COMPLETE, UNREADABLE, INCOMPLETE = 0, 2, 3


class ParseLetter:
    """Prints what a letter says. Exit codes: 0 complete, 2 unreadable, 3 when something required is missing."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def parse(self, file: Path, *, engine: str | None = None, templates: list[Path] | None = None) -> int:
        """Read `file` by a profile, by templates, or (with neither) as a request."""
        try:
            reading = self._read(file, engine, templates)
        except DataError as error:
            self._tell(error.key, **error.details)
            return UNREADABLE
        print(json.dumps(as_json(reading), ensure_ascii=False, indent=1))  # noqa: T201 - this is a tool
        if isinstance(reading.result, StatusLetter):
            self._tell("mail_status_letter", subject=reading.origin.subject)
            return INCOMPLETE
        if missing := missing_of(reading):
            self._tell("mail_order_incomplete", missing=", ".join(missing))
            return INCOMPLETE
        return COMPLETE

    def propose(self, file: Path, *, lead: bool = False) -> int:
        """Print a template made of the letter in `file`."""
        try:
            proposal = propose(_letter(file), Kind.LEAD if lead else Kind.ORDER)
        except DataError as error:
            self._tell(error.key, **error.details)
            return UNREADABLE
        print(proposal.text)  # noqa: T201 - this is a tool
        if proposal.preview is None or not proposal.preview.ok:
            self._tell("mail_order_incomplete", missing=", ".join(proposal.missing) or "—")
            return INCOMPLETE
        return COMPLETE

    def _read(self, file: Path, engine: str | None, templates: list[Path] | None) -> Reading:
        if engine is not None:
            profile(engine)  # an unknown one is told before the letter is
            return read_order(_letter(file), engine)
        if not templates:
            return read_lead(_letter(file))
        return best([_template(path) for path in templates], _letter(file))[1].reading

    def _tell(self, key: str, **details: object) -> None:
        print(self._texts.get(key, details).whole, file=sys.stderr)  # noqa: T201 - this is a tool


def _letter(file: Path) -> Letter:
    """The letter in `file`; one that is too large is not even opened."""
    try:
        size = file.stat().st_size
        if size > MAX_LETTER_BYTES:
            raise too_large(size)
        return read_letter(file.read_bytes())
    except OSError as error:
        raise DataError("letter_file_not_found", file=str(file)) from error


def _template(file: Path) -> Template:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataError("letter_file_not_found", file=str(file)) from error
    except UnicodeDecodeError as error:
        raise DataError("template_not_utf8") from error
    lead = "{{#items}}" not in text.replace(" ", "")
    return read_template(text, Kind.LEAD if lead else Kind.ORDER)
