"""The development stack around a stub service: what it starts, tells, survives and leaves behind."""

import base64
import json
import os
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest

from devstack import DevStack, Service
from service_kit.testing.process import free_port, wait_for

pytestmark = [pytest.mark.e2e, pytest.mark.rabbit, pytest.mark.mongo]

SERVICE = Service("stub-service", "stub_service", 8999)
STUB = """
import json, os, sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"args": sys.argv[1:], "env": dict(os.environ)}).encode())

print("stub is up", flush=True)
HTTPServer((os.environ["BIZ_HOST"], int(os.environ["BIZ_PORT"])), Handler).serve_forever()
"""
OWNER = """
import signal
import sys
from pathlib import Path
from devstack import DevStack, Service
signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background inherits that it is ignored
folder, stub, gateway_port, stub_port = sys.argv[1:]
ports = {"gateway": int(gateway_port), "stub-service": int(stub_port)}
with DevStack(Path(folder), ports=ports, services=[Service("stub-service", "stub_service", 0)],
              environment={"PYTHONPATH": stub}) as stack:
    print("ready", flush=True)
    stack.watch()
"""


@pytest.fixture
def stub(tmp_path: Path) -> Path:
    """Return the folder of a package `stub_service`."""
    package = tmp_path / "stub" / "stub_service"
    package.mkdir(parents=True)
    (package / "__main__.py").write_text(STUB)
    return package.parent


@pytest.fixture
def ports() -> dict[str, int]:
    return {"gateway": free_port(), SERVICE.name: free_port()}


def get(url: str, path: str) -> dict[str, object]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    connection.request("GET", path)
    text = connection.getresponse().read()
    connection.close()
    told: dict[str, object] = json.loads(text)
    return told


def test_service_runs_behind_the_gateway_and_its_end_is_told(
    tmp_path: Path, stub: Path, ports: dict[str, int], amqp_url: str, mongo_url: str
) -> None:
    extra = {"PYTHONPATH": str(stub), "BIZ_SEED_DEMO": "1"}
    with DevStack(
        tmp_path / "stack",
        ports=ports,
        services=[SERVICE],
        environment=extra,
        amqp_url=amqp_url,
        mongo_url=mongo_url,
        database_prefix="t_",
    ) as stack:
        told = get(stack.gateway_url, "/api/stub-service/v1/x")
        assert told["args"] == ["serve"]
        env = told["env"]
        assert isinstance(env, dict)
        expected = {
            "BIZ_ROLE": "all",
            "BIZ_AMQP_URL": amqp_url,
            "BIZ_MONGO_URL": mongo_url,
            "BIZ_MONGO_DATABASE": "t_stub_service",
            "BIZ_JWKS_URL": f"{stack.gateway_url}/api/platform-bridge/v1/jwks",
            "BIZ_SEED_DEMO": "1",
        }
        assert {name: env[name] for name in expected} == expected
        assert len(env["BIZ_FILES_KEY"]) == 64
        assert len(base64.b64decode(env["BIZ_KEK_1"])) == 32

        stack.child(SERVICE.name).kill9()
        with pytest.raises(RuntimeError, match=r"stub-service ended with -9:\nstub is up"):
            stack.watch()
        stack.start_service(SERVICE.name)
        assert get(stack.service_url(SERVICE.name), "/v1/x")["args"] == ["serve"]

        with pytest.raises(RuntimeError, match="of gateway is taken"):
            DevStack(tmp_path / "second", ports=ports, services=[SERVICE], mongo_url=mongo_url).start()
        pids = [stack.child(name).pid for name in ports]
    assert not any(psutil.pid_exists(pid) for pid in pids)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_nothing_is_left_when_the_stack_ends(
    tmp_path: Path, stub: Path, ports: dict[str, int], ending: signal.Signals
) -> None:
    tools = Path(__file__).parents[2] / "tools"
    args = [str(tmp_path / "stack"), str(stub), str(ports["gateway"]), str(ports[SERVICE.name])]
    private = {name: value for name, value in os.environ.items() if name not in ("BIZ_AMQP_URL", "BIZ_MONGO_URL")}
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, *args],
        env={**private, "PYTHONPATH": str(tools)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"ready\n"
        everybody = psutil.Process(owner.pid).children(recursive=True)
        names = {process.name() for process in everybody}
        assert {"nginx", "mongod", "beam.smp", "epmd"} <= names
        owner.send_signal(ending)
        owner.wait(60)
    finally:
        owner.kill()
        owner.wait()
    wait_for(lambda: not [p for p in everybody if p.is_running()], 20, "all children are gone")
