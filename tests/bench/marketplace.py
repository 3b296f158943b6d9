"""Bench "200 widgets": the list of the marketplace by a real process, beside bare FastAPI with the same bytes."""

import asyncio
import contextlib
import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import uvloop

from contracts.manifest import Category
from devstack import SERVICES, DevStack, free_ports
from gateway import REPOSITORY
from service_kit.testing.process import Child, free_port, wait_for
from service_kit.testing.tokens import TestIssuer

WIDGETS = 200
CONNECTIONS = 8
SECONDS = 3.0
ROUNDS = 5
CATEGORIES = tuple(Category)
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="{}"/></svg>'


def measure(folder: Path, widgets: int = WIDGETS) -> dict[str, float]:
    """Requests per second of product and bare app, their ratio, and answers 304 of the product."""
    issuer = TestIssuer()
    with _keys_at(issuer) as keys:
        services = [service for service in SERVICES if service.name == "catalog"]
        environment = {"BIZ_JWKS_URL": keys}
        with DevStack(folder, ports=free_ports(), services=services, environment=environment) as stack:
            _fill(stack.service_url("catalog"), issuer, widgets)
            token, address = issuer.token(), f"{stack.service_url('catalog')}/v1/widgets"
            answer = wait_for(lambda: _full(address, token, widgets), 10, "all widgets are shown")
            bare, port = _start_bare(folder, answer.content)
            try:
                product = (stack.child("catalog").pid, urlsplit(address).port or 0)
                figures = _compare(product, (bare.pid, port), token, answer.headers["etag"])
                return {"widgets": widgets, "bytes": len(answer.content), **figures}
            finally:
                bare.terminate()


@contextlib.contextmanager
def _keys_at(issuer: TestIssuer) -> Iterator[str]:
    """An address with the issuer's keys."""

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(issuer.jwks).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@dataclass(frozen=True)
class Job:
    """Which process is asked, how, and what it answers."""

    pid: int
    port: int
    headers: dict[str, str]
    status: int = 200


def _compare(product: tuple[int, int], bare: tuple[int, int], token: str, etag: str) -> dict[str, float]:
    """Figures of two processes, each (process id, port). CPU a request does not depend on what else runs here."""
    bearer = {"Authorization": f"Bearer {token}"}
    jobs = {
        "product": Job(*product, bearer),
        "bare": Job(*bare, bearer),
        "not_modified": Job(*product, bearer | {"If-None-Match": etag}, 304),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):  # in turns, since the machine's speed drifts
        for name, job in jobs.items():
            found[name].append(uvloop.run(_load(job)))
    rates = {name: statistics.median(rate for rate, _ in rounds) for name, rounds in found.items()}
    costs = {name: statistics.median(cost for _, cost in rounds) for name, rounds in found.items()}
    return {
        **{f"{name}_per_s": round(rate) for name, rate in rates.items()},
        **{f"{name}_cpu_us": round(cost) for name, cost in costs.items()},
        "ratio": round(rates["product"] / rates["bare"], 3),
        "ratio_cpu": round(costs["bare"] / costs["product"], 3),
    }


class Caller(asyncio.Protocol):
    """Sends the same request again as soon as its answer is whole; all answers have the length of the first one."""

    def __init__(self, request: bytes, status: int) -> None:
        self._request = request
        self._start = f"HTTP/1.1 {status} ".encode()
        self._length = self._received = self.done = 0
        self._first = b""
        self.failure: str | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        if not self._received and not data.startswith(self._start):
            self.failure = repr(data[:200])
            return self._transport.close()
        self._received += len(data)
        if not self._length:
            self._first += data
            self._length = _length(self._first)
        if self._received == self._length:
            self.done += 1
            self._received = 0
            self._send()
        return None

    def _send(self) -> None:
        self._transport.write(self._request)  # type: ignore[attr-defined]


def _length(answer: bytes) -> int:
    """Bytes of head and body; 0 while the head is not whole."""
    head, end, _ = answer.partition(b"\r\n\r\n")
    if not end:
        return 0
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    return len(head) + len(end) + int(fields.get(b"content-length", 0))


async def _load(job: Job) -> tuple[float, float]:
    """(answers a second, microseconds of CPU an answer) over a few seconds on several connections."""
    lines = ["GET /v1/widgets HTTP/1.1", "Host: catalog", *(f"{name}: {text}" for name, text in job.headers.items())]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    loop, callers = asyncio.get_running_loop(), [Caller(request, job.status) for _ in range(CONNECTIONS)]
    transports = [(await loop.create_connection(lambda c=c: c, "127.0.0.1", job.port))[0] for c in callers]
    await asyncio.sleep(0.5)
    done, spent, started = sum(caller.done for caller in callers), _cpu(job.pid), time.perf_counter()
    await asyncio.sleep(SECONDS)
    done, spent = sum(caller.done for caller in callers) - done, _cpu(job.pid) - spent
    rate = done / (time.perf_counter() - started)
    for transport in transports:
        transport.close()
    if failures := [caller.failure for caller in callers if caller.failure]:
        raise RuntimeError(f"not answered with {job.status}: {failures[0]}")
    return rate, spent / done * 1e6


def _cpu(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def _start_bare(folder: Path, body: bytes) -> tuple[Child, int]:
    file, port = folder / "widgets.json", free_port()
    file.write_bytes(body)
    command = [sys.executable, Path(__file__).parent / "bare.py", str(port), file]
    child = Child("bare", command, log=folder / "logs" / "bare.log", cwd=REPOSITORY)

    def answers() -> bool:
        child.require_alive()
        try:
            return httpx.get(f"http://127.0.0.1:{port}/v1/widgets", trust_env=False).content == body
        except httpx.TransportError:
            return False

    wait_for(answers, 20, "the bare app answers")
    return child, port


def _fill(address: str, issuer: TestIssuer, widgets: int) -> None:
    headers = issuer.headers(roles=["operator"])
    with httpx.Client(base_url=address, headers=headers, trust_env=False) as client:
        for number in range(widgets):
            widget = {
                "slug": f"widget-{number}",
                "title": f"Интеграция {number}",
                "categories": [CATEGORIES[number % len(CATEGORIES)].value],
                "developer": "ООО «Партнёр»",
                "description": "Выгружает товары и загружает заказы. " * 10,
                "price_text": f"{number} ₽ в месяц" if number % 3 else None,
                "logo": LOGO.format(number),
            }
            client.post("/v1/widgets", json=widget).raise_for_status()


def _full(address: str, token: str, widgets: int) -> httpx.Response | None:
    answer = httpx.get(address, headers={"Authorization": f"Bearer {token}"}, trust_env=False).raise_for_status()
    return answer if answer.json()["total"] == widgets else None
