"""JSON Schemas and golden samples as files, for readers in other languages and for the compatibility tests.

`schemas/<key>/<revision>.json` is the schema after its n-th change, `samples/<key>/<revision>.json` an event of that
revision. A changed model needs a new revision of both; old ones stay for ever.
"""

import json
from pathlib import Path
from typing import Any

from contracts.events import EVENTS
from contracts.manifest import Manifest

HERE = Path(__file__).parent
SCHEMAS = HERE / "schemas"
SAMPLES = HERE / "samples"
ASYNCAPI = HERE / "asyncapi.json"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of every event, and of the manifest, as the models are now."""
    found: dict[str, dict[str, Any]] = {"manifest": Manifest.model_json_schema()}
    return found | {key: event.model_json_schema() for key, event in EVENTS.items()}


def revisions(folder: Path, name: str) -> dict[int, dict[str, Any]]:
    """All stored revisions of a schema or of a sample, by number."""
    files = (folder / name).glob("*.json")
    return {int(file.stem): json.loads(file.read_text("utf-8")) for file in sorted(files)}


def write() -> list[str]:
    """Store a new revision of every schema that differs from its last one; gives the names."""
    changed = []
    for name, schema in schemas().items():
        stored = revisions(SCHEMAS, name)
        if not stored or stored[max(stored)] != json.loads(json.dumps(schema)):
            file = SCHEMAS / name / f"{max(stored, default=0) + 1}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", "utf-8")
            changed.append(name)
    return changed
