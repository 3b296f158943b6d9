"""Pytest fixtures over real RabbitMQ and MongoDB: one node of each per session, a fresh vhost and database per test."""

import os
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from service_kit.testing.mongod import MongoNode, drop_database
from service_kit.testing.rabbit import Management, RabbitNode

pytest.register_assert_rewrite("service_kit.testing.connector_suite")


@pytest.fixture(scope="session")
def rabbit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitNode]:
    """Return the session's own node, for drills that stop and kill it."""
    node = RabbitNode(tmp_path_factory.mktemp("rabbit"), management=True)
    node.start()
    yield node
    node.stop()


@pytest.fixture(scope="session")
def mongod(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MongoNode]:
    """Return the session's own node, for drills that stop and kill it."""
    node = MongoNode(tmp_path_factory.mktemp("mongod"))
    node.start()
    yield node
    node.stop()


@pytest.fixture
def amqp_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return the address of a vhost made for this test: on BIZ_AMQP_URL's broker when set, else on `rabbit`.

    A foreign broker needs its management API: BIZ_AMQP_MANAGEMENT_URL, by default port 15672 of the same host.
    """
    if url := os.environ.get("BIZ_AMQP_URL"):
        login, _, host = urlsplit(url).netloc.rpartition("@")
        default = f"http://{login}@{host.partition(':')[0]}:15672"
        management = Management(os.environ.get("BIZ_AMQP_MANAGEMENT_URL", default))
    else:
        node: RabbitNode = request.getfixturevalue("rabbit")
        url, management = node.url, node.management
    vhost = f"test-{uuid.uuid4().hex[:12]}"
    management.add_vhost(vhost)
    yield f"amqp://{urlsplit(url).netloc}/{vhost}"
    management.delete_vhost(vhost)


@pytest.fixture
def mongo_url(request: pytest.FixtureRequest) -> str:
    """Return BIZ_MONGO_URL when set, else the address of `mongod`."""
    if url := os.environ.get("BIZ_MONGO_URL"):
        return url
    node: MongoNode = request.getfixturevalue("mongod")
    return node.url


@pytest.fixture
def mongo_database(mongo_url: str) -> Iterator[str]:
    """Return a database name of this test's own; the database is dropped afterwards."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    yield name
    drop_database(mongo_url, name)
