"""The address of the broker: a silent link must be noticed within a minute, whatever the operator wrote."""

import pytest

from service_kit.publisher import HEARTBEAT_SECONDS, with_heartbeat


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("amqp://u:p@host:5672/v", f"amqp://u:p@host:5672/v?heartbeat={HEARTBEAT_SECONDS}"),
        ("amqp://host/?reconnect_interval=1", f"amqp://host/?reconnect_interval=1&heartbeat={HEARTBEAT_SECONDS}"),
        ("amqps://host/v?heartbeat=40", "amqps://host/v?heartbeat=40"),
    ],
)
def test_our_heartbeat_is_asked_for_unless_the_address_names_one(given: str, used: str) -> None:
    assert with_heartbeat(given) == used
