"""A private RabbitMQ node as a child process, and the few calls of its management API that tests need."""

import base64
import http.client
import json
import os
import secrets
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote, urlsplit

from service_kit.testing.process import Child, kept_ports, wait_for

_BIN = Path("/usr/lib/rabbitmq/bin")
_EPMD = Path("/usr/bin/epmd")
_START_SECONDS = 60.0
_PROTOCOL_HEADER = b"AMQP\x00\x00\x09\x01"

_CONFIG = """\
listeners.tcp.1 = 127.0.0.1:{amqp}
log.file = false
log.console = true
log.console.level = warning
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 600MB
heartbeat = 10
consumer_timeout = 60000
collect_statistics_interval = 1000
"""
_MANAGEMENT_CONFIG = """\
management.tcp.ip = 127.0.0.1
management.tcp.port = {http}
"""
# One scheduler that does not spin keeps an idle node near 120 MB; queue counts of quorum queues each 0.5 s, not 5 s.
_ERLANG_ARGS = (
    "+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}"
    " -rabbit quorum_tick_interval 500 -rabbit channel_tick_interval 1000"
)


class Management:
    """The HTTP API of a broker; `url` is http://user:password@host:port."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 15672
        login = f"{parts.username or 'guest'}:{parts.password or 'guest'}"
        self._user = parts.username or "guest"
        self._headers = {
            "Authorization": "Basic " + base64.b64encode(login.encode()).decode(),
            "Content-Type": "application/json",
        }

    def request(self, method: str, path: str, body: object = None) -> object:
        """Call `/api<path>` and return the decoded answer (None when empty); RuntimeError on any status but 2xx."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=30)
        try:
            connection.request(method, f"/api{path}", None if body is None else json.dumps(body), self._headers)
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        if answer.status // 100 != 2:
            raise RuntimeError(f"{method} {path}: {answer.status} {data.decode(errors='replace')}")
        return json.loads(data) if data else None

    def add_vhost(self, name: str) -> None:
        """Make an empty vhost in which our user may do everything."""
        vhost = quote(name, safe="")
        self.request("PUT", f"/vhosts/{vhost}", {})
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        self.request("PUT", f"/permissions/{vhost}/{self._user}", everything)

    def delete_vhost(self, name: str) -> None:
        """Delete a vhost with all its queues."""
        self.request("DELETE", f"/vhosts/{quote(name, safe='')}")


