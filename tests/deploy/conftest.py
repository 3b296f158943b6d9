"""docker-compose.yml as Compose sees it: variables replaced by their defaults, anchors resolved, secrets made."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
VARIABLE = re.compile(r"\$\{(\w+):-([^}]*)\}")
SECRETS = "deploy/docker/secrets/"


class Compose:
    """The file, and the environment that each container gets; `secrets` is a folder made by make-secrets.sh."""

    def __init__(self, text: str, secrets: Path) -> None:
        self.whole: dict[str, Any] = interpolated(yaml.safe_load(text))
        self.services: dict[str, dict[str, Any]] = self.whole["services"]
        self.secrets = secrets

    def environment(self, name: str) -> dict[str, str]:
        """What a container gets besides the environment of its image."""
        service = self.services[name]
        files = service.get("env_file", [])
        found: dict[str, str] = {}
        for file in [files] if isinstance(files, str) else files:
            lines = (self.secrets / file.removeprefix(SECRETS)).read_text().splitlines()
            found.update(line.split("=", 1) for line in lines)
        return {**found, **service.get("environment", {})}


def interpolated(value: Any) -> Any:
    """What Compose makes of the texts after it has read the YAML."""
    match value:
        case dict():
            return {key: interpolated(inner) for key, inner in value.items()}
        case list():
            return [interpolated(inner) for inner in value]
        case str():
            text = VARIABLE.sub(lambda found: found[2], value)
            assert "${" not in text, f"every variable has a default: {value}"
            return text.replace("$$", "$")
    return value


def make_secrets(folder: Path) -> None:
    subprocess.run(["sh", ROOT / "deploy/docker/make-secrets.sh", folder], check=True)


@pytest.fixture(scope="session")
def compose(tmp_path_factory: pytest.TempPathFactory) -> Compose:
    secrets = tmp_path_factory.mktemp("secrets")
    make_secrets(secrets)
    return Compose((ROOT / "docker-compose.yml").read_text(), secrets)
