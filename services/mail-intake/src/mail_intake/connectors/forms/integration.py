"""How letters come in, whatever is made of them: the check of the mailbox, by hand and by a period."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from contracts.base import AccountId
from contracts.events.connection import RunKind
from contracts.manifest import Manifest
from mail_intake.app.mailboxes import Mailboxes
from mail_intake.connectors.forms.letters import LettersForm
from service_kit.connections.integration import Integration, ListChoices


def by_mail(
    manifest: Manifest,
    form: type[LettersForm],
    run: RunKind,
    *,
    lists: Mapping[str, ListChoices],
    mailboxes: Mailboxes,
) -> Integration:
    """An integration whose letters runs of one kind read; `form` has the period as `import_every`."""

    async def check(_: AccountId, config: LettersForm) -> None:
        await mailboxes.check(config.mail_settings().mailbox)

    def periods(config: Any) -> Mapping[RunKind, dt.timedelta]:
        return {run: config.import_every.interval} if config.import_every else {}

    kinds = frozenset({run})
    return Integration(
        manifest,
        form,
        lists,
        check=check,
        periods=periods,
        identity=lambda config: config.identity(manifest.slug),
        by_hand=kinds,
        dry_runs=kinds,
        repeatable=kinds,
    )
