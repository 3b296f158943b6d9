"""Real shops as child processes: projects of `simulators/peers` in virtual environments of their own (`make peers`)."""

import json
import os
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Self

from gateway import REPOSITORY
from service_kit.testing.process import Child, free_port, wait_for

LOGIN = "exchange"
PASSWORD = "secret"  # noqa: S105  of a shop that lives as long as a test
_READY_SECONDS = 60.0


class Peer:
    """A shop; `with OscarShop(folder) as shop` starts and stops it. Data and log lie in `folder`.

    Starting raises RuntimeError when it ends at once (its environment is missing: `make peers`), TimeoutError when it
    does not answer.
    """

    project: str

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._child: Child | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def host(self) -> str:
        """`host:port`, as BIZ_EGRESS_ALLOW wants it."""
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        """Address of the exchange, as the owner of the shop enters it."""
        return f"http://{self.host}/cml/1c_exchange.php"

    def start(self) -> None:
        """Start with the data that lie in the folder; on return the exchange answers."""
        python = REPOSITORY / ".peers" / self.project / "bin" / "python"
        if not python.exists():
            raise RuntimeError(f"{self.project} is not installed: `make peers` does it")
        self._folder.mkdir(parents=True, exist_ok=True)
        peers = REPOSITORY / "simulators" / "peers"
        self._child = Child(
            self.project,
            [python, peers / "serve.py", str(self.port)],
            log=self._folder / "shop.log",
            env={**os.environ, "PEER_FOLDER": str(self._folder), "PYTHONDONTWRITEBYTECODE": "1"},
            cwd=peers / self.project,
        )
        try:
            wait_for(self._answers, _READY_SECONDS, f"{self.project} answers")
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop it; its data stay."""
        if self._child is not None:
            self._child.terminate()
            self._child = None

    def log(self) -> str:
        """What the shop has written: its requests among it."""
        return (self._folder / "shop.log").read_text(errors="replace")

    def state(self) -> dict[str, Any]:
        """Everything the shop holds, read by its own models: categories, cards, offers, orders, inbox."""
        return self._ask("GET", "state")

    def inbox(self) -> dict[str, str]:
        """Files that the shop was sent and did not import, by name: those with statuses of orders."""
        found: dict[str, str] = self.state()["inbox"]
        return found

    def place_order(self, lines: Sequence[tuple[str, int]], delivery: str = "0") -> str:
        """Place an order of (id of the offer, quantity) as a customer would; return its number."""
        wanted = {"lines": [{"id": offer, "quantity": quantity} for offer, quantity in lines], "delivery": delivery}
        number: str = self._ask("POST", "orders", wanted)["number"]
        return number

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, f"/glue/{path}", None if body is None else json.dumps(body))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{self.project}: {method} {path}: {answer.status}\n{self.log()[-3000:]}")
        found: dict[str, Any] = json.loads(content)
        return found

    def _answers(self) -> bool:
        assert self._child is not None  # noqa: S101  started just before
        self._child.require_alive()
        try:
            self.state()
        except (OSError, HTTPException):
            return False
        return True


class OscarShop(Peer):
    """django-oscar with django-cml2: strict, ends its session after each import."""

    project = "oscar"

    def set_status(self, number: str, status: str) -> None:
        """Change the status of an order as an employee of the shop would."""
        self._ask("POST", f"orders/{number}", {"status": status})


class DjangoCmlShop(Peer):
    """django-cml 0.4.0: sloppy, its answer to checkauth names no cookie."""

    project = "django_cml"
