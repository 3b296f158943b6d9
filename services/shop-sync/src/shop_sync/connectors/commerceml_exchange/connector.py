"""CommerceML by exchange as an integration: one for each preset, and what the use cases ask of such a shop."""

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from contracts.base import AccountId, ConnectionId
from contracts.events.connection import RunKind
from contracts.manifest import Manifest
from service_kit.connections.integration import Integration, ListChoices
from service_kit.connections.store import Connection
from service_kit.http import Outside, Pace
from shop_sync.app.shop_ports import MakeFiles, OrderSession
from shop_sync.connectors.commerceml.connector import check_upload
from shop_sync.connectors.commerceml_exchange.config import ExchangeConfig, config_model
from shop_sync.connectors.commerceml_exchange.presets import Preset, load
from shop_sync.connectors.commerceml_exchange.protocol.exchange import Exchange
from shop_sync.connectors.forms.section import RUNS

HERE: Final = Path(__file__).parent
TEXTS: Final = HERE / "strings.ru.json"
MANIFEST: Final = Manifest.model_validate_json((HERE / "manifest.json").read_text("utf-8"))
SYSTEM: Final = "commerceml-exchange"
PACE: Final = Pace(per_second=20, burst=50)
READ_SECONDS: Final = 900.0
TOTAL_SECONDS: Final = 1800.0
"""A shop may take many goods in before it answers; 1С waits for 1800 s in all."""
PRESETS: Final[Mapping[str, Preset]] = {preset.slug: preset for preset in load()}
CHECKING: Final = ConnectionId("check")
"""Settings are checked before they are a connection: all checks of an account share one pace."""


def integration(preset: Preset, lists: Mapping[str, ListChoices], outside: Outside) -> Integration:
    """The widget of a preset, with the choices that its form offers."""

    async def check(account: AccountId, config: ExchangeConfig) -> None:
        await _exchange(outside, account, CHECKING, config, preset).check()

    return Integration(
        manifest_of(preset),
        config_model(preset),
        lists,
        check_upload,
        check,
        periods=_periods,
        identity=lambda config: config.place(preset.path),
        by_hand=RUNS,
        dry_runs=RUNS,
        repeatable=frozenset({RunKind.EXPORT_GOODS, RunKind.EXPORT_STATUSES}),
    )


def manifest_of(preset: Preset) -> Manifest:
    """The manifest of all exchanges with the name, the words and the logo of the preset."""
    own = preset.model_dump(include={"slug", "title", "description", "logo"}, exclude_none=True)
    own["guide"] = preset.slug
    return MANIFEST.model_copy(update=own)


class ExchangeShops:
    """Ports OrderExchange and GoodsDelivery; `opened` gives the settings of a connection with their secrets."""

    def __init__(self, outside: Outside, opened: Callable[[Connection], Awaitable[ExchangeConfig]]) -> None:
        self._outside = outside
        self._opened = opened

    async def exchange(self, connection: Connection) -> Exchange:
        """The exchange with the shop of the connection; nothing is asked yet."""
        config, preset = await self._opened(connection), PRESETS[connection.integration]
        return _exchange(self._outside, connection.account, connection.id, config, preset)

    @asynccontextmanager
    async def session(self, connection: Connection) -> AsyncIterator[OrderSession]:
        """Log in for orders."""
        exchange = await self.exchange(connection)
        async with exchange.sale() as session:
            yield session

    async def deliver(self, connection: Connection, files: MakeFiles, pictures: Path, *, whole: bool) -> None:
        """Hand over all files and let the shop take them in."""
        exchange = await self.exchange(connection)
        await exchange.push(files, pictures, whole=whole)


def _exchange(
    outside: Outside, account: AccountId, connection: ConnectionId, config: ExchangeConfig, preset: Preset
) -> Exchange:
    client = outside.client(account, connection, allow_plain=config.plain_http)
    return Exchange(client, config.exchange_settings(preset.path))


def _periods(config: ExchangeConfig) -> Mapping[RunKind, dt.timedelta]:
    wanted = {RunKind.EXPORT_GOODS: config.export_every, RunKind.IMPORT_ORDERS: config.import_every}
    return {**{kind: period.interval for kind, period in wanted.items() if period}, **config.status_periods()}
