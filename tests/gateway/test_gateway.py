"""The gateway in front of a stub service and a small console: what is reachable, how errors look, what passes."""

import gzip
import http.client
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gateway import Gateway, Rates, nginx_command
from service_kit.testing.process import Child, free_port, wait_for

PROBLEM = "application/problem+json"
MEGABYTE = 1 << 20
CONSOLE = {
    "index.html": '<html><meta name="csp-nonce" content="__CSP_NONCE__" /></html>',
    "favicon.svg": "<svg/>",
    "assets/app-Cq1.js": "// the console\n" * 200,
    "assets/app-Cq1.css": ".a{}",
    ".vite/manifest.json": "{}",
}
"""What a build leaves, in small."""


class Stub(BaseHTTPRequestHandler):
    """Tells what reached it; `/v1/refused` answers with a problem of its own, `/v1/live` sends two events."""

    protocol_version = "HTTP/1.1"
    go_on = threading.Event()

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.endswith("/live"):
            self.stream()
            return
        answer = {"path": self.path, "body": len(body), "headers": dict(self.headers)}
        refused = self.path == "/v1/refused"
        self.send_response(422 if refused else 200)
        self.send_header("Content-Type", PROBLEM if refused else "application/json")
        self.finish_with(b'{"key":"own"}' if refused else json.dumps(answer).encode())

    do_POST = do_GET

    def finish_with(self, data: bytes) -> None:
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"data: 1\n\n")
        self.go_on.wait(10)
        self.wfile.write(b"data: 2\n\n")

    def log_message(self, format: str, *args: object) -> None:
        pass


def console(folder: Path) -> Path:
    """Write the console; returns its folder."""
    for name, text in CONSOLE.items():
        file = folder / "www" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder / "www"


def gateway(folder: Path, port: int, stub: int, rates: Rates) -> Gateway:
    upstreams = {
        "shop-sync": [f"127.0.0.1:{free_port()}", f"127.0.0.1:{stub}"],
        "platform-bridge": [f"127.0.0.1:{free_port()}"],
    }
    user = "root" if os.geteuid() == 0 else None
    return Gateway(f"127.0.0.1:{port}", upstreams, console(folder), rates, user=user)


def start(folder: Path, port: int, stub: int, rates: Rates) -> Child:
    gateway(folder, port, stub, rates).render(folder)
    nginx = Child("nginx", nginx_command(folder), log=folder / "log", cwd=folder)

    def answers() -> bool:
        nginx.require_alive()
        try:
            return call(port, "GET", "/")[0] == 200
        except OSError:
            return False

    wait_for(answers, 10, "nginx answers")
    return nginx


def call(
    port: int, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body or None, headers or {})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.getheaders()), text


