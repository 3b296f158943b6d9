"""Orders by mail as an integration: its form, its check, how often its letters are read."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from contracts.base import AccountId
from contracts.events.connection import RunKind
from contracts.manifest import Manifest
from mail_intake.app.mailboxes import Mailboxes
from mail_intake.connectors.mail_orders.config import MailOrdersConfig
from service_kit.connections.integration import Integration, ListChoices

HERE: Final = Path(__file__).parent
MANIFEST: Final = Manifest.model_validate_json((HERE / "manifest.json").read_text("utf-8"))
SLUG: Final = MANIFEST.slug
RUN: Final = RunKind.IMPORT_ORDERS


def integration(lists: Mapping[str, ListChoices], mailboxes: Mailboxes) -> Integration:
    """The integration, with the choices that its form offers."""

    async def check(_: AccountId, config: MailOrdersConfig) -> None:
        await mailboxes.check(config.mail_settings().mailbox)

    kinds = frozenset({RUN})
    return Integration(
        MANIFEST,
        MailOrdersConfig,
        lists,
        check=check,
        periods=lambda config: {RUN: config.import_every.interval} if config.import_every else {},
        identity=lambda config: config.identity(SLUG),
        by_hand=kinds,
        dry_runs=kinds,
        repeatable=kinds,
    )
