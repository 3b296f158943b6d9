"""Start the whole product on this machine: broker, database, services, gateway; used by `make run` and the demo."""

import base64
import fcntl
import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from typing import NoReturn, Self, TextIO

from gateway import REPOSITORY, USUAL_RATES, Gateway, Rates, nginx_command, static_root
from service_kit.testing.mongod import MongoNode
from service_kit.testing.process import Child, free_port, wait_for
from service_kit.testing.rabbit import RabbitNode

GRACE_SECONDS = 15.0
_READY_SECONDS = 60.0
_WATCH_SECONDS = 0.5
_LOCAL = REPOSITORY / ".local"


@dataclass(frozen=True)
class Service:
    """A service of the product: folder name, package, usual port."""

    name: str
    package: str
    port: int


SERVICES = (
    Service("catalog", "catalog", 8101),
    Service("shop-sync", "shop_sync", 8102),
    Service("mail-intake", "mail_intake", 8103),
    Service("post-tracker", "post_tracker", 8104),
    Service("platform-bridge", "platform_bridge", 8110),
    Service("journal", "journal", 8111),
)
GATEWAY = "gateway"
DEMO_LOGIN = {"login": "demo@shop.example", "password": "demo-demo"}
"""The owner of the account that BIZ_SEED_DEMO makes."""
USUAL_PORTS = {GATEWAY: 8080, **{service.name: service.port for service in SERVICES}}


def free_ports() -> dict[str, int]:
    """Return free ports for the gateway and each service, so that a stack does not clash with a running one."""
    return {name: free_port() for name in USUAL_PORTS}


class DevStack:
    """The product as child processes; data, keys and logs (`logs/<name>.log`) live in `folder`.

    `with DevStack(folder) as stack` starts and stops it. With `replicas` each service runs that many times behind the
    gateway; the second one is called `<name>#2`. RabbitMQ and MongoDB are private ones unless their address
    is given or stands in BIZ_AMQP_URL, BIZ_MONGO_URL. `environment` is added to that of every service; `egress` are
    the outside systems on this machine, as host:port, that services may reach. `programs` has modules that are run for
    services in the place of their packages.
    Starting raises RuntimeError when a port is taken or a child ends, TimeoutError when one does not become ready.
    """

    def __init__(
        self,
        folder: Path,
        *,
        ports: Mapping[str, int] = USUAL_PORTS,
        services: Sequence[Service] = SERVICES,
        replicas: int = 1,
        environment: Mapping[str, str] | None = None,
        egress: Sequence[str] = (),
        programs: Mapping[str, str] | None = None,
        rates: Rates = USUAL_RATES,
        amqp_url: str | None = None,
        mongo_url: str | None = None,
        database_prefix: str = "",
    ) -> None:
        self.folder = folder
        self._services = {
            _replica(service.name, number): service for service in services for number in range(1, replicas + 1)
        }
        self._ports = {name: free_port() for name in self._services} | dict(ports)
        self._extra = environment or {}
        self._egress = egress
        self._programs = programs or {}
        self._rates = rates
        self._database_prefix = database_prefix
        (folder / "logs").mkdir(parents=True, exist_ok=True)
        self.amqp_url = amqp_url or os.environ.get("BIZ_AMQP_URL", "")
        self.mongo_url = mongo_url or os.environ.get("BIZ_MONGO_URL", "")
        self.rabbit = None if self.amqp_url else RabbitNode(folder / "rabbit")
        self.mongod = None if self.mongo_url else MongoNode(folder / "mongod")
        self._children: dict[str, Child] = {}

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def gateway_url(self) -> str:
        """Address for browsers and API clients, without a slash at the end."""
        return f"http://127.0.0.1:{self._ports[GATEWAY]}"

    def service_url(self, name: str) -> str:
        """Return the own address of a service, past the gateway."""
        return f"http://127.0.0.1:{self._ports[name]}"

    def child(self, name: str) -> Child:
        """Return the running process of a service, of one of its replicas, or of the gateway."""
        return self._children[name]

    def start(self) -> None:
        """Start everything; on return each service says it is ready."""
        for name in (GATEWAY, *self._services):
            self._require_free(name)
        with ThreadPoolExecutor() as pool:  # most of a broker's start is waiting
            begun = [pool.submit(node.start) for node in (self.mongod, self.rabbit) if node is not None]
        for one in begun:
            one.result()
        if self.mongod is not None:
            self.mongo_url = self.mongod.url
        if self.rabbit is not None:
            self.amqp_url = self.rabbit.url
        self._start_gateway()  # before the services: they read the signing keys of tokens through it
        for name in self._services:
            self._spawn(name)
        for name in self._services:
            self._wait_ready(name)

    def start_service(self, name: str) -> None:
        """Start a service that was stopped or killed, and wait until it is ready."""
        self._spawn(name)
        self._wait_ready(name)

    def stop(self) -> None:
        """Stop whatever runs: services and gateway at once, then broker and database."""
        for child in self._children.values():
            child.ask_to_stop()
        for child in self._children.values():
            child.terminate(GRACE_SECONDS)
        self._children.clear()
        for node in (self.rabbit, self.mongod):
            if node is not None:
                node.stop()

    def watch(self) -> NoReturn:
        """Stay until a child ends, then raise RuntimeError that names it and shows the end of its log."""
        nodes = [node.node for node in (self.rabbit, self.mongod) if node is not None]
        while True:
            for child in (*nodes, *self._children.values()):
                child.require_alive()
            time.sleep(_WATCH_SECONDS)

    def _require_free(self, name: str) -> None:
        port = self._ports[name]
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            raise RuntimeError(f"port {port} of {name} is taken: does another copy of the product run?")

    def _start_gateway(self) -> None:
        folder = self.folder / "gateway"
        Gateway(
            listen=f"127.0.0.1:{self._ports[GATEWAY]}",
            upstreams=self._upstreams(),
            root=static_root(),
            rates=self._rates,
            user="root" if os.geteuid() == 0 else None,
        ).render(folder)
        self._children[GATEWAY] = Child(
            GATEWAY, nginx_command(folder), log=self.folder / "logs" / f"{GATEWAY}.log", cwd=folder
        )
        self._wait_answer(GATEWAY, "/")

    def _upstreams(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, service in self._services.items():
            found.setdefault(service.name, []).append(f"127.0.0.1:{self._ports[name]}")
        return found

    def _spawn(self, name: str) -> None:
        service = self._services[name]
        self._children[name] = Child(
            name,
            [sys.executable, "-m", self._programs.get(service.name, service.package), "serve"],
            log=self.folder / "logs" / f"{name}.log",
            env=self._environment(service, self._ports[name]),
            cwd=REPOSITORY,
        )

    def _environment(self, service: Service, port: int) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "BIZ_ROLE": "all",
            "BIZ_HOST": "127.0.0.1",
            "BIZ_PORT": str(port),
            "BIZ_AMQP_URL": self.amqp_url,
            "BIZ_MONGO_URL": self.mongo_url,
            "BIZ_MONGO_DATABASE": self._database_prefix + service.package,
            "BIZ_JWKS_URL": f"{self.gateway_url}/api/platform-bridge/v1/jwks",
            "BIZ_FILES_KEY": self._key("files.key", lambda: secrets.token_hex(32)),
            "BIZ_KEK_1": self._key("kek.key", lambda: base64.b64encode(secrets.token_bytes(32)).decode()),
            "BIZ_PUBLIC_URL": self.gateway_url,
            # pictures of goods have the address of the gateway
            "BIZ_EGRESS_ALLOW": ",".join([self.gateway_url.removeprefix("http://"), *self._egress]),
            **self._extra,
        }

    def _key(self, name: str, make: Callable[[], str]) -> str:
        """Return a key of this stack (download addresses, master key of secrets), made once and kept between runs."""
        file = self.folder / name
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(make())
        return file.read_text()

    def _wait_ready(self, name: str) -> None:
        self._wait_answer(name, "/health/ready")

    def _wait_answer(self, name: str, path: str) -> None:
        child = self._children[name]

        def answers() -> bool:
            child.require_alive()
            connection = HTTPConnection("127.0.0.1", self._ports[name], timeout=5)
            try:
                connection.request("GET", path)
                return connection.getresponse().status // 100 == 2
            except (OSError, HTTPException):
                return False
            finally:
                connection.close()

        try:
            wait_for(answers, _READY_SECONDS, f"{name} is ready")
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{child.output_end()}") from None


