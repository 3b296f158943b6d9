"""What support asks for, as one archive: no secrets, and no data of the account's customers."""

import io
import json
import platform
import zipfile
from importlib import metadata
from typing import Any

from service_kit.connections.configs import Configs
from service_kit.connections.integration import Integration
from service_kit.connections.store import Connection
from service_kit.mongo import Document
from service_kit.runs.model import Result
from service_kit.runs.store import Runs

RUNS = 20
ERRORS = 50
_PACKAGES = ("contracts", "service-kit", "aio-pika", "faststream", "httpx", "lxml", "motor", "pydantic", "pymongo")
_OF_RUN = ("kind", "trigger", "status", "phase", "counts", "progress", "cursor", "tries", "error", "attempt_of")
_TIMES = ("created_at", "started_at", "finished_at", "not_before")
_OF_CONNECTION = {"account", "config", "name", "reason_details"}


async def diagnostics(connection: Connection, integration: Integration, configs: Configs, runs: Runs) -> bytes:
    """A zip of JSON files: manifest, connection, settings, last runs, last rejected rows, versions."""
    found = await runs.find(connection.account, connection.id, None, RUNS)
    errors: list[Document] = []
    for run in found:
        if len(errors) < ERRORS:
            errors += await runs.rows(connection.account, run["_id"], Result.REJECTED, -1, ERRORS - len(errors))
    return _zip(
        {
            "manifest": integration.manifest.model_dump(mode="json", exclude={"logo"}),
            "connection": connection.model_dump(mode="json", exclude=_OF_CONNECTION),
            "settings": configs.without_secrets(connection.integration, connection.config),
            "runs": [{"id": run["_id"], **{name: run.get(name) for name in (*_OF_RUN, *_TIMES)}} for run in found],
            "errors": [{name: row.get(name) for name in ("run", "number", "state", "key", "at")} for row in errors],
            "versions": {"python": platform.python_version(), **{name: metadata.version(name) for name in _PACKAGES}},
        }
    )


def _zip(files: dict[str, Any]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=2, default=str))
    return made.getvalue()
