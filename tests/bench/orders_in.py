"""Bench "orders in": a file of orders from the upload to stored and confirmed, beside the raw loop of the same run."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import psutil
from orders_file import write

from devstack import DEMO_LOGIN, SERVICES, DevStack, free_ports
from gateway import Rates

ORDERS = 20_000
PLATFORM = "/api/platform-bridge/v1"
SHOPS = "/api/shop-sync/v1"
TAKING_PART = ("shop-sync", "platform-bridge")
"""The services that do the job; the raw loop has no others either."""
RAW = Path(__file__).parent / "raw.py"


def measure(folder: Path, count: int = ORDERS) -> dict[str, float]:
    """Orders per second of product and raw loop, their ratio, and the growth of memory of the product in MB."""
    stack = DevStack(
        folder,
        ports=free_ports(),
        services=[service for service in SERVICES if service.name in TAKING_PART],
        environment={"BIZ_SEED_DEMO": "1"},
        rates=Rates(api=100_000, api_burst=100_000),
    )
    with stack:
        client = httpx.Client(base_url=stack.gateway_url, timeout=300, trust_env=False)
        answer = client.post(f"{PLATFORM}/login", json=DEMO_LOGIN).raise_for_status().json()
        client.headers["Authorization"] = f"Bearer {answer['access_token']}"
        file = folder / "orders.xml"
        write(file, count, _goods(client))
        with Memory(stack) as memory:
            seconds = _product(client, file)
        raw_seconds = _raw(stack, file)
    return {
        "orders": count,
        "product_per_s": round(count / seconds, 1),
        "raw_per_s": round(count / raw_seconds, 1),
        "ratio": round(raw_seconds / seconds, 3),
        **{f"rss_growth_mb_{name}": round(grown, 1) for name, grown in memory.growth.items()},
    }


class Memory:
    """Watches the memory of the services: the highest RSS less that of the idle process."""

    def __init__(self, stack: DevStack) -> None:
        self._processes = {name: psutil.Process(stack.child(name).pid) for name in TAKING_PART}
        self._idle = {name: process.memory_info().rss for name, process in self._processes.items()}
        self._top = dict(self._idle)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        for name, process in self._processes.items():
            seconds = process.cpu_times()
            print(f"  {name}: {seconds.user + seconds.system:.1f} s CPU", flush=True)

    def _watch(self) -> None:
        while not self._over.wait(0.2):
            for name, process in self._processes.items():
                self._top[name] = max(self._top[name], process.memory_info().rss)

    @property
    def growth(self) -> dict[str, float]:
        """MB above idle, by service."""
        return {name: (top - self._idle[name]) / 1e6 for name, top in self._top.items()}


def _goods(client: httpx.Client) -> list[tuple[str, str, str]]:
    page = client.get(f"{PLATFORM}/products", params={"limit": 200}).raise_for_status().json()
    return [(good["ref"], good["article"], good["name"]) for good in page["items"]]


def _product(client: httpx.Client, file: Path) -> float:
    form = client.get(f"{SHOPS}/integrations/commerceml/form").raise_for_status().json()
    config = {name: value for name, value in form["values"].items() if value is not None}
    for field, choices in (("organization", "organizations"), ("owner", "employees")):
        found = client.get(f"{SHOPS}/integrations/commerceml/lists/{choices}").raise_for_status().json()
        config[field] = found["items"][0]["value"]
    given = {"integration": "commerceml", "name": "Скорость", "config": config}
    connection = client.post(f"{SHOPS}/connections", json=given).raise_for_status().json()
    started = time.monotonic()
    with file.open("rb") as content:
        address = f"{SHOPS}/connections/{connection['id']}/uploads"
        run = client.post(address, files={"file": ("orders.xml", content)}).raise_for_status().json()
    while run["finished_at"] is None:
        time.sleep(0.2)
        run = client.get(f"{SHOPS}/runs/{run['id']}").raise_for_status().json()
    seconds = time.monotonic() - started
    if run["status"] != "success":
        raise RuntimeError(f"the run did not succeed: {run}")
    return seconds


def _raw(stack: DevStack, file: Path) -> float:
    command = [sys.executable, str(RAW)]
    where = [stack.amqp_url, stack.mongo_url]
    platform = subprocess.Popen([*command, "platform", *where], stdout=subprocess.PIPE, text=True)
    try:
        if platform.stdout is None or platform.stdout.readline().strip() != "ready":
            raise RuntimeError("the raw platform did not start")
        shop = subprocess.run([*command, "shop", *where, str(file)], stdout=subprocess.PIPE, text=True, check=True)
    finally:
        platform.kill()
        platform.wait()
    return float(shop.stdout)


def describe() -> str:
    """The machine, for the head of the report."""
    return f"{os.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB"
