"""A replica set of three members for the drill that makes its primary hand over."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.errors import AutoReconnect, PyMongoError

from service_kit.testing.mongod import TRANSACTION_SECONDS, binary
from service_kit.testing.process import Child, free_port, wait_for


class ReplicaSet:
    """Three mongods; running when made. `stop` ends them."""

    def __init__(self, folder: Path) -> None:
        self._ports = [free_port() for _ in range(3)]
        self._members: list[Child] = []
        for port in self._ports:
            place = folder / str(port)
            (place / "db").mkdir(parents=True)
            self._members.append(Child(f"mongod {port}", _command(place, port), log=place / "log", cwd=place))
        self._initiate()

    @property
    def url(self) -> str:
        """Address with all members."""
        hosts = ",".join(f"127.0.0.1:{port}" for port in self._ports)
        return f"mongodb://{hosts}/?replicaSet=rs3&w=majority&journal=true"

    def step_down(self) -> None:
        """Make the primary hand over, and wait until another one took over."""
        with MongoClient[dict[str, Any]](self.url) as client:
            before = wait_for(lambda: client.primary, 20, "there is a primary")
            with suppress(AutoReconnect):  # it closes its connections while it steps down
                client.admin.command("replSetStepDown", 20, secondaryCatchUpPeriodSecs=5)
            wait_for(lambda: client.primary not in (None, before), 30, "another member is the primary")

    def stop(self) -> None:
        """End all members."""
        for member in self._members:
            member.kill9()

    def _initiate(self) -> None:
        direct = f"mongodb://127.0.0.1:{self._ports[0]}/?directConnection=true&serverSelectionTimeoutMS=1000"
        members = [{"_id": index, "host": f"127.0.0.1:{port}"} for index, port in enumerate(self._ports)]
        settings = {"electionTimeoutMillis": 2000, "heartbeatIntervalMillis": 500}
        with MongoClient[dict[str, Any]](direct) as client:

            def answers() -> bool:
                try:
                    return bool(client.admin.command("ping"))
                except PyMongoError:
                    return False

            wait_for(answers, 30, "the first member accepts connections")
            config = {"_id": "rs3", "members": members, "settings": settings}
            wait_for(lambda: _initiated(client, config), 30, "the set is made")
        with MongoClient[dict[str, Any]](self.url) as client:
            wait_for(lambda: client.primary and len(client.secondaries) == 2, 60, "all three members are there")


def _initiated(client: MongoClient[dict[str, Any]], config: dict[str, Any]) -> bool:
    try:
        return bool(client.admin.command("replSetInitiate", config))
    except PyMongoError:  # the other members do not listen yet
        return False


def _command(folder: Path, port: int) -> list[str | Path]:
    return [
        *(binary(), "--dbpath", folder / "db", "--port", str(port), "--bind_ip", "127.0.0.1"),
        *("--nounixsocket", "--replSet", "rs3", "--oplogSize", "64", "--wiredTigerCacheSizeGB", "0.25", "--quiet"),
        *("--wiredTigerEngineConfigString", "log=(prealloc=false,file_max=10MB)"),
        *("--setParameter", "diagnosticDataCollectionEnabled=false"),
        *("--setParameter", f"transactionLifetimeLimitSeconds={TRANSACTION_SECONDS}"),
    ]
