"""Mail-intake and the platform as processes before mailboxes of a real Dovecot."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from users import OWNER, User

from devstack import SERVICES, DevStack, free_ports
from gateway import Rates
from service_kit.testing.process import wait_for
from simulators.dovecot import Dovecot

PASSWORD: Final = "secret"
MAIL: Final = "mail-intake"


@contextmanager
def mail_stack(folder: Path, server: Dovecot, *, replicas: int = 1) -> Iterator[DevStack]:
    """The platform and so many mail-intakes, all of them behind the gateway, with the demo account."""
    stack = DevStack(
        folder,
        ports=free_ports(),
        services=[service for service in SERVICES if service.name in (MAIL, "platform-bridge")],
        replicas=replicas,
        egress=[f"{server.host}:{server.port}"],
        environment={"BIZ_SEED_DEMO": "1", "BIZ_MAIL_AUTHORITIES": str(server.authority)},
        rates=Rates(api=100_000, api_burst=100_000),
    )
    with stack:
        yield stack


class MailUser:
    """An owner with mailboxes."""

    def __init__(self, stack: DevStack, server: Dovecot) -> None:
        self._user = User(stack, OWNER)
        self._server = server

    def call(self, method: str, path: str, **more: Any) -> Any:
        """The answer of mail-intake."""
        return self._user.call(method, MAIL, path, **more)

    def platform(self, path: str) -> list[dict[str, Any]]:
        """All rows of the platform."""
        rows: list[dict[str, Any]] = []
        params: dict[str, Any] = {"limit": 200}
        while True:
            page = self._user.call("GET", "platform-bridge", path, params=params)
            rows += page["items"]
            if "next" not in page:
                return rows
            params["cursor"] = page["next"]

    def choices(self, integration: str, name: str) -> list[str]:
        """Values of a list of the form, once it is there."""

        def found() -> list[str]:
            items = self.call("GET", f"integrations/{integration}/lists/{name}")["items"]
            return [item["value"] for item in items]

        return wait_for(found, 30, f"list {name}")

    def connect(self, integration: str, address: str, **config: Any) -> str:
        """The id of a new connection to a mailbox that is made here."""
        self._server.add_user(address, PASSWORD)
        given = {
            "address": address,
            "password": PASSWORD,
            "keeper": "other",
            "server": f"{self._server.host}:{self._server.port}",
            "senders": "*",
            "import_every": None,
        }
        if integration == "mail-orders":
            given["organization"] = self.choices(integration, "organizations")[0]
            given["owner"] = self.choices(integration, "employees")[0]
        body = {"integration": integration, "name": address, "config": given | config}
        made: str = self.call("POST", "connections", json=body)["id"]
        return made

    def change(self, connection: str, **config: Any) -> None:
        """Save other settings of a connection."""
        now = self.call("GET", f"connections/{connection}")
        given = {name: value for name, value in now["config"].items() if name != "password"} | config
        body = {"name": now["name"], "enabled": True, "config": given}
        self.call("PUT", f"connections/{connection}", json=body)

    def start(self, connection: str, kind: str) -> str:
        """«Загрузить сейчас»: the id of the run."""
        run: str = self.call("POST", f"connections/{connection}/runs", json={"kind": kind})["id"]
        return run

    def finished(self, run: str, within: float = 60) -> dict[str, Any]:
        """The run when the platform has answered."""

        def over() -> dict[str, Any] | None:
            found: dict[str, Any] = self.call("GET", f"runs/{run}")
            return found if found["finished_at"] else None

        return wait_for(over, within, f"run {run} is over")  # type: ignore[return-value]
