"""Which addresses may be reached. Addresses are judged, never the text of a host: `0x7f.1` is 127.0.0.1 too."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

import httpx

from service_kit.errors import ConfigError, TransientError

PORTS: Final = frozenset({80, 443, 8443})
RESOLVE_SECONDS: Final = 5.0

_UNICAST_6: Final = ipaddress.IPv6Network("2000::/3")
# is_global of Python 3.11 is True for these: Teredo and 6to4 carry IPv4 addresses inside, the rest are for documents
# and protocols (IANA special-purpose registries).
_NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(text) for text in ("2001::/23", "2002::/16", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24")
)

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""(host in ASCII, port) → its IP addresses; socket.gaierror when there are none."""


def is_public(text: str) -> bool:
    """Whether the IP address belongs to the public internet; IPv4 inside IPv6 in any form does not."""
    address = ipaddress.ip_address(text)
    if not address.is_global or address.is_multicast or any(address in network for network in _NOT_PUBLIC):
        return False
    return address.version == 4 or address in _UNICAST_6


async def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """What getaddrinfo says."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


@dataclass(frozen=True, slots=True)
class Guard:
    """Judges addresses that users give. Pairs `host:port` in `allowed` pass unseen (BIZ_EGRESS_ALLOW)."""

    allowed: Collection[str] = frozenset()
    resolve: Resolve = resolve_by_system

    def judge(self, address: str | httpx.URL, *, allow_plain: bool) -> httpx.URL:
        """The address with its host in ASCII; ConfigError when scheme, port or form are refused."""
        try:
            url = httpx.URL(address)
            host, scheme = url.raw_host.decode("ascii"), url.scheme
        except (httpx.InvalidURL, UnicodeError):
            raise ConfigError("address_invalid") from None  # the error would carry parts of it, maybe a password
        if scheme not in ("http", "https") or not host or url.userinfo:
            raise ConfigError("address_invalid")
        port = url.port or (443 if scheme == "https" else 80)
        if not self._passes(host, port):
            if scheme == "http" and not allow_plain:
                raise ConfigError("address_not_https", host=url.host)
            if port not in PORTS:
                raise ConfigError("address_port_forbidden", host=url.host, port=port)
        return url

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """All addresses of the host, resolved once; ConfigError when it has none or any of them is not public."""
        try:
            async with asyncio.timeout(RESOLVE_SECONDS):
                found = await self.resolve(host, port)
        except TimeoutError as error:
            raise TransientError("host_not_resolved", host=_shown(host)) from error
        except socket.gaierror as error:
            if error.errno in (socket.EAI_NONAME, socket.EAI_NODATA):
                raise ConfigError("host_not_found", host=_shown(host)) from error
            raise TransientError("host_not_resolved", host=_shown(host)) from error
        except UnicodeError as error:
            raise ConfigError("address_invalid") from error
        if not self._passes(host, port) and not all(is_public(address) for address in found):
            raise ConfigError("address_forbidden", host=_shown(host))
        return found

    def _passes(self, host: str, port: int) -> bool:
        return f"{host.lower()}:{port}" in self.allowed


def _shown(host: str) -> str:
    """The host as its owner writes it, with Cyrillic letters."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host
