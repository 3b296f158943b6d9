"""What an image holds, made by the steps of the Dockerfile, runs with the environment that Compose gives it.

No container engine is needed: the first stage's commands run in a folder, the processes under the user of the image
with no rights and nothing writable but /tmp, against a RabbitMQ with the settings, users and rights of Compose.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import aio_pika
import pytest
from aiormq.exceptions import ChannelAccessRefused

from contracts.topology import QUEUES
from devstack import SERVICES
from gateway import nginx_command
from service_kit.testing.mongod import MongoNode
from service_kit.testing.process import Child, free_port, wait_for
from service_kit.testing.rabbit import RabbitNode

pytestmark = [pytest.mark.e2e, pytest.mark.long, pytest.mark.rabbit, pytest.mark.mongo, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
NAMES = [service.name for service in SERVICES]
PLACES = re.compile(r"(?<![\w./}\-])/(app|src|gateway)\b")
USER = "10001"
GRACE_SECONDS = 40.0
NOT_SENT = shutil.ignore_patterns("tests", "__pycache__", "*.egg-info", "node_modules", "dist")


def instructions(name: str = "Dockerfile") -> list[list[tuple[str, str]]]:
    """A Dockerfile: of each stage the words and what stands after them."""
    text = (ROOT / "deploy/docker" / name).read_text()
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    stages: list[list[tuple[str, str]]] = []
    for line in "\n".join(lines).replace("\\\n", "").splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            stages.append([])
        stages[-1].append((word, rest))
    return stages


def variables(stage: list[tuple[str, str]]) -> dict[str, str]:
    return dict(pair.split("=", 1) for word, rest in stage if word == "ENV" for pair in shlex.split(rest))


class Builder:
    """Runs instructions with /app and /src inside `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # the tools of this environment stand for those that the image installs; uv may use what it has in its cache
        own = {**os.environ, **variables(instructions()[0]), "PIP_NO_INDEX": "1"}
        # Debian's own: another user may run it, which is not so of one in somebody's home
        own["UV_PYTHON"] = "/usr/bin/python3"
        own["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        self.environment = {key: value for key, value in own.items() if key not in ("VIRTUAL_ENV", "UV_NO_CACHE")}

    def run(self, steps: list[tuple[str, str]]) -> None:
        for word, rest in steps:
            if word == "ARG" and "=" in rest:
                self.environment.setdefault(*rest.split("="))
            elif word == "WORKDIR":
                Path(self._inside(rest)).mkdir(parents=True, exist_ok=True)
            elif word == "COPY":
                self._copy(rest)
            elif word == "RUN":
                self._command(self._inside(rest))

    def _inside(self, text: str) -> str:
        return PLACES.sub(lambda place: f"{self.folder}/{place[1]}", text)

    def _copy(self, rest: str) -> None:
        *sources, target = rest.replace("${SERVICE}", self.environment.get("SERVICE", "")).split()
        place = self.folder / "src" / target
        for source in sources:
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, ignore=NOT_SENT, dirs_exist_ok=True)
                continue
            (place if target.endswith("/") else place.parent).mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, place)

    def _command(self, text: str) -> None:
        """Run without network first; skip the test when it needs one and there is none."""
        for offline in ("1", "0"):
            done = subprocess.run(
                ["sh", "-ec", text],
                cwd=self.folder / "src",
                env={**self.environment, "UV_OFFLINE": offline},
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode == 0:
                return
        if re.search("error sending request|failed to fetch|dns error", done.stderr, re.IGNORECASE):
            pytest.skip("the packages of the image are neither in the cache of uv nor to be had from the network")
        raise AssertionError(done.stdout + done.stderr)


@pytest.fixture(scope="module")
def apps() -> Iterator[dict[str, Path]]:
    """The folder /app of each service's image, where the user of the image can read it (not so under pytest's own)."""
    with tempfile.TemporaryDirectory(prefix="biz-images-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        yield build_all(folder)


def build_all(folder: Path) -> dict[str, Path]:
    """Run the first stage for each service; what stands before its name is done once, as a build with a cache does."""
    steps = instructions()[0]
    own = steps.index(("ARG", "SERVICE"))
    shared = folder / "shared"
    Builder(shared).run(steps[:own])
    found = {}
    for name in NAMES:
        subprocess.run(["cp", "-al", shared, folder / name], check=True)
        builder = Builder(folder / name)
        builder.environment["SERVICE"] = name
        builder.run(steps[own:])
        found[name] = folder / name / "app"
    return found


@dataclass(frozen=True)
class Broker:
    """A RabbitMQ with the files that Compose mounts into its own."""

    node: RabbitNode
    metrics: str


@pytest.fixture(scope="module")
def broker(compose, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    folder, port = tmp_path_factory.mktemp("broker"), free_port()
    node = RabbitNode(folder, management=True)
    mounted = (ROOT / "deploy/docker/rabbitmq/rabbitmq.conf").read_text()
    assert "/run/secrets/definitions.json" in mounted
    own = f"prometheus.tcp.ip = 127.0.0.1\nprometheus.tcp.port = {port}\n"
    definitions = str(compose.secrets / "rabbitmq.json")
    with (folder / "rabbitmq.conf").open("a") as file:
        file.write(mounted.replace("/run/secrets/definitions.json", definitions) + own)
    shutil.copy(ROOT / "deploy/docker/rabbitmq/enabled_plugins", folder / "enabled_plugins")
    node.start()
    yield Broker(node, f"http://127.0.0.1:{port}")
    node.kill9()  # nothing of it is wanted any more, and a clean stop takes seconds


@pytest.fixture(scope="module")
def mongo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MongoNode]:
    node = MongoNode(tmp_path_factory.mktemp("mongo"))
    node.start()
    yield node
    node.kill9()


def unprivileged(command: list[str | Path]) -> list[str | Path]:
    """As in the container: the user of the image, no capabilities, no way to get any. Only root can do that."""
    if os.geteuid() != 0:
        return command
    user = ["--reuid", USER, "--regid", USER, "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"]
    return ["setpriv", *user, "--no-new-privs", "--pdeathsig", "TERM", *command]


def read(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  our own addresses
            return answer.status, answer.read().decode()
    except URLError as error:
        return getattr(error, "code", 0), ""


@dataclass(frozen=True)
class Host:
    """What containers find around them."""

    compose: Any
    apps: dict[str, Path]
    broker: Broker
    mongo: MongoNode
    logs: Path


class Container:
    """A container of docker-compose.yml as a process: part of a service; only the addresses are those of this test."""

    def __init__(self, host: Host, service: str, part: str) -> None:
        self.port = free_port()
        name = f"{service}-{part}"
        given = host.compose.environment(name)
        amqp = urlsplit(host.broker.node.url).netloc.rpartition("@")[2]
        self.environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            **variables(instructions()[1]),
            **given,
            "BIZ_HOST": "127.0.0.1",
            "BIZ_PORT": str(self.port),
            "BIZ_AMQP_URL": given["BIZ_AMQP_URL"].replace("rabbitmq:5672", amqp),
            "BIZ_MONGO_URL": host.mongo.url,
        }
        command = [host.apps[service] / "bin/service", *host.compose.services[name]["command"]]
        self.child = Child(name, unprivileged(command), log=host.logs / name, env=self.environment, cwd=Path("/"))

    def is_ready(self) -> bool:
        self.child.require_alive()
        return read(f"http://127.0.0.1:{self.port}/health/ready")[0] == 204

    def healthcheck(self) -> int:
        """The exit code of the image's own check."""
        (check,) = [rest for word, rest in instructions()[1] if word == "HEALTHCHECK"]
        python, *rest = json.loads(check.partition("CMD ")[2])
        assert python == "/app/bin/python"
        return subprocess.run(
            [sys.executable, *rest], env=self.environment, capture_output=True, check=False
        ).returncode


def test_services_run_with_the_environment_of_compose(compose, apps, broker, mongo, tmp_path: Path) -> None:
    host = Host(compose, apps, broker, mongo, tmp_path)
    for migration in [Container(host, name, "migrate").child for name in NAMES]:
        wait_for(lambda child=migration: child.exit_code is not None, 60, f"{migration.name} ends")
        assert migration.exit_code == 0, migration.output_end()
    running = [Container(host, name, role) for name in NAMES for role in ("api", "worker")]
    try:
        for one in running:
            wait_for(one.is_ready, 60, f"{one.child.name} is ready")
        assert [one.healthcheck() for one in running] == [0] * len(running)
        for one in running:
            status, text = read(f"http://127.0.0.1:{one.port}/metrics/")
            assert (status, "\nbiz_outbox_pending " in text) == (200, True)
        wait_for(lambda: all(consumed(broker)), 15, "the broker tells that each queue but the delays has a consumer")
    finally:
        for one in running:
            one.child.ask_to_stop()
        codes = [one.child.terminate(GRACE_SECONDS) for one in running]
    assert -signal.SIGKILL not in codes, "all end within the time that Compose gives them"
    assert running[0].healthcheck() != 0


def consumed(broker: Broker) -> list[bool]:
    """Of each queue but the delays, whether it has a consumer: what the alert about queues without one goes by."""
    text = read(f"{broker.metrics}/metrics/detailed?family=queue_coarse_metrics&family=queue_consumer_count")[1]
    waiting = re.findall(r'^rabbitmq_detailed_queue_messages_ready\{vhost="/",queue="([^"]+)"\}', text, re.MULTILINE)
    counts = re.findall(r'^rabbitmq_detailed_queue_consumers\{vhost="/",queue="([^"]+)"\} (\d+)', text, re.MULTILINE)
    queues = {queue.name for queue in QUEUES}
    if not queues <= set(waiting) & {name for name, _ in counts}:
        return [False]
    return [int(count) > 0 for name, count in counts if ".retry." not in name]


def test_an_image_holds_its_own_service_and_no_tools(apps) -> None:
    for name, app in apps.items():
        (packages,) = app.glob("lib/python3*/site-packages")
        installed = {folder.name for folder in packages.iterdir()}
        assert {"contracts", "service_kit", name.replace("-", "_")} <= installed
        others = {other.replace("-", "_") for other in NAMES if other != name}
        assert not (others | {"pip", "uv", "pytest", "hatchling", "mypy", "fiftyone"}) & installed
        assert not list(packages.glob("*.pth")) or not list(packages.glob("__editable__*"))
        assert list((packages / "service_kit/__pycache__").glob("app.*.pyc")), "compiled, since the root is read-only"
        assert not (packages / "tests").exists()


def test_the_gateway_image_holds_a_valid_configuration_for_every_service(compose, tmp_path: Path) -> None:
    builder = Builder(tmp_path)
    builder.environment["SERVICES"] = compose.services["gateway"]["build"]["args"]["SERVICES"]
    builder.run(instructions("gateway.Dockerfile")[1])
    made = tmp_path / "gateway"
    assert os.readlink(made / "logs/access.log") == "/dev/stdout"
    assert "root /gateway/www;" in re.sub(re.escape(str(tmp_path)), "", (made / "conf/nginx.conf").read_text())
    upstreams = made / "conf/upstreams.conf"
    text = upstreams.read_text()
    assert re.findall(r"server (\S+) resolve;", text) == [f"{name}-api:8000" for name in sorted(NAMES)]
    # Debian's nginx is older than the image's and does not know `resolve`; the rest it can check
    upstreams.write_text(re.sub(r"server \S+ resolve;", "server 127.0.0.1:8000;", text))
    done = subprocess.run([*nginx_command(made), "-t"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_gateway_image_builds_the_console_from_what_it_copies(tmp_path: Path) -> None:
    builder = Builder(tmp_path)
    console, _, last = instructions("gateway.Dockerfile")
    install = next(place for place, (word, rest) in enumerate(console) if word == "RUN" and " ci " in rest)
    builder.run(console[:install])
    assert {file.name for file in (tmp_path / "src/web").iterdir()} == {"package.json", "package-lock.json", ".npmrc"}
    # the packages of this checkout stand for those that the image installs
    (tmp_path / "src/web/node_modules").symlink_to(ROOT / "web/node_modules")
    builder.run(console[install + 1 :])
    assert ("COPY", "--from=console --chown=101:101 /src/web/dist /gateway/www") in last
    made = [file.relative_to(tmp_path / "src/web/dist").as_posix() for file in (tmp_path / "src/web/dist").rglob("*")]
    assert "index.html" in made
    assert [name for name in made if name.startswith(".") or name.endswith(".map")] == []


def test_the_broker_has_the_demanded_settings(broker: Broker) -> None:
    told = broker.node.ctl(
        "eval",
        "[begin {ok, V} = application:get_env(rabbit, K), V end ||"
        " K <- [heartbeat, consumer_timeout, disk_free_limit, cluster_partition_handling]].",
    )
    assert re.sub(r"\s", "", told) == '[20,1800000,"2GB",pause_minority]'


async def test_a_service_cannot_take_from_the_queue_of_another(compose, broker: Broker) -> None:
    given = compose.environment("catalog-api")["BIZ_AMQP_URL"]
    url = given.replace("rabbitmq:5672", urlsplit(broker.node.url).netloc.rpartition("@")[2])
    async with await aio_pika.connect(url) as connection:
        channel = await connection.channel()
        with pytest.raises(ChannelAccessRefused):
            await channel.declare_queue("shop-sync.order-answers", durable=True)


def test_the_broker_tells_what_the_alerts_ask_for(broker: Broker) -> None:
    text = read(f"{broker.metrics}/metrics")[1]
    for name in ("rabbitmq_alarms_memory_used_watermark", "rabbitmq_alarms_free_disk_space_watermark"):
        assert re.search(f"^{name} 0$", text, re.MULTILINE)
