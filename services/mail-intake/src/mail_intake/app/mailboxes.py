"""What the use cases need of mailboxes."""

import datetime as dt
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from contracts.base import AccountId, ConnectionId
from mail_intake.domain.mailbox.cursor import Cursor, State
from mail_intake.domain.mailbox.folders import Folder
from mail_intake.domain.mailbox.letters import Fetched, Page
from mail_intake.domain.mailbox.mailbox import Mailbox
from mail_intake.domain.mailbox.senders import Senders


class MailSession(Protocol):
    """A folder opened for reading. Nothing is marked, moved or deleted.

    Every method raises TransientError when the server is away, busy, silent or cut the connection: what pages gave
    until then is good, and their last cursor goes on behind it.
    """

    @property
    def state(self) -> State:
        """What the server told of the folder."""

    def begin(self, since: dt.date | None = None) -> Cursor:
        """Where a first reading begins: behind all letters, or at those of the day `since`."""

    def pages(self, cursor: Cursor, senders: Senders) -> AsyncIterator[Page]:
        """Letters behind the cursor, page by page; the last page may be empty and always comes."""

    async def latest(self, count: int, senders: Senders) -> Sequence[Fetched]:
        """The last letters of these senders, the newest first; letters that are too large are left out."""

    async def letter(self, uid: int) -> Fetched | None:
        """One letter; None when it is gone or too large."""


class Mailboxes(Protocol):
    """Mailboxes of all connections.

    ConfigError says which step failed: `mail_server_…` the name, `mail_tls` or `mail_not_imap` the connection,
    `mail_login_…`, `mail_app_password_needed`, `mail_imap_disabled` or `mail_token_refused` the login, `mail_folder_…`
    the folder; its detail `step` names the step.
    """

    def session(
        self, mailbox: Mailbox, account: AccountId, connection: ConnectionId
    ) -> AbstractAsyncContextManager[MailSession]:
        """Log in once and open the folder."""

    async def folders(self, mailbox: Mailbox) -> Sequence[Folder]:
        """Folders that hold letters, for the form."""

    async def check(self, mailbox: Mailbox) -> State:
        """«Проверить подключение»: name, connection, login and folder in turn; raises what failed first."""
