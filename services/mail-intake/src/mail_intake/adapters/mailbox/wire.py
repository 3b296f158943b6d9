"""One connection to an IMAP server, step by step. Blocks: a thread of its own calls it.

Folders are opened by EXAMINE and letters fetched by BODY.PEEK, so that nothing in the mailbox changes.
"""

import datetime as dt
import imaplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

from imap_tools.utils import encode_folder

from mail_intake.adapters.mailbox import answers
from mail_intake.adapters.mailbox.client import Box, Client
from mail_intake.adapters.mailbox.failures import Step, of_answer, of_exception, of_login
from mail_intake.domain.letter.limits import MAX_LETTER_BYTES
from mail_intake.domain.mailbox.cursor import State
from mail_intake.domain.mailbox.folders import Folder
from mail_intake.domain.mailbox.letters import Envelope, Fetched
from mail_intake.domain.mailbox.mailbox import Mailbox, Security, Server, Token
from service_kit.errors import BizError, ConfigError, TransientError

TRIED: Final = 4
"""Addresses of one host that are tried in turn."""
NEAR_LIMIT: Final = MAX_LETTER_BYTES * 3 // 4
"""Some servers only estimate sizes: from here on no more than the limit is asked for."""

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Wire:
    """A connection to `server`; `silence` seconds without a byte end it. Raises ConfigError and TransientError."""

    def __init__(self, server: Server, context: ssl.SSLContext, *, connect: float, silence: float) -> None:
        self._server = server
        self._context = context
        self._connect_seconds = connect
        self._silence = silence
        self._link: socket.socket | None = None
        self._box: Box | None = None

    def connect(self, addresses: Sequence[str]) -> None:
        """Reach one of the judged addresses, make the way safe, hear the greeting."""
        with self._step(Step.TLS):
            self._link = self._reached(addresses)
            if self._server.security is Security.TLS:
                self._link = self._context.wrap_socket(
                    self._link, server_hostname=self._server.host, do_handshake_on_connect=False
                )
                self._link.do_handshake()
            self._box = Box(self._link, self._server.host)
            if self._server.security is Security.STARTTLS:
                self._client.starttls(self._context)
                self._link = self._client.sock

    def login(self, mailbox: Mailbox, hint: str) -> None:
        """Log in, once: a refusal is never followed by another try."""
        client, secret = self._client, mailbox.secret.value.strip()
        if not secret or any(ord(sign) < 32 or ord(sign) == 127 for sign in mailbox.user + secret):
            raise ConfigError("mail_login_refused", host=self._server.host, hint=hint, step=Step.LOGIN.value)
        token = isinstance(mailbox.secret, Token)
        data: Any
        with self._step(Step.LOGIN):
            try:
                if token:
                    kind, data = client.authenticate("XOAUTH2", _once(_bearer(mailbox.user, secret)))
                elif (mailbox.user + secret).isascii() and "LOGINDISABLED" not in client.capabilities:
                    kind, data = client.login(mailbox.user, secret)
                else:
                    kind, data = client.authenticate("PLAIN", _once(f"\0{mailbox.user}\0{secret}".encode()))
            except imaplib.IMAP4.abort as error:
                if "socket error" in str(error):
                    raise
                raise of_login(str(error), self._server.host, hint, token=token) from error
            except imaplib.IMAP4.error as error:
                raise of_login(str(error), self._server.host, hint, token=token) from error
            if kind != "OK":
                raise of_login(str(data), self._server.host, hint, token=token)

    def folders(self) -> list[Folder]:
        """All folders, names decoded."""
        with self._step(Step.FOLDER):
            self._client.allow()
            found = self._opened.folder.list()
            return [Folder(item.name, _delimiter(item.delim), frozenset(map(str.lower, item.flags))) for item in found]

    def examine(self, folder: str) -> State:
        """Open the folder for reading only; ConfigError `mail_folder_not_found` when it went away."""
        with self._step(Step.FOLDER):
            client = self._client
            client.allow()
            kind, data = client.select(encode_folder(folder).decode("ascii"), readonly=True)
            if kind != "OK":
                if "[UNAVAILABLE]" in str(data) or "[SERVERBUG]" in str(data) or "[INUSE]" in str(data):
                    raise of_answer(str(data), self._server.host, Step.FOLDER)
                raise ConfigError("mail_folder_not_found", folder=folder, found="—", step=Step.FOLDER.value)
            count = _number(data)
            validity, following = _number(client.response("UIDVALIDITY")[1]), _number(client.response("UIDNEXT")[1])
            if following:
                return State(folder, validity, following - 1, count)
            last = max(self.search("UID *"), default=0) if count else 0
            return State(folder, validity, last, count, exact=False)

    def search(self, criteria: str) -> list[int]:
        """UIDs of the letters that fit, growing."""
        return answers.numbers(self._asked("SEARCH", criteria))

    def behind(self, uid: int, *, until: int | None = None, since: dt.date | None = None) -> list[int]:
        """UIDs above `uid`, at most `until`, of letters that came on the day `since` or later."""
        criteria = f"UID {uid + 1}:{until if until is not None else '*'}"
        if since is not None:
            criteria += f" SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        return [found for found in self.search(criteria) if uid < found and (until is None or found <= until)]

    def envelopes(self, uids: Sequence[int]) -> list[Envelope]:
        """What is known of these letters; those that are gone are left out."""
        return answers.envelopes(self._asked("FETCH", _set(uids), answers.HEADERS)) if uids else []

    def last_envelopes(self, first: int, last: int) -> list[Envelope]:
        """The same by numbers in the folder, 1 being the oldest letter."""
        with self._step(Step.READING):
            self._client.allow()
            kind, data = self._client.fetch(f"{first}:{last}", answers.HEADERS)
            return answers.envelopes(self._taken(kind, data))

    def letters(self, wanted: Sequence[Envelope]) -> list[Fetched]:
        """Letters in the order of `wanted`; without those that are gone. One near the limit comes cut behind it."""
        size = sum(envelope.size for envelope in wanted)
        near = any(envelope.size > NEAR_LIMIT for envelope in wanted)
        part = f"<0.{MAX_LETTER_BYTES + 1}>" if near else ""
        most = (MAX_LETTER_BYTES + 1) * len(wanted) if near else size + MAX_LETTER_BYTES
        data = self._asked("FETCH", _set([e.uid for e in wanted]), f"(UID BODY.PEEK[]{part})", most=most)
        raw = {answers.uid_of(attributes): literal for attributes, literal in answers.fetched(data) if literal}
        return [Fetched(envelope, raw[envelope.uid]) for envelope in wanted if envelope.uid in raw]

    def close(self) -> None:
        """Say good-bye when there is somebody to say it to."""
        if self._box is not None and self._client.state in ("AUTH", "SELECTED"):
            with suppress(Exception):  # the connection is of no use any more, whatever comes
                self._client.allow()
                self._client.logout()
        self.abort()

    def abort(self) -> None:
        """End the connection at once, from any thread: what waits for it fails."""
        if self._link is not None:
            with suppress(OSError):
                self._link.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                self._link.close()

    @property
    def _opened(self) -> Box:
        if self._box is None:
            raise RuntimeError("not connected")
        return self._box

    @property
    def _client(self) -> Client:
        client = self._opened.client
        if not isinstance(client, Client):
            raise TypeError(type(client).__name__)
        return client

    def _reached(self, addresses: Sequence[str]) -> socket.socket:
        failure: OSError = ConnectionRefusedError("no address")
        for address in addresses[:TRIED]:
            try:
                link = socket.create_connection((address, self._server.port), self._connect_seconds)
            except TimeoutError:
                failure = ConnectionRefusedError("silent")
            except OSError as error:
                failure = error
            else:
                link.settimeout(self._silence)
                return link
        raise TransientError("mail_server_not_reached", host=self._server.host, step=Step.TLS.value) from failure

    def _asked(self, command: str, *arguments: str, most: int = 0) -> list[Any]:
        """What the server tells to a UID command."""
        with self._step(Step.READING):
            self._client.allow(most)
            kind, data = self._client.uid(command, *arguments)
            return self._taken(kind, data)

    def _taken(self, kind: str, data: list[Any]) -> list[Any]:
        if kind != "OK":
            raise of_answer(str(data), self._server.host, Step.READING)
        return data

    @contextmanager
    def _step(self, step: Step) -> Iterator[None]:
        """Raise what failed inside as a BizError."""
        try:
            yield
        except BizError:
            raise
        except imaplib.IMAP4.abort as error:
            if step is Step.TLS and "socket error" not in str(error):
                raise of_answer(str(error), self._server.host, step) from error
            raise TransientError("mail_cut", host=self._server.host, step=step.value) from error
        except imaplib.IMAP4.error as error:
            raise of_answer(str(error), self._server.host, step) from error
        except Exception as error:
            raise of_exception(error, self._server.host, step) from error


def _bearer(user: str, token: str) -> bytes:
    return f"user={user}\1auth=Bearer {token}\1\1".encode()


def _once(answer: bytes) -> Callable[[bytes], bytes]:
    """Answers the first challenge; a second one tells of an error and gets an empty line, as XOAUTH2 wants it."""
    left = [answer]
    return lambda _: left.pop() if left else b""


def _delimiter(told: str) -> str:
    return "" if told.upper() == "NIL" else told.replace("\\\\", "\\")


def _set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _number(data: Sequence[Any]) -> int:
    text = data[-1] if data else None
    return int(text) if isinstance(text, bytes) and text.isdigit() else 0
