"""Every collection of every service says how long it keeps what, and is led by the account."""

import ast
import base64
import importlib
import re
from pathlib import Path

import pytest

from devstack import SERVICES
from service_kit.purge import account_fields

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "docs" / "runbooks" / "privacy.md"
GIVEN = {"amqp_url": "amqp://unused", "mongo_url": "mongodb://unused/?replicaSet=rs0", "files_key": "k" * 32}
GIVEN["keks"] = {"1": base64.b64encode(b"k" * 32).decode()}
GLOBAL = {"systems", "login_attempts"}
"""No data of an account: switches of operators; logins that were tried, which nobody may own."""
FOUND_BY_ID = {"inbox", "snapshots", "request_days"}
"""The account is in the document and begins its `_id`, by which alone they are found."""
FOR_EVER = "as long as the account"


async def _indexes(package):
    settings = importlib.import_module(f"{package}.settings")
    made = next(value for name, value in vars(settings).items() if name.endswith("Settings") and name != "Settings")
    main = importlib.import_module(f"{package}.main")
    built = getattr(main, "wire", None) or main.build
    found = built(made(**GIVEN))
    kit = getattr(found, "kit", found)
    await kit.mongo.close()
    return kit.indexes


def _declared():
    """{(service or "every", collection): what the table says}."""
    rows = re.findall(r"^\| `([\w-]+)` \| `([\w.]+)` \| (.+?) \|", TABLE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == len({row[:2] for row in rows}), "a collection is listed twice"
    return {(service, collection): kept for service, collection, kept in rows}


def _kept(index):
    """The rule of an index that lets documents expire, as the table words it."""
    seconds, field = index.ttl_seconds, index.keys[0][0]
    for unit, size in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size} {unit} after `{field}`"
    return f"until `{field}`"


@pytest.fixture(scope="module")
def declared():
    return _declared()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
async def test_each_collection_is_kept_as_long_as_the_table_says(service, declared):
    indexes = await _indexes(service.package)
    rules = {index.collection: _kept(index) for index in indexes if index.ttl_seconds is not None}
    for collection in sorted({index.collection for index in indexes}):
        told = declared.get((service.name, collection)) or declared.get(("every", collection))
        assert told, f"add `{service.name}`, `{collection}` to {TABLE.relative_to(ROOT)}"
        assert told.startswith(rules.get(collection, FOR_EVER)), (collection, told, rules.get(collection))


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
async def test_the_account_leads_an_index_of_each_collection(service):
    indexes = await _indexes(service.package)
    led = account_fields(indexes)
    assert {index.collection for index in indexes} - led.keys() - GLOBAL - FOUND_BY_ID == set()


async def test_no_collection_is_used_that_no_service_makes():
    made = {index.collection for service in SERVICES for index in await _indexes(service.package)}
    used = {
        name: file.relative_to(ROOT)
        for pattern in ("libs/*/src/**/*.py", *(f"services/{service.name}/src/**/*.py" for service in SERVICES))
        for file in ROOT.glob(pattern)
        for name in _used(file.read_text("utf-8"))
    }
    assert {name: str(file) for name, file in used.items() if name not in made | GLOBAL} == {}


async def test_the_table_lists_nothing_that_is_gone(declared):
    real = {(service.name, index.collection) for service in SERVICES for index in await _indexes(service.package)}
    real |= {("every", collection) for _, collection in real}
    assert declared.keys() - real - {("every", "systems")} == set()


def _used(source):
    """Names of collections in `mongo["name"]` and `COLLECTION = "name"`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Subscript(
                value=ast.Name(id=owner) | ast.Attribute(attr=owner), slice=ast.Constant(value=str(name))
            ):
                if owner.lstrip("_") == "mongo":
                    yield name
            case ast.Assign(targets=[ast.Name(id=target)], value=ast.Constant(value=str(name))):
                if target.lstrip("_") == "COLLECTION":
                    yield name