@pytest.fixture(scope="module")
def stub() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def port(stub: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    port = free_port()
    nginx = start(tmp_path_factory.mktemp("gateway"), port, stub, Rates(api=10_000, hooks=10_000))
    yield port
    assert nginx.terminate() == 0


def problem(answer: tuple[int, dict[str, str], str]) -> tuple[int, str, str]:
    """Return status, key and title of a problem of the gateway, and check its shape."""
    status, headers, text = answer
    told = json.loads(text)
    assert headers["Content-Type"] == PROBLEM
    assert told["status"] == status
    assert told["request_id"] == headers["X-Request-Id"]
    return status, told["key"], told["title"]


def test_prefix_of_the_service_is_stripped(port: int) -> None:
    status, _, text = call(port, "GET", "/api/shop-sync/v1/connections?limit=5")
    assert (status, json.loads(text)["path"]) == (200, "/v1/connections?limit=5")
    _, _, text = call(port, "POST", "/hooks/shop-sync/bru/42", b"a=1")
    assert json.loads(text)["path"] == "/hooks/bru/42"


@pytest.mark.parametrize(
    "path",
    [
        "/api/shop-sync/health/ready",
        "/api/shop-sync/metrics",
        "/api/shop-sync/openapi.json",
        "/api/shop-sync/v1/../health/ready",
        "/api/shop-sync/v1/%2e%2e/metrics",
        "/api/shop-sync/v1/..%2fmetrics",
        "/hooks/shop-sync/../../metrics",
        "/hooks/shop-sync/..%2fmetrics",
        "/api/unknown/v1/x",
        "/hooks/unknown/x",
        "/assets/missing.js",
        "/assets/app-Cq1.js.map",
        "/.vite/manifest.json",
        "/.env",
    ],
)
def test_what_is_not_offered_does_not_exist(port: int, path: str) -> None:
    status, _, text = answer = call(port, "GET", path)
    if status == 200:
        assert "<html" in text, "only the console's page may answer here"
    else:
        assert problem(answer) == (404, "not_found", "Не найдено")


def test_dead_service_is_told_in_russian(port: int) -> None:
    answer = call(port, "GET", "/api/platform-bridge/v1/jwks")
    assert problem(answer) == (502, "service_unavailable", "Сервис временно недоступен")


@pytest.mark.parametrize("way", ["uploads", "templates/preview", "templates/propose"])
def test_body_over_a_megabyte_passes_only_where_files_and_letters_are_sent(port: int, way: str) -> None:
    body = b"x" * (MEGABYTE + 1)
    answer = call(port, "POST", "/api/shop-sync/v1/connections", body)
    assert problem(answer) == (413, "body_too_large", "Файл слишком большой")
    status, _, text = call(port, "POST", f"/api/shop-sync/v1/connections/c1/{way}", body)
    assert status == 200
    told = json.loads(text)
    assert (told["path"], told["body"]) == (f"/v1/connections/c1/{way}", MEGABYTE + 1)


def test_well_formed_request_id_is_kept_and_another_is_replaced(port: int) -> None:
    _, headers, text = call(port, "GET", "/api/shop-sync/v1/x", headers={"X-Request-Id": "abcdef-12345"})
    assert headers["X-Request-Id"] == "abcdef-12345"
    assert json.loads(text)["headers"]["X-Request-Id"] == "abcdef-12345"
    _, headers, text = call(port, "GET", "/api/shop-sync/v1/x", headers={"X-Request-Id": "a b"})
    assert len(headers["X-Request-Id"]) == 32
    assert json.loads(text)["headers"]["X-Request-Id"] == headers["X-Request-Id"]


@pytest.mark.parametrize("path", ["/", "/api/shop-sync/v1/x", "/api/unknown/v1/x", "/assets/missing.js"])
def test_security_headers_are_everywhere(port: int, path: str) -> None:
    _, headers, _ = call(port, "GET", path)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "nginx/" not in headers["Server"]


@pytest.mark.parametrize("path", ["/", "/index.html", "/runs", "/connections/shop-sync/7?tab=journal"])
def test_page_carries_the_nonce_of_its_policy(port: int, path: str) -> None:
    nonces = set()
    for _ in range(2):
        status, headers, text = call(port, "GET", path)
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        nonce = re.search('content="([0-9a-f]{32})"', text)[1]
        assert f"style-src 'self' 'nonce-{nonce}';" in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-cache"
        assert "ETag" not in headers, "else a browser would show an old page with a new policy"
        nonces.add(nonce)
    assert len(nonces) == 2


def test_nothing_foreign_and_nothing_made_up_runs_in_the_page(port: int) -> None:
    policy = dict(rule.split(" ", 1) for rule in call(port, "GET", "/")[1]["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert (policy["script-src"], policy["connect-src"]) == ("'self'", "'self'")
    assert "unsafe" not in policy["style-src"]
    assert (policy["base-uri"], policy["frame-ancestors"]) == ("'none'", "'none'")


@pytest.mark.parametrize(
    ("path", "kind"), [("/assets/app-Cq1.js", "application/javascript"), ("/assets/app-Cq1.css", "text/css")]
)
def test_assets_are_kept_for_ever_since_their_names_change(port: int, path: str, kind: str) -> None:
    status, headers, text = call(port, "GET", path)
    assert (status, headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert text == CONSOLE[path[1:]]


def test_scripts_travel_packed_and_a_missing_one_is_not_kept(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/assets/app-Cq1.js", headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    packed = answer.read()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed).decode() == CONSOLE["assets/app-Cq1.js"]
    connection.close()
    assert call(port, "GET", "/assets/missing.js")[1]["Cache-Control"] == "no-store"


def test_other_files_of_the_console_are_asked_for_anew(port: int) -> None:
    status, headers, _ = call(port, "GET", "/favicon.svg")
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "image/svg+xml", "no-cache")


def test_error_of_the_service_passes_untouched(port: int) -> None:
    status, headers, text = call(port, "GET", "/api/shop-sync/v1/refused")
    assert (status, headers["Content-Type"], text) == (422, PROBLEM, '{"key":"own"}')


def test_events_arrive_as_they_are_sent(port: int) -> None:
    Stub.go_on.clear()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/api/shop-sync/v1/live")
    answer = connection.getresponse()
    assert answer.readline() == b"data: 1\n"  # the stub has not sent the second one yet
    Stub.go_on.set()
    assert answer.read() == b"\ndata: 2\n\n"
    connection.close()


def test_too_many_calls_are_refused_with_a_time_to_wait(stub: int, tmp_path: Path) -> None:
    port = free_port()
    nginx = start(tmp_path, port, stub, Rates(api=1, api_burst=2, hooks=1, hooks_burst=2))
    try:
        answers = [call(port, "GET", "/api/shop-sync/v1/x") for _ in range(10)]
        refused = [answer for answer in answers if answer[0] != 200]
        assert len(answers) - len(refused) in (3, 4)
        assert problem(refused[0]) == (429, "rate_limited", "Слишком много запросов")
        assert refused[0][1]["Retry-After"] == "1"
    finally:
        nginx.terminate()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_configuration_is_valid_for_an_unprivileged_user(stub: int, tmp_path: Path) -> None:
    gateway(tmp_path, free_port(), stub, Rates()).render(tmp_path)
    for path in [tmp_path, *tmp_path.rglob("*")]:
        os.chown(path, 65534, 65534)
    for folder in tmp_path.parents:
        if folder.stat().st_mode & 0o777 == 0o700:
            folder.chmod(0o711)
    done = subprocess.run(
        [*nginx_command(tmp_path), "-t"],
        user=65534,
        group=65534,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
