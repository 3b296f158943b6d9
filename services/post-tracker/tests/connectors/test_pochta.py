"""«Почта России» does what every connector must; its form joins each status of the post with one of orders at most."""

from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import ValidationError

from post_tracker.app.ports import Way
from post_tracker.connectors import pochta
from post_tracker.connectors.pochta import connector
from post_tracker.connectors.pochta.config import PochtaConfig
from post_tracker.domain.pochta.standing import catalogue
from service_kit.http import Outside
from service_kit.testing.connector_suite import ConnectorSuite
from simulators.insales.faults import Fault
from simulators.pochta.server import Post, running

GIVEN = {"login": "BizTracking", "password": "pass-Word-77", "delivery_methods": ["post"]}


class TestPochta(ConnectorSuite):
    integration = connector.integration({}, Outside("pochta"), "https://tracking.russianpost.ru")
    folder = Path(pochta.__file__).parent
    good_config = GIVEN

    @pytest.fixture(params=["single", "batch"])
    def post(self, request, monkeypatch) -> Iterator[Post]:
        with running() as started:
            user = started.user
            given = {**GIVEN, "login": user.login, "password": user.password, "access": request.param}
            outside = Outside("pochta", egress_allow={started.url.partition("://")[2]})
            monkeypatch.setattr(type(self), "good_config", given)
            monkeypatch.setattr(type(self), "integration", connector.integration({}, outside, started.url))
            self.started = started
            yield started

    @pytest.mark.usefixtures("post")
    async def test_the_check_tells_each_failure_by_its_key_and_recovers(self):
        await super().test_the_check_tells_each_failure_by_its_key_and_recovers()

    def failures(self):
        return {"post_login_refused": self._other_password(), "post_answer_page": self._page()}

    @asynccontextmanager
    async def _other_password(self):
        known, self.started.user.password = self.started.user.password, "other"
        yield
        self.started.user.password = known

    @asynccontextmanager
    async def _page(self):
        self.started.api.faults.waiting.append(Fault(html=True))
        yield


def test_every_status_of_the_post_has_its_select_and_gives_an_order_what_was_chosen():
    schema = PochtaConfig.model_json_schema()["properties"]
    titles = {name: field["title"] for name, field in schema.items() if field["x-section"] == "Соответствие статусов"}
    assert titles == {f"status_{one.code}": one.title for one in catalogue().statuses}
    chosen = {"status_arrived": "st1", "status_expiring": "st1", "status_lost": None}
    config = PochtaConfig.model_validate({**GIVEN, **chosen, "access": "batch"})
    assert config.settings().statuses == {"arrived": "st1", "expiring": "st1"}
    assert config.settings().way is Way.TICKET


def test_a_connection_needs_a_delivery_method():
    with pytest.raises(ValidationError, match="delivery_methods"):
        PochtaConfig.model_validate({**GIVEN, "delivery_methods": []})


def test_one_login_is_connected_once_however_it_is_written():
    names = {
        connector.integration({}, Outside("pochta"), "").identity(
            PochtaConfig.model_validate({**GIVEN, "login": login})
        )
        for login in ("BizTracking", " biztracking ")
    }
    assert len(names) == 1
