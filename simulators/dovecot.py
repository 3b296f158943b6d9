"""A real IMAP server on loopback: Debian's Dovecot 2.3 as a private child, with users, folders and letters of tests.

Needs the package `dovecot-imapd`. Runs as root (mail then belongs to the user `mail`) and as any other user.
`python -m simulators.dovecot shop@example.ru secret` starts one until Ctrl-C and tells where it listens.
"""

import grp
import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Self

from imap_tools.imap_utf7 import utf7_encode

from service_kit.testing.certificate import certificate
from service_kit.testing.process import Child, free_port, wait_for

HOST: Final = "localhost"
BINARY: Final = "/usr/sbin/dovecot"
ADMIN: Final = "doveadm"
_START_SECONDS: Final = 15.0
_CONFIG: Final = """\
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/{host}.pem
ssl_key = <{folder}/{host}.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
auth_verbose = yes
mail_max_userip_connections = 200
default_vsz_limit = 1G
default_login_user = {login_user}
default_internal_user = {internal_user}
default_internal_group = {internal_group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = {store}:{folder}/mail/%u
{mail_owner}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users/%u
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  process_limit = 256
  client_limit = 1000
  inet_listener imap {{
    port = {port_plain}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 256
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
"""


class Dovecot:
    """A server of our own: `port` speaks TLS, `port_plain` STARTTLS; `authority` is the PEM file to trust.

    `store` is how it keeps letters: `maildir`, which `deliver` needs, or `mdbox`, whose folders open at once however
    many letters they hold. `with Dovecot() as server` starts and stops it; its folder goes with it.
    """

    def __init__(self, store: str = "maildir") -> None:
        self._store = store
        self.host = HOST
        self.port, self.port_plain = free_port(), free_port()
        # A folder of pytest may not be entered by the user that mail belongs to.
        self._folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self._folder.chmod(0o755)
        self.authority = certificate(self._folder, HOST)
        self._owner = pwd.getpwnam("mail") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._number = 0
        self._child: Child | None = None
        (self._folder / "run").mkdir()
        (self._folder / "mail").mkdir()
        (self._folder / "users").mkdir()
        self._give(self._folder / "mail")
        (self._folder / "dovecot.conf").write_text(self._config())

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.remove()

    def start(self) -> None:
        """Start and wait until it greets; FileNotFoundError without the package."""
        if not Path(BINARY).exists():
            raise FileNotFoundError("dovecot-imapd is not installed: run `make setup`")
        command: list[str | Path] = [BINARY, "-F", "-c", self._folder / "dovecot.conf"]
        self._child = Child("dovecot", command, log=self._folder / "output.log", cwd=self._folder)
        child = self._child

        def greets() -> bool:
            child.require_alive()
            with suppress(OSError, imaplib.IMAP4.error), imaplib.IMAP4(HOST, self.port_plain, timeout=2) as client:
                return client.state == "NONAUTH"
            return False

        wait_for(greets, _START_SECONDS, "dovecot greets")

    def stop(self) -> None:
        """Stop it with all its sessions; letters stay for another `start`."""
        if self._child is not None:
            self._child.terminate()
        self._child = None

    def remove(self) -> None:
        """Delete letters and settings."""
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def pid(self) -> int:
        """Of the process that all others come from; RuntimeError when none runs."""
        if self._child is None:
            raise RuntimeError("dovecot does not run")
        return self._child.pid

    def log(self) -> str:
        """What it wrote down."""
        file = self._folder / "dovecot.log"
        return file.read_text(errors="replace") if file.exists() else ""

    def add_user(self, address: str, password: str) -> None:
        """Make a mailbox."""
        # A file of their own each: a shared one is not looked at twice within a second.
        (self._folder / "users" / address).write_text(f"{address}:{{PLAIN}}{password}\n")

    def deliver(self, address: str, letters: Iterable[bytes], folder: str = "INBOX") -> None:
        """Put letters into a folder as mail comes in, making it when it is not there."""
        place = self._folder / "mail" / address
        self._maildir(place)
        if folder != "INBOX":
            place /= "." + utf7_encode(folder.replace("/", ".")).decode("ascii")
            self._maildir(place)
        for letter in letters:
            self._number += 1
            name = f"{int(time.time())}.M{self._number:07d}P{os.getpid()}.test"
            (place / "tmp" / name).write_bytes(letter)
            self._give(place / "tmp" / name)
            (place / "tmp" / name).rename(place / "new" / name)

    def fill(self, address: str, letters: Iterable[bytes]) -> None:
        """Put very many letters into the inbox at once, of any store; none may have a line that begins with «From »."""
        box = self._folder / "mail" / f"{address}.mbox"
        with box.open("wb") as file:
            for letter in letters:
                file.write(b"From x Mon Jan  5 10:00:00 2026\n" + letter.replace(b"\r\n", b"\n") + b"\n")
        self._give(box)
        source = f"mbox:{self._folder}/mail/of-{address}:INBOX={box}"
        config = self._folder / "dovecot.conf"
        command = [ADMIN, "-c", str(config), "import", "-u", address, source, "", "ALL"]
        subprocess.run(command, check=True)  # noqa: S603 - fixed command
        box.unlink()

    @contextmanager
    def client(self, address: str, password: str) -> Iterator[imaplib.IMAP4_SSL]:
        """A client of the owner, to do what people do in their mail programs."""
        context = ssl.create_default_context(cafile=str(self.authority))
        with imaplib.IMAP4_SSL(HOST, self.port, ssl_context=context, timeout=30) as client:
            client.login(address, password)
            yield client

    def _maildir(self, place: Path) -> None:
        for part in (place, place / "cur", place / "new", place / "tmp"):
            if not part.exists():
                part.mkdir(mode=0o700)
                self._give(part)

    def _give(self, path: Path) -> None:
        if os.geteuid() == 0:
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)

    def _config(self) -> str:
        root, user = os.geteuid() == 0, self._owner.pw_name
        group = grp.getgrgid(self._owner.pw_gid).gr_name
        return _CONFIG.format(
            folder=self._folder,
            store=self._store,
            host=HOST,
            login_user="dovenull" if root else user,
            internal_user="dovecot" if root else user,
            internal_group="dovecot" if root else group,
            mail_owner=f"mail_uid = {user}\nmail_gid = {group}" if root else "",
            uid=self._owner.pw_uid,
            gid=self._owner.pw_gid,
            port=self.port,
            port_plain=self.port_plain,
        )


def main(address: str, password: str) -> None:
    """Serve one mailbox until Ctrl-C."""
    with Dovecot() as server:
        server.add_user(address, password)
        print(f"{server.host}:{server.port} (TLS), trust {server.authority}")
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:3])
