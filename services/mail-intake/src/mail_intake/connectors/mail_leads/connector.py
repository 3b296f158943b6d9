"""Requests of a site by mail as an integration."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from contracts.events.connection import RunKind
from contracts.manifest import Manifest
from mail_intake.app.mailboxes import Mailboxes
from mail_intake.connectors.forms.integration import by_mail
from mail_intake.connectors.mail_leads.config import MailLeadsConfig
from service_kit.connections.integration import Integration, ListChoices

HERE: Final = Path(__file__).parent
MANIFEST: Final = Manifest.model_validate_json((HERE / "manifest.json").read_text("utf-8"))
SLUG: Final = MANIFEST.slug
RUN: Final = RunKind.IMPORT_LEADS


def integration(lists: Mapping[str, ListChoices], mailboxes: Mailboxes) -> Integration:
    """The integration, with the choices that its form offers."""
    return by_mail(MANIFEST, MailLeadsConfig, RUN, lists=lists, mailboxes=mailboxes)
