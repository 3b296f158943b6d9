"""Deny by default: every route of every service names the roles that may call it."""

import base64
import itertools

import pytest

from catalog.main import build as build_catalog
from catalog.settings import CatalogSettings
from journal.main import build as build_journal
from journal.settings import JournalSettings
from mail_intake.main import build as build_mail_intake
from mail_intake.settings import MailIntakeSettings
from platform_bridge.main import wire
from platform_bridge.settings import BridgeSettings
from post_tracker.main import build as build_post_tracker
from post_tracker.settings import PostTrackerSettings
from service_kit.testing.routes import roles_of, routes_without_roles
from shop_sync.main import build
from shop_sync.settings import ShopSyncSettings

GIVEN = {"amqp_url": "amqp://unused", "mongo_url": "mongodb://unused/?replicaSet=rs0", "files_key": "k" * 32}
GIVEN["keks"] = {"1": base64.b64encode(b"k" * 32).decode()}
OPEN_BRIDGE = ("/v1/login", "/v1/refresh", "/v1/logout", "/v1/jwks", "/v1/images/{account}/{ref}")


@pytest.fixture
async def bridge():
    made = wire(BridgeSettings(**GIVEN))
    yield made.kit.build()
    await made.kit.mongo.close()


@pytest.fixture
async def shop_sync():
    kit = build(ShopSyncSettings(**GIVEN))
    yield kit.build()
    await kit.mongo.close()


@pytest.fixture
async def mail_intake():
    kit = build_mail_intake(MailIntakeSettings(**GIVEN))
    yield kit.build()
    await kit.mongo.close()


@pytest.fixture
async def post_tracker():
    kit = build_post_tracker(PostTrackerSettings(**GIVEN))
    yield kit.build()
    await kit.mongo.close()


@pytest.fixture
async def catalog():
    kit = build_catalog(CatalogSettings(**GIVEN))
    yield kit.build()
    await kit.mongo.close()


@pytest.fixture
async def journal():
    kit = build_journal(JournalSettings(**GIVEN))
    yield kit.build()
    await kit.mongo.close()


async def test_every_route_of_the_bridge_asks_for_a_role_but_those_of_a_session_and_signed_pictures(bridge):
    assert routes_without_roles(bridge, OPEN_BRIDGE) == []
    assert len(routes_without_roles(bridge)) == len(OPEN_BRIDGE)


async def test_every_route_of_shop_sync_asks_for_a_role_but_that_of_shops_with_a_key_in_their_address(shop_sync):
    assert routes_without_roles(shop_sync) == ["POST /hooks/{integration}/{account}/{connection}"]


async def test_every_route_of_mail_intake_asks_for_a_role(mail_intake):
    assert routes_without_roles(mail_intake) == []


async def test_every_route_of_post_tracker_asks_for_a_role(post_tracker):
    assert routes_without_roles(post_tracker) == []


async def test_every_route_of_the_journal_asks_for_a_role(journal):
    assert routes_without_roles(journal) == []


async def test_every_route_of_the_catalogue_asks_for_a_role_but_that_of_logos(catalog):
    assert routes_without_roles(catalog) == ["GET /v1/logos/{name}"]


async def test_widgets_are_made_changed_and_removed_by_operators_alone_and_requests_are_not_theirs(catalog):
    roles = roles_of(catalog)
    for route in ("POST /v1/widgets", "PUT /v1/widgets/{slug}", "DELETE /v1/widgets/{slug}", "GET /v1/own-widgets"):
        assert roles[route] == ("operator",)
    for route in ("POST /v1/widgets/{slug}/requests", "GET /v1/requests"):
        assert roles[route] == ("owner", "manager")


async def test_failed_messages_and_switches_are_for_operators_and_nothing_else_is(
    *, bridge, shop_sync, mail_intake, post_tracker, journal
):
    for app in (bridge, shop_sync, mail_intake, post_tracker, journal):
        for route, roles in roles_of(app).items():
            if "/v1/failed-messages" in route or "/v1/systems" in route:
                assert roles == ("operator",), route
            else:
                assert "operator" not in roles or route == "GET /v1/me", route


async def test_connections_are_made_changed_and_deleted_by_owners_alone(*, shop_sync, mail_intake, post_tracker):
    for app in (shop_sync, mail_intake, post_tracker):
        changing = {
            route: roles
            for route, roles in roles_of(app).items()
            if route.split()[0] != "GET" and route.split()[1].startswith(SETTINGS)
        }
        owners = {route for route, roles in changing.items() if roles == ("owner",)}
        assert owners == {
            "DELETE /v1/connections/{connection}",
            "POST /v1/connections",
            "POST /v1/connections/{connection}/history/{version}/restore",
            "POST /v1/integrations/{slug}/check",
            "PUT /v1/connections/{connection}",
        }
        assert {roles for route, roles in changing.items() if route not in owners} == {("owner", "manager")}


async def test_letters_and_templates_are_for_owners_and_managers(mail_intake):
    of_letters = {
        route: roles for route, roles in roles_of(mail_intake).items() if "letter" in route or "templ" in route
    }
    assert set(of_letters.values()) == {("owner", "manager")}


async def test_owners_alone_change_directories_and_nothing_else_is_kept_from_managers(*, bridge, journal, catalog):
    owners = {
        route for app in (bridge, journal, catalog) for route, roles in roles_of(app).items() if roles == ("owner",)
    }
    assert owners == {"PUT /v1/directories/{kind}/{ref}", "DELETE /v1/directories/{kind}/{ref}"}


async def test_managers_start_and_repeat_runs_check_and_comment(*, shop_sync, mail_intake, post_tracker):
    for roles, route in itertools.product(map(roles_of, (shop_sync, mail_intake, post_tracker)), WORK):
        assert roles[f"POST {route}"] == ("owner", "manager"), route
    assert roles_of(shop_sync)["POST /v1/connections/{connection}/uploads"] == ("owner", "manager")


WORK = (
    "/v1/connections/{connection}/runs",
    "/v1/connections/{connection}/check",
    "/v1/connections/{connection}/comments",
    "/v1/runs/{run}/cancel",
    "/v1/runs/{run}/retry",
)
SETTINGS = ("/v1/connections", "/v1/integrations")
