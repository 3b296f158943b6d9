"""The whole product as processes, and a user of it."""

import pytest
import users
from pymongo import MongoClient
from users import OPERATOR, OWNER, User

from devstack import SERVICES, DevStack, free_ports
from gateway import Rates


@pytest.fixture(scope="session")
def new_stack(tmp_path_factory):
    """Make a stack of processes with the demo account; the caller starts and stops it by `with`.

    With `only` there are no other services: starting each takes some two seconds of a processor.
    """

    def make(replicas=1, egress=(), only=None):
        return DevStack(
            tmp_path_factory.mktemp("stack"),
            ports=free_ports(),
            services=[service for service in SERVICES if only is None or service.name in only],
            replicas=replicas,
            egress=egress,
            environment={"BIZ_SEED_DEMO": "1"},
            rates=Rates(api=100_000, api_burst=100_000),
        )

    return make


@pytest.fixture(scope="session")
def stack(new_stack):
    """The stack that all modules share which kill nothing; each of them works with connections of its own."""
    with new_stack() as running:
        yield running


@pytest.fixture(scope="session")
def log_in():
    """Log somebody in to a stack."""
    return lambda stack, login=OWNER: User(stack, login)


@pytest.fixture(scope="session")
def create_account():
    """Make an account with a user, or a user of an account, as an administrator makes them."""
    return users.create_account


@pytest.fixture(scope="module")
def new_user(stack):
    """Log somebody in."""
    return lambda login: User(stack, login)


@pytest.fixture(scope="module")
def owner(new_user):
    return new_user(OWNER)


@pytest.fixture(scope="module")
def operator(new_user):
    return new_user(OPERATOR)


@pytest.fixture(scope="module")
def database_of():
    """The databases of a stack."""
    clients = []

    def connect(stack):
        clients.append(MongoClient(stack.mongo_url, tz_aware=True))
        return clients[-1]

    yield connect
    for client in clients:
        client.close()


@pytest.fixture(scope="module")
def database(stack, database_of):
    return database_of(stack)
