"""The service stands, and every route of it asks for a role."""

import base64

from post_tracker.main import build
from post_tracker.settings import PostTrackerSettings
from service_kit.testing.routes import routes_without_roles


async def test_every_route_asks_for_a_role():
    given = {"amqp_url": "amqp://unused", "mongo_url": "mongodb://unused/?replicaSet=rs0", "files_key": "k" * 32}
    kit = build(PostTrackerSettings(**given, keks={"1": base64.b64encode(b"k" * 32).decode()}))
    app = kit.build()
    assert routes_without_roles(app) == []
    assert "/v1/shipments/{shipment}/refresh" in {getattr(route, "path", "") for route in app.routes}
    await kit.mongo.close()
