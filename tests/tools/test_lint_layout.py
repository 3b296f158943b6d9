"""Each rule of the layout lint finds its violation and lets a proper tree pass."""

import subprocess
from pathlib import Path

import pytest

import lint_layout

SERVICE = "services/shop-sync/src/shop_sync"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a small repository that follows every rule."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    add(tmp_path, "pyproject.toml", '[tool.importlinter]\nroot_packages = ["shop_sync"]\n')
    add(tmp_path, "services/shop-sync/README.md", "# shop-sync\n")
    add(tmp_path, "services/shop-sync/pyproject.toml", "")
    add(tmp_path, f"{SERVICE}/main.py", '"""Not the exchange biz.events itself."""\n')
    for part in lint_layout.CONNECTOR_FILES:
        add(tmp_path, f"{SERVICE}/connectors/insales/{part}", "")
    add(tmp_path, f"{SERVICE}/connectors/_template/config.py", "")
    add(
        tmp_path,
        "libs/service-kit/src/service_kit/mongo.py",
        "import motor.motor_asyncio\nfrom pymongo import errors\n",
    )
    add(tmp_path, "libs/contracts/src/contracts/topology.py", 'EVENTS = "biz.events"\n')
    add(tmp_path, "services/shop-sync/tests/test_x.py", 'EVENTS = "biz.events"\nimport pymongo\n')
    assert lint_layout.check(tmp_path) == []
    return tmp_path


def add(tree: Path, path: str, text: str) -> None:
    (tree / path).parent.mkdir(parents=True, exist_ok=True)
    (tree / path).write_text(text)
    subprocess.run(["git", "-C", tree, "add", path], check=True)


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (f"{SERVICE}/long.py", "x = 1\n" * 401, "long.py:1: 401 lines, at most 400"),
        (f"{SERVICE}/f.py", "def f():\n" + "    x = 1\n" * 60, "f.py:1: f has 61 lines, at most 60"),
        (f"{SERVICE}/a.py", "\nimport bson.json_util\n", "a.py:2: imports bson"),
        (f"{SERVICE}/a.py", "def f():\n    from pymongo.errors import X\n", "a.py:2: imports pymongo"),
        (f"{SERVICE}/a.py", 'X = "biz.dead"\n', "a.py:1: names biz.dead"),
        (f"{SERVICE}/a.py", "async def f(c):\n    await c.declare_queue('x')\n", "a.py:2: calls declare_queue"),
        (f"{SERVICE}/events/a.py", "x: Annotated[T, Context()]\n", "a.py:1: Context in an event handler"),
        (f"{SERVICE}/connectors/ozon/config.py", "", "connectors/ozon/manifest.json:1: missing"),
        ("services/catalog/README.md", "", "services/catalog/src/catalog/main.py:1: missing"),
        ("services/catalog/README.md", "", "pyproject.toml:1: catalog is not in"),
        ("README.md", "see https://" + "pypi" + ".org/x", "README.md:1: names the package registry"),
        ("README.md", "in /" + "home/me/x", "README.md:1: holds a path of one machine"),
    ],
)
def test_violation_is_told(tree: Path, path: str, text: str, told: str) -> None:
    add(tree, path, text)
    assert any(told in line for line in lint_layout.check(tree)), lint_layout.check(tree)
