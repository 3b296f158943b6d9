"""Where a mailbox stands and how it is entered."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

PORT_TLS: Final = 993
PORT_STARTTLS: Final = 143


class Security(StrEnum):
    """How the way to the server is protected; there is no third one."""

    TLS = "tls"
    STARTTLS = "starttls"


@dataclass(frozen=True, slots=True)
class Server:
    """An IMAP server; `host` in ASCII."""

    host: str
    port: int = PORT_TLS
    security: Security = Security.TLS


@dataclass(frozen=True, slots=True)
class Password:
    """The password of the mailbox, or one made for an application."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Token:
    """An access token of OAuth 2.0."""

    value: str = field(repr=False)


Secret: TypeAlias = Password | Token


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A folder of a mailbox as its owner set it; an empty folder is the incoming letters.

    `login` where the server wants another name than the address.
    """

    address: str
    server: Server
    secret: Secret
    folder: str = ""
    login: str = ""

    @property
    def user(self) -> str:
        """The name to log in by."""
        return self.login or self.address
