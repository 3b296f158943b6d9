"""Child processes that cannot outlive this one, ports that stay free, and waiting for a condition."""

import asyncio
import ctypes
import inspect
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from secrets import SystemRandom
from typing import TypeVar

T = TypeVar("T")

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None)
_POLL_SECONDS = 0.02
# Below Linux's range for outgoing connections: else a client that keeps reconnecting can take the port of a server
# that is down for a moment, or even connect to itself.
_PORTS = range(20_000, 32_768)
_handed_out: set[int] = set()
# PDEATHSIG follows the thread that forked, so every child is forked by one thread that lives as long as the process.
_spawner = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spawner")


def free_port() -> int:
    """Return a TCP port of 127.0.0.1 that nobody listens on and that was not returned before."""
    choice = SystemRandom()  # not `random`: test plugins seed it, and then every test would draw the same ports
    while True:
        port = choice.choice(_PORTS)
        if port in _handed_out:
            continue
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _handed_out.add(port)
        return port


def kept_ports(folder: Path, *names: str) -> dict[str, int]:
    """Return a port per name, the same ones each time for the same folder (file `ports.json`)."""
    file = folder / "ports.json"
    if file.exists():
        ports: dict[str, int] = json.loads(file.read_text())
    else:
        ports = {name: free_port() for name in names}
        file.write_text(json.dumps(ports))
    return ports


def die_with_parent(parent: int) -> None:
    """In a fresh fork: ask the kernel for SIGTERM when the thread that forked us ends; `parent` is its process."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the call above
        os._exit(1)


class Child:
    """A running child process: own session, no standard input, output appended to a file, dies with this process.

    It may be started from any thread. SIGTERM is what it gets when this process dies, by kill -9 too.
    """

    def __init__(
        self, name: str, args: Sequence[str | Path], *, log: Path, env: Mapping[str, str] | None = None, cwd: Path
    ) -> None:
        self.name = name
        self.log = log
        self._log_start = log.stat().st_size if log.exists() else 0
        self._process = _spawner.submit(self._spawn, args, env, cwd).result()

    def _spawn(self, args: Sequence[str | Path], env: Mapping[str, str] | None, cwd: Path) -> subprocess.Popen[bytes]:
        parent = os.getpid()
        with self.log.open("ab") as output:
            return subprocess.Popen(  # noqa: S603  the commands are ours
                args,
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(parent),  # noqa: PLW1509  one prctl call, nothing that takes a lock
            )

    @property
    def pid(self) -> int:
        """Process id; also the id of its process group."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; minus the signal's number when a signal ended it."""
        return self._process.poll()

    def output(self) -> str:
        """What this run of the child has written so far."""
        with self.log.open("rb") as file:
            file.seek(self._log_start)
            return file.read().decode(errors="replace")

    def output_end(self, lines: int = 30) -> str:
        """Return the last lines of its output, for error messages."""
        return "\n".join(self.output().splitlines()[-lines:])

    def require_alive(self) -> None:
        """Raise RuntimeError with the end of the output when it has ended."""
        if self.exit_code is not None:
            raise RuntimeError(f"{self.name} ended with {self.exit_code}:\n{self.output_end()}")

    def ask_to_stop(self) -> None:
        """Send SIGTERM and return at once."""
        self._process.terminate()

    def terminate(self, grace: float = 15.0) -> int:
        """Ask to stop, kill after `grace` seconds; return the exit code."""
        self.ask_to_stop()
        try:
            return self._process.wait(grace)
        except subprocess.TimeoutExpired:
            return self.kill9()

    def kill9(self) -> int:
        """Kill it and its process group with no chance to clean up; return the exit code."""
        if self.exit_code is None:
            os.killpg(self.pid, signal.SIGKILL)
        return self._process.wait()


def wait_for(predicate: Callable[[], T], timeout: float, what: str) -> T:
    """Return the first true value of `predicate`; TimeoutError naming `what` after `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not (value := predicate()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {timeout} s: {what}")
        time.sleep(_POLL_SECONDS)
    return value


async def eventually(
    predicate: Callable[[], T] | Callable[[], Awaitable[T]],
    timeout: float = 10.0,  # noqa: ASYNC109  the error must name what did not happen
    what: str = "the condition",
    every: float = _POLL_SECONDS,
) -> T:
    """Return the first true value of a plain or async `predicate`, asked `every` so many seconds; TimeoutError naming
    `what` after `timeout` s.
    """
    deadline = time.monotonic() + timeout
    while True:
        value = predicate()
        result: T = await value if inspect.isawaitable(value) else value
        if result:
            return result
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {timeout} s: {what}")
        await asyncio.sleep(every)
