"""make-secrets.sh: makes what is missing, changes nothing that is there; nothing of it is committed or built in."""

import base64
import json
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from contracts.topology import CATALOG_WIDGETS
from devstack import SERVICES
from service_kit.settings import Settings

ROOT = Path(__file__).parents[2]
NAMES = [service.name for service in SERVICES]


def make(folder: Path) -> None:
    subprocess.run(["sh", ROOT / "deploy/docker/make-secrets.sh", folder], check=True)


def contents(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in folder.iterdir()}


def variables(folder: Path, name: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in (folder / name).read_text().splitlines())


def sent_to_a_build(path: str) -> bool:
    """Whether .dockerignore lets a file through: the last line that matches it or a folder above decides."""
    sent = True
    above = [path, *(str(folder) for folder in Path(path).parents)]
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if line and not line.startswith("#") and any(fnmatch(name, pattern) for name in above):
            sent = line.startswith("!")
    return sent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make(tmp_path / "secrets")
    return tmp_path / "secrets"


def test_each_service_gets_secrets_of_its_own(folder: Path) -> None:
    given = [variables(folder, f"{name}.env") for name in NAMES]
    for name, secrets in zip(NAMES, given, strict=True):
        assert secrets.keys() == {"BIZ_AMQP_URL", "BIZ_MONGO_URL", "BIZ_FILES_KEY", "BIZ_KEK_1"}
        assert {urlsplit(secrets[key]).username for key in ("BIZ_AMQP_URL", "BIZ_MONGO_URL")} == {name}
        assert len(base64.b64decode(secrets["BIZ_KEK_1"], validate=True)) == 32
        assert re.fullmatch("[0-9a-f]{64}", secrets["BIZ_FILES_KEY"])
    values = [value for secrets in given for value in secrets.values()]
    assert len(set(values)) == len(values)


def test_servers_know_the_passwords_of_the_services(folder: Path) -> None:
    broker = {user["name"]: user["password"] for user in json.loads((folder / "rabbitmq.json").read_text())["users"]}
    database = dict(pair.split(":") for pair in variables(folder, "mongodb-users.env")["BIZ_USERS"].split())
    for name in NAMES:
        secrets = variables(folder, f"{name}.env")
        assert broker[name] == urlsplit(secrets["BIZ_AMQP_URL"]).password
        assert database[name] == urlsplit(secrets["BIZ_MONGO_URL"]).password


def test_a_service_may_touch_its_own_queues_and_the_common_exchanges_alone(folder: Path) -> None:
    rights = {row["user"]: row for row in json.loads((folder / "rabbitmq.json").read_text())["permissions"]}
    mine = rights["shop-sync"]
    for name in (
        "shop-sync.order-answers",
        "shop-sync.order-answers.retry.60000",
        "biz.events",
        "biz.dead",
        "amq.gen-x",
        CATALOG_WIDGETS.name,
    ):
        assert all(re.search(mine[right], name) for right in ("configure", "write", "read")), name
    for name in ("platform-bridge.orders", "shop-synchrony.x", "biz.other", "x.biz.events", "amq.topic"):
        assert not any(re.search(mine[right], name) for right in ("configure", "write", "read")), name
    assert [right for right in ("configure", "write", "read") if re.search(mine[right], "amq.default")] == ["write"]


def test_running_it_again_changes_nothing(folder: Path) -> None:
    before = contents(folder)
    make(folder)
    assert contents(folder) == before


def test_a_deleted_line_is_a_rotated_password_and_nothing_else_changes(folder: Path) -> None:
    before = contents(folder)
    file = folder / "catalog.env"
    kept = [line for line in file.read_text().splitlines() if not line.startswith("BIZ_AMQP_URL=")]
    file.write_text("\n".join(kept) + "\n")
    make(folder)
    after = contents(folder)
    assert {name for name in after if after[name] != before[name]} == {"catalog.env", "rabbitmq.json"}
    test_servers_know_the_passwords_of_the_services(folder)


def test_a_retired_master_key_does_not_come_back(folder: Path) -> None:
    file = folder / "catalog.env"
    file.write_text(file.read_text().replace("BIZ_KEK_1=", "BIZ_KEK_2="))
    make(folder)
    assert {name for name in variables(folder, "catalog.env") if "KEK" in name} == {"BIZ_KEK_2"}


def test_the_keys_are_what_the_settings_take(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables(folder, "catalog.env").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("BIZ_MONGO_DATABASE", "catalog")
    assert list(Settings().keks) == ["1"]


def test_nobody_else_on_the_machine_reads_them_and_they_are_neither_committed_nor_sent_to_a_build(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    for file in folder.iterdir():
        assert file.stat().st_mode & 0o777 == (0o644 if file.name == "rabbitmq.json" else 0o600), file.name
    ignored = subprocess.run(
        ["git", "check-ignore", "-q", "deploy/docker/secrets/catalog.env"], cwd=ROOT, check=False
    ).returncode
    assert ignored == 0
    assert not sent_to_a_build("deploy/docker/secrets/catalog.env")
    assert sent_to_a_build("services/catalog/src/catalog/main.py")


def test_the_console_is_sent_to_a_build_without_what_a_build_makes() -> None:
    for path in ("web/src/main.tsx", "web/package-lock.json", "web/.npmrc", "docs/guide/insales.md"):
        assert sent_to_a_build(path), path
    for path in ("web/node_modules/antd/package.json", "web/dist/index.html", "docs/architecture.md"):
        assert not sent_to_a_build(path), path
