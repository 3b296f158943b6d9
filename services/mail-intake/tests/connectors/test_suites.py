"""Both integrations by mail do what every connector must do; their check is asked of a real Dovecot."""

import asyncio
import contextlib
import imaplib
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from types import ModuleType
from typing import Any, ClassVar

import pytest
from imap_tools.imap_utf7 import utf7_encode

from mail_intake.connectors.mail_leads import connector as mail_leads
from mail_intake.connectors.mail_orders import connector as mail_orders
from service_kit.testing.connector_suite import ConnectorSuite
from service_kit.testing.process import wait_for

pytestmark = pytest.mark.dovecot


class MailSuite(ConnectorSuite):
    """What both have in common."""

    connector: ClassVar[ModuleType]
    chosen: ClassVar[Mapping[str, Any]] = {}

    @pytest.fixture(autouse=True)
    def _post(self, post: Any) -> None:
        self.post = post
        self.folder = self.connector.HERE
        self.integration = self.connector.integration({}, post.mailboxes)
        self.good_config = {**post.form, **self.chosen}

    def failures(self) -> Mapping[str, AbstractAsyncContextManager[None]]:
        return {
            "mail_login_refused": self._other_password(),
            "mail_folder_not_found": self._folder_renamed(),
            "mail_server_not_reached": self._server_away(),
        }

    @contextlib.asynccontextmanager
    async def _other_password(self) -> AsyncIterator[None]:
        own = self.post.form["password"]
        await self._becomes("quite-another-password")
        yield
        await self._becomes(own)

    async def _becomes(self, password: str) -> None:
        """Change it, and wait until the server has looked at its file again."""
        server, address = self.post.server, self.post.address

        def lets_in() -> bool:
            with contextlib.suppress(imaplib.IMAP4.error), server.client(address, password):
                return True
            return False

        server.add_user(address, password)
        await asyncio.to_thread(wait_for, lets_in, 10.0, "the new password is known")

    @contextlib.asynccontextmanager
    async def _folder_renamed(self) -> AsyncIterator[None]:
        post = self.post
        with post.server.client(post.address, post.form["password"]) as client:
            old, new = f'"{utf7_encode(post.form["folder"]).decode()}"', '"Done"'
            assert client.rename(old, new)[0] == "OK"
            yield
            assert client.rename(new, old)[0] == "OK"

    @contextlib.asynccontextmanager
    async def _server_away(self) -> AsyncIterator[None]:
        self.post.server.stop()
        yield
        self.post.server.start()


class TestMailOrders(MailSuite):
    connector = mail_orders
    chosen = {"organization": "organization-1", "owner": "employee-1"}  # noqa: RUF012


class TestMailLeads(MailSuite):
    connector = mail_leads


del MailSuite  # it is no integration itself
