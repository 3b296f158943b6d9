"""Wiring of mail-intake: the only place where its parts meet."""

from pathlib import Path

from mail_intake.app.parse import ParseLetter
from service_kit.texts import Texts

TEXTS = Path(__file__).parent / "strings.ru.json"
MAILBOX_TEXTS = Path(__file__).parent / "adapters" / "mailbox" / "strings.ru.json"


def letter_parser() -> ParseLetter:
    """What reads a letter of a file and prints it."""
    return ParseLetter(Texts([TEXTS, MAILBOX_TEXTS]))
