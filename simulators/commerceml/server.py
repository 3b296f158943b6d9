"""Runs the shop for a test or for a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulators.commerceml.app import Habits, Script
from simulators.commerceml.shop import Shop
from simulators.serving import serving

PATH: Final = "/bitrix/admin/1c_exchange.php"
LOGIN: Final = "exchange"
PASSWORD: Final = "exchange-password"  # noqa: S105  the stand-in's own


@dataclass(frozen=True, slots=True)
class Running:
    """A running shop: `address` of its script, `place` as host:port."""

    address: str
    place: str
    shop: Shop
    script: Script

    def modes(self, *wanted: str) -> list[str]:
        """Modes that were asked for, in order; only those `wanted` when given."""
        return [asked.mode for asked in self.script.asked if not wanted or asked.mode in wanted]


@contextmanager
def running(
    *, habits: Habits | None = None, path: str = PATH, port: int = 0, certificate: Path | None = None
) -> Iterator[Running]:
    """A shop that answers on 127.0.0.1 until the block ends."""
    script = Script(Shop(), LOGIN, PASSWORD, habits or Habits(), path)
    with serving(script, port=port, certificate=certificate) as taken:
        scheme = "https" if certificate else "http"
        yield Running(f"{scheme}://127.0.0.1:{taken}{path}", f"127.0.0.1:{taken}", script.shop, script)