class RabbitNode:
    """One RabbitMQ node of our own: data, ports and name live in `folder`, so a later start finds all of them again.

    `start` raises FileNotFoundError without the Debian package, RuntimeError when the node ends at once and
    TimeoutError when it is not ready within a minute.
    """

    def __init__(self, folder: Path, *, management: bool = False) -> None:
        self._folder = folder
        self._with_management = management
        self._node: Child | None = None
        self._epmd: Child | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self._configure()

    @property
    def url(self) -> str:
        """AMQP address of the default vhost."""
        return f"amqp://guest:guest@127.0.0.1:{self._ports['amqp']}/"

    @property
    def pid(self) -> int:
        """Process id of the running node."""
        return self._running().pid

    @property
    def node(self) -> Child:
        """The running process, for who watches over it."""
        return self._running()

    @property
    def management(self) -> Management:
        """HTTP API of a node made with `management=True`."""
        return Management(f"http://guest:guest@127.0.0.1:{self._ports['http']}")

    def start(self) -> None:
        """Start and wait until the node accepts AMQP connections."""
        if not (_BIN / "rabbitmq-server").exists():
            raise FileNotFoundError("RabbitMQ is not installed: run `make setup`, or set BIZ_AMQP_URL")
        first_start = not (self._folder / "mnesia").exists()
        try:
            self._start_once()
        except RuntimeError as error:
            if not (first_start and "eaddrinuse" in str(error)):
                raise
            (self._folder / "ports.json").unlink()  # somebody took a port since it was chosen, and there is no data yet
            self._configure()
            self._start_once()

    def stop(self) -> None:
        """Stop cleanly; does nothing when it is not running."""
        if self._node is not None:
            self._node.terminate(30)
        self._stop_epmd()

    def kill9(self) -> None:
        """Kill the node with no chance to clean up; `start` brings it back with the confirmed data."""
        self._running().kill9()
        self._stop_epmd()

    def stop_app(self) -> None:
        """Take the broker away and leave the process: every client is disconnected, the port is closed."""
        self.ctl("stop_app")

    def start_app(self) -> None:
        """Bring the broker back after `stop_app`."""
        self.ctl("start_app")

    def ctl(self, *args: str) -> str:
        """Run `rabbitmqctl` (about a second each) and return its output; RuntimeError when it fails."""
        done = subprocess.run(  # noqa: S603  a program of the package
            [_BIN / "rabbitmqctl", "-n", self._name, *args],
            env=self._env(),
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"rabbitmqctl {args[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def _running(self) -> Child:
        if self._node is None:
            raise RuntimeError("the RabbitMQ node is not running")
        return self._node

    def _configure(self) -> None:
        self._ports = kept_ports(self._folder, "amqp", "dist", "epmd", "http")
        # The data folder is named after the node, so the name is kept with the ports.
        self._name = f"biz{self._ports['amqp']}@localhost"
        cookie = self._folder / ".erlang.cookie"
        if not cookie.exists():
            cookie.write_text(secrets.token_hex(20))
            cookie.chmod(0o400)
        plugins = "[rabbitmq_management]." if self._with_management else "[]."
        (self._folder / "enabled_plugins").write_text(plugins)
        config = _CONFIG + (_MANAGEMENT_CONFIG if self._with_management else "")
        (self._folder / "rabbitmq.conf").write_text(config.format(**self._ports))

    def _env(self) -> dict[str, str]:
        folder = self._folder
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            "RUNNING_UNDER_SYSTEMD": "true",  # the start script then execs Erlang: our child is the node itself
            "RABBITMQ_NODENAME": self._name,
            "RABBITMQ_DIST_PORT": str(self._ports["dist"]),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_CONFIG_FILE": f"{folder}/rabbitmq.conf",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/enabled_plugins",
            "RABBITMQ_MNESIA_BASE": f"{folder}/mnesia",
            "RABBITMQ_LOG_BASE": f"{folder}/log",
            "RABBITMQ_PID_FILE": f"{folder}/node.pid",
            "ERL_CRASH_DUMP": f"{folder}/erl_crash.dump",
            "ERL_EPMD_PORT": str(self._ports["epmd"]),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": _ERLANG_ARGS,
        }

    def _start_once(self) -> None:
        # An epmd of our own: without it Erlang starts a daemon that outlives the node.
        epmd: list[str | Path] = [_EPMD, "-port", str(self._ports["epmd"]), "-address", "127.0.0.1"]
        self._epmd = Child("epmd", epmd, log=self._folder / "epmd.log", cwd=self._folder)
        log = self._folder / "node.log"
        node = Child("rabbitmq", [_BIN / "rabbitmq-server"], log=log, env=self._env(), cwd=self._folder)
        self._node = node

        def ready() -> bool:
            node.require_alive()
            return self._answers()

        try:
            wait_for(ready, _START_SECONDS, "RabbitMQ accepts connections")
        except BaseException:
            self.stop()
            raise

    def _answers(self) -> bool:
        """Say whether the port answers the AMQP header with a method frame (Connection.Start)."""
        try:
            with socket.create_connection(("127.0.0.1", self._ports["amqp"]), timeout=1) as probe:
                probe.sendall(_PROTOCOL_HEADER)
                return probe.recv(1) == b"\x01"
        except OSError:
            return False

    def _stop_epmd(self) -> None:
        if self._epmd is not None:
            self._epmd.terminate(5)
        self._node = self._epmd = None