def _replica(name: str, number: int) -> str:
    return name if number == 1 else f"{name}#{number}"


def run() -> int:
    """`make run`: start on the usual ports with the demo account, stay until Ctrl-C or SIGTERM; return the status."""
    lock = _take_lock()
    if lock is None:
        print("already running: `make stop` ends it", file=sys.stderr)
        return 1
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    print("starting…", flush=True)
    try:
        allowed = os.environ.get("BIZ_EGRESS_ALLOW", "").split(",")
        with DevStack(_LOCAL, environment={"BIZ_SEED_DEMO": "1"}, egress=[pair for pair in allowed if pair]) as stack:
            print(f"console and API: {stack.gateway_url}")
            print(f"login: {DEMO_LOGIN['login']} / {DEMO_LOGIN['password']}")
            print(f"logs: {stack.folder / 'logs'}")
            print("Ctrl-C or `make stop` ends it", flush=True)
            stack.watch()
    except KeyboardInterrupt:
        print("stopped")
        return 0
    except (RuntimeError, TimeoutError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        lock.close()


def stop() -> int:
    """`make stop`: end what `make run` started and wait for it; return the status."""
    lock = _take_lock()
    if lock is not None:
        print("not running")
        lock.close()
        return 0
    os.kill(int((_LOCAL / "run.pid").read_text()), signal.SIGTERM)

    def ended() -> bool:
        taken = _take_lock()
        if taken is not None:
            taken.close()
        return taken is not None

    wait_for(ended, 4 * GRACE_SECONDS, "the stack is stopped")
    print("stopped")
    return 0


def _take_lock() -> TextIO | None:
    """Return the locked file with our process id; None while another process holds it."""
    _LOCAL.mkdir(exist_ok=True)
    file = (_LOCAL / "run.pid").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def _end(_number: int, _frame: FrameType | None) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # stopping has begun: a second Ctrl-C must not cut it short
    raise KeyboardInterrupt


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["run"]:
            sys.exit(run())
        case ["stop"]:
            sys.exit(stop())
        case _:
            sys.exit("usage: devstack.py run | stop")
