"""imaplib over a socket that is connected already, held to what was asked for."""

import imaplib
import socket
from typing import Final

from imap_tools.mailbox import BaseMailBox

from mail_intake.adapters.mailbox.failures import StrangeAnswer

LINES: Final = 16 * 1024 * 1024
"""Bytes of an answer beside letters: a search among two million letters has as many."""


class Client(imaplib.IMAP4):
    """One connection. `allow` says how many bytes the next answers may have: a server could send without end."""

    def __init__(self, link: socket.socket, host: str) -> None:
        self._link = link
        self._left = LINES
        super().__init__(host)

    def allow(self, size: int = 0) -> None:
        """From now on take so many bytes of letters and some for what stands around them."""
        self._left = size + LINES

    def read(self, size: int) -> bytes:
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        line = super().readline()
        self._spend(len(line))
        return line

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._link

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise StrangeAnswer


class Box(BaseMailBox):
    """imap-tools over such a client."""

    def __init__(self, link: socket.socket, host: str) -> None:
        self._ready = (link, host)
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return Client(*self._ready)
