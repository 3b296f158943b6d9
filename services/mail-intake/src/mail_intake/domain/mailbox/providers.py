"""Which server an address belongs to: by a table of providers, else by what its owner says. Nobody is asked."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from mail_intake.domain.mailbox.mailbox import PORT_STARTTLS, PORT_TLS, Security, Server
from service_kit.errors import ConfigError

_TABLE: Final = Path(__file__).parent / "providers.json"
_ADDRESS: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]{1,64}@([^\s@<>,;:\"()\[\]\\/]{1,253})")
_HOST: Final = re.compile(r"(?=.{1,253}\Z)(?!\d+(?:\.\d+)*\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.?)+")
_GENERAL_HINT: Final = (
    "Проверьте «Адрес Email» и «Пароль»; если почта требует отдельный пароль для приложений, создайте его и введите."
)


@dataclass(frozen=True, slots=True)
class Provider:
    """Who keeps mailboxes: `domains` of their addresses, `hint` how to get a password that works (Russian).

    `folders` are {name that people see: name on the server}.
    """

    key: str
    name: str
    host: str
    domains: tuple[str, ...]
    hint: str
    folders: Mapping[str, str] = field(default_factory=dict)

    @property
    def server(self) -> Server:
        """Where it lets its mailboxes be read."""
        return Server(self.host)


@cache
def providers() -> tuple[Provider, ...]:
    """All of the table, those of own domains last."""
    return tuple(
        Provider(row["key"], row["name"], row["host"], tuple(row["domains"]), row["hint"], row["folders"])
        for row in json.loads(_TABLE.read_text("utf-8"))
    )


def domain_of(address: str) -> str:
    """Domain of an address in ASCII, lower case; ConfigError `mail_address_invalid`."""
    match = _ADDRESS.fullmatch(address.strip())
    if match is None or "." not in match[1].strip("."):
        raise ConfigError("mail_address_invalid", given=address[:320])
    try:
        return match[1].encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ConfigError("mail_address_invalid", given=address[:320]) from None


def provider_of(address: str) -> Provider | None:
    """The provider whose domain the address has; subdomains are somebody else's."""
    domain = domain_of(address)
    return next((provider for provider in providers() if domain in provider.domains), None)


def provider_at(server: Server) -> Provider | None:
    """The first provider with that server."""
    return next((provider for provider in providers() if provider.host == server.host), None)


def server_of(address: str) -> Server:
    """The server of an address; ConfigError `mail_server_unnamed` when its owner has to be asked."""
    provider = provider_of(address)
    if provider is None:
        domain = domain_of(address)
        raise ConfigError("mail_server_unnamed", domain=domain, guesses=" или ".join(guesses(address)), step="name")
    return provider.server


def guesses(address: str) -> tuple[str, ...]:
    """Hosts to propose for a domain that the table does not have, the likeliest first. They may not exist."""
    domain = domain_of(address)
    return f"imap.{domain}", f"mail.{domain}"


def given_server(host: str, port: int | None = None, security: Security = Security.TLS) -> Server:
    """The server that an owner names; ConfigError `mail_server_invalid`.

    A name, or `name:port` as it stands in instructions; an IP address has no certificate to trust it by.
    """
    text = host.strip().lower().rstrip(".")
    if port is None and re.fullmatch(r"[^:]+:\d{1,5}", text):
        text, _, number = text.partition(":")
        port = int(number)
    try:
        ascii_host = text.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_host = ""
    if port is None:
        port = PORT_TLS if security is Security.TLS else PORT_STARTTLS
    if not _HOST.fullmatch(ascii_host) or not 0 < port < 65_536:
        raise ConfigError("mail_server_invalid", given=host[:253], step="name")
    if port == PORT_STARTTLS:
        security = Security.STARTTLS
    return Server(ascii_host, port, security)


def hint_of(address: str, server: Server) -> str:
    """What to do about a password that is refused: by the address, else by the server."""
    provider = provider_of(address) or provider_at(server)
    return provider.hint if provider else _GENERAL_HINT


def folder_names(address: str, server: Server) -> Mapping[str, str]:
    """{name that people see: name on the server}."""
    provider = provider_of(address) or provider_at(server)
    return provider.folders if provider else {}
