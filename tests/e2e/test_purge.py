"""`python -m <service> purge ACCOUNT` in every service: the account is gone, its neighbour is whole."""

import base64
import json
import os
import subprocess
import sys

import pytest
from pymongo import MongoClient

from devstack import SERVICES

pytestmark = [pytest.mark.mongo, pytest.mark.e2e]
COLLECTIONS = ("connections", "orders", "runs", "things")


@pytest.fixture
def database(mongo_url, mongo_database):
    with MongoClient(mongo_url) as client:
        yield client[mongo_database]


@pytest.fixture
def run(mongo_url, mongo_database):
    """Run the command of a service; gives exit code, output and errors."""
    given = {
        "BIZ_AMQP_URL": "amqp://unused",
        "BIZ_MONGO_URL": mongo_url,
        "BIZ_MONGO_DATABASE": mongo_database,
        "BIZ_FILES_KEY": "k" * 32,
        "BIZ_KEK_1": base64.b64encode(b"k" * 32).decode(),
    }

    def command(package, *arguments):
        done = subprocess.run(
            [sys.executable, "-m", package, "purge", *arguments],
            env=os.environ | given,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return command


@pytest.mark.parametrize("package", [service.package for service in SERVICES])
def test_the_account_goes_and_its_neighbour_stays(*, package, run, database):
    for collection in COLLECTIONS:
        database[collection].insert_many([{"account": name, "person": "+79990001122"} for name in ("gone", "stays")])
    code, output, errors = run(package, "gone", "--yes")
    assert code == 0, errors
    told = json.loads(output.splitlines()[-1])
    assert told["event"] == "account purged"
    assert (told["account"], told["documents"]) == ("gone", len(COLLECTIONS))
    assert "+7999" not in output + errors
    for collection in COLLECTIONS:
        assert [row["account"] for row in database[collection].find()] == ["stays"], collection


def test_nothing_is_deleted_without_yes_or_for_everybody(run, database):
    database["things"].insert_one({"account": "gone"})
    for arguments in (("gone",), ("*", "--yes")):
        code, _, errors = run("catalog", *arguments)
        assert code == 2, arguments
        assert "удален" in errors
    assert database["things"].count_documents({}) == 1
