"""Answers of the shop's script: a word in the first line, lines of text or of `key=value` behind it.

They come with a byte order mark, in windows-1251 without saying so, as a page of HTML when the script broke: so PHP
modules of shops write them («Протокол обмена с сайтом»).
"""

import codecs
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from service_kit.errors import DataError, TransientError
from service_kit.http import Answer

SUCCESS: Final = "success"
PROGRESS: Final = "progress"
FAILURE: Final = "failure"

_REASON_LETTERS: Final = 300
_CHARSET: Final = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_PAGE: Final = re.compile(r"\s*<(!doctype|html|head|body|br|b>|div|p>)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """`word` is the first line, `lines` those behind it that are not empty; `page` = it is HTML.

    Words of the protocol are in small letters. `hidden` are secrets that a shop may repeat: they are not shown.
    """

    word: str
    lines: tuple[str, ...]
    page: bool
    hidden: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """What the shop says, fit to be shown: one line, bounded."""
        said = " ".join(self.lines if self.word in (FAILURE, PROGRESS, SUCCESS) else (self.word, *self.lines))
        plain = " ".join(re.sub(r"<[^>]*>", " ", html.unescape(said)).split())
        text = masked(plain, self.hidden)
        return "".join(letter for letter in text if letter.isprintable())[:_REASON_LETTERS] or "без объяснения"

    @property
    def values(self) -> dict[str, str]:
        """Lines of `key=value`, keys in small letters, the first line too: their order differs from shop to shop."""
        pairs = (line.partition("=") for line in (self.word, *self.lines))
        return {key.strip().lower(): value.strip() for key, sign, value in pairs if sign}

    def require(self, step: str) -> "Reply":
        """The reply itself when it says `success`.

        DataError `exchange_refused`, `exchange_unknown_reply`; TransientError `exchange_page`: a broken script.
        """
        if self.word == SUCCESS:
            return self
        self.require_words(step)
        if self.word == FAILURE:
            raise DataError("exchange_refused", step=step, reason=self.reason)
        raise DataError("exchange_unknown_reply", step=step, reason=self.reason)

    def require_words(self, step: str) -> None:
        """TransientError `exchange_page` when the script broke: a page or nothing came."""
        if self.page or not self.word:
            raise TransientError("exchange_page", step=step)


def read(answer: Answer, hidden: tuple[str, ...] = ()) -> Reply:
    """The reply that an answer carries."""
    return read_text(answer.body, answer.headers.get("content-type", ""), hidden)


def read_text(body: bytes, content_type: str = "", hidden: tuple[str, ...] = ()) -> Reply:
    """The reply in these bytes."""
    text = decoded(body, content_type)
    page = _PAGE.match(text) is not None
    lines = [line.strip() for line in text.splitlines()]
    filled = [line for line in lines if line]
    word = filled[0] if filled else ""
    known = word.lower() if word.lower() in (SUCCESS, PROGRESS, FAILURE) else word
    return Reply(known, tuple(filled[1:]), page, hidden)


def masked(text: str, secrets: Iterable[str]) -> str:
    """The text with asterisks in place of secrets."""
    for secret in secrets:
        text = text.replace(secret, "***")
    return text


def decoded(body: bytes, content_type: str) -> str:
    """Text of a body: by its mark, the declared charset, UTF-8, at last windows-1251, which fits any bytes."""
    body = body.removeprefix(codecs.BOM_UTF8)
    declared = _CHARSET.search(content_type)
    for charset in (declared.group(1) if declared else "utf-8", "utf-8"):
        try:
            return body.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("cp1251", errors="replace")
