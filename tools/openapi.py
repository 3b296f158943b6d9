"""Write what clients are generated from: the OpenAPI of each service, paths under /v1/ only, into web/openapi/.

With `--check` nothing is written; exit status 1 and the names of the files that are not what the services say now.
"""

import asyncio
import base64
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from devstack import SERVICES, Service
from gateway import REPOSITORY
from service_kit.settings import Settings

FOLDER = REPOSITORY / "web" / "openapi"
_GIVEN: dict[str, Any] = {
    "amqp_url": "amqp://unused",
    "mongo_url": "mongodb://unused/?replicaSet=rs0",
    "files_key": "k" * 32,
    "keks": {"1": base64.b64encode(b"k" * 32).decode()},
    "role": "api",
}


async def document(service: Service) -> str:
    """The document of one service as text; nothing is connected to."""
    main = importlib.import_module(f"{service.package}.main")
    made = getattr(main, "wire", None) or main.build
    kit = made(_settings(service)(**_GIVEN))
    kit = getattr(kit, "kit", kit)
    whole = kit.build().openapi()
    await kit.mongo.close()
    whole["paths"] = {path: value for path, value in whole["paths"].items() if path.startswith("/v1/")}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _settings(service: Service) -> type[Settings]:
    module = importlib.import_module(f"{service.package}.settings")
    own = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Settings))
    return next(found for found in own if found is not Settings)


def file_of(service: Service) -> Path:
    """Where the document of `service` is kept."""
    return FOLDER / f"{service.name}.json"


async def changed() -> dict[Path, str]:
    """{file: what it should hold} of the files that differ from what the services say."""
    documents = {file_of(service): await document(service) for service in SERVICES}
    return {file: text for file, text in documents.items() if not file.is_file() or file.read_text("utf-8") != text}


def main(arguments: list[str]) -> int:
    """Write or check; gives the exit status."""
    differing = asyncio.run(changed())
    if arguments == ["--check"]:
        for file in differing:
            print(f"{file.relative_to(REPOSITORY)} is not what the service says: run tools/openapi.py")
        return 1 if differing else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file, text in differing.items():
        file.write_text(text, "utf-8")
        print(f"wrote {file.relative_to(REPOSITORY)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
