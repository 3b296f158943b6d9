"""InSales as an integration: its form, its check, how often its exchanges start."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from contracts.base import AccountId
from contracts.events.connection import RunKind
from contracts.manifest import Manifest
from service_kit.connections.integration import Integration, ListChoices
from service_kit.http import Outside
from shop_sync.connectors.forms.section import RUNS
from shop_sync.connectors.insales.client import check_shop
from shop_sync.connectors.insales.config import InsalesConfig

HERE: Final = Path(__file__).parent
TEXTS: Final = HERE / "strings.ru.json"
MANIFEST: Final = Manifest.model_validate_json((HERE / "manifest.json").read_text("utf-8"))
SLUG: Final = MANIFEST.slug


def integration(lists: Mapping[str, ListChoices], outside: Outside) -> Integration:
    """The integration, with the choices that its form offers."""

    async def check(account: AccountId, config: InsalesConfig) -> None:
        await check_shop(outside, account, config)

    return Integration(
        MANIFEST,
        InsalesConfig,
        lists,
        check=check,
        periods=_periods,
        identity=lambda config: f"{SLUG} {config.shop().host}",
        by_hand=RUNS,
        dry_runs=RUNS,
        repeatable=RUNS,
    )


def _periods(config: InsalesConfig) -> Mapping[RunKind, dt.timedelta]:
    wanted = {RunKind.EXPORT_GOODS: config.export_every, RunKind.IMPORT_ORDERS: config.import_every}
    return {**{kind: every.interval for kind, every in wanted.items() if every}, **config.status_periods()}
