"""What a caller reads when something went wrong: status, stable key, Russian text, and never our insides."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from prometheus_client import REGISTRY
from pydantic import BaseModel, ConfigDict, Field

from service_kit import limits, problems
from service_kit.errors import BizError, ConfigError, DataError, TransientError
from service_kit.limits import BodyLimit, Observed
from service_kit.mongo import ConnectionFailure, PyMongoError
from service_kit.problems import NotFound, Problem
from service_kit.texts import Texts

SECRET = "+79161234567"


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=3)
    count: int
    body: str = ""


def failing_app() -> FastAPI:
    app = FastAPI()
    problems.install(app, Texts())
    app.add_middleware(BodyLimit)
    app.add_middleware(Observed)
    app.state.error = None

    @app.get("/fail")
    async def fail() -> None:
        raise app.state.error

    @app.post("/input")
    async def take(given: Input, limit: int = 1) -> Input:
        return given

    @app.post("/v1/connections/c/uploads")
    @app.post("/v1/connections/c/templates/preview")
    @app.post("/raw")
    async def raw(request: Request) -> int:
        return len(await request.body())

    return app


@pytest.fixture
def app() -> FastAPI:
    return failing_app()


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as made:
        yield made


@pytest.mark.parametrize(
    ("error", "status", "key"),
    [
        (Problem(409, "connection_disabled"), 409, "connection_disabled"),
        (NotFound(), 404, "not_found"),
        (NotFound("run_unknown"), 404, "run_unknown"),
        (DataError("file_missing"), 422, "file_missing"),
        (DataError("failed_message_unknown"), 404, "failed_message_unknown"),
        (DataError("body_too_large", detail="1 МБ"), 413, "body_too_large"),
        (ConfigError("file_missing"), 422, "file_missing"),
        (TransientError("service_unavailable"), 503, "service_unavailable"),
        (BizError("bug"), 500, "bug"),
        (ConnectionFailure(SECRET), 503, "service_unavailable"),
        (PyMongoError(SECRET), 500, "unexpected"),
        (ValueError(SECRET), 500, "unexpected"),
        (KeyError(SECRET), 500, "unexpected"),
    ],
)
async def test_every_kind_of_error_has_its_status_key_and_russian_text(
    *, app: FastAPI, client: httpx.AsyncClient, error: Exception, status: int, key: str
) -> None:
    app.state.error = error
    answer = await client.get("/fail")
    body = answer.json()
    assert (answer.status_code, body["status"], body["key"]) == (status, status, key)
    assert answer.headers["content-type"] == "application/problem+json"
    for text in (body["title"], body["detail"]):
        assert any("а" <= letter <= "я" for letter in text.lower()), text
        assert "{" not in text
    for inside in (SECRET, "Traceback", "Error", ".py"):
        assert inside not in answer.text


async def test_a_key_without_a_text_is_shown_as_a_general_fault_with_its_name(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    app.state.error = DataError("no_such_text")
    body = (await client.get("/fail")).json()
    assert body["key"] == "no_such_text"
    assert "no_such_text" in body["title"]
    assert "Что-то пошло не так" in body["title"]


@pytest.mark.parametrize(("wait", "header"), [(7, "7"), (0.4, "1"), (6.2, "7"), (None, None)])
async def test_retry_after_is_passed_on_in_whole_seconds_never_less(
    *, app: FastAPI, client: httpx.AsyncClient, wait: float | None, header: str | None
) -> None:
    app.state.error = TransientError("too_many_requests", retry_after=wait, seconds=wait)
    answer = await client.get("/fail")
    assert answer.headers.get("retry-after") == header


async def test_details_of_an_error_are_put_into_its_text(app: FastAPI, client: httpx.AsyncClient) -> None:
    app.state.error = NotFound("integration_unknown", slug="наш-магазин{0}")
    assert "«наш-магазин{0}»" in (await client.get("/fail")).json()["detail"]


async def test_single_fields_are_named_with_a_key_and_a_russian_hint_and_without_the_value(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.post("/input?limit=x", json={"name": "ab", "body": 5, "odd": SECRET})
    body = answer.json()
    assert (answer.status_code, body["key"]) == (422, "invalid_input")
    errors = {tuple(error["loc"]): (error["key"], error["msg"]) for error in body["errors"]}
    assert errors == {
        ("query", "limit"): ("int_parsing", "Нужно целое число"),
        ("name",): ("string_too_short", "Слишком короткое значение"),
        ("count",): ("missing", "Обязательное поле"),
        ("body",): ("string_type", "Нужна строка"),
        ("odd",): ("extra_forbidden", "Лишнее поле"),
    }
    assert SECRET not in answer.text


async def test_a_body_that_is_no_json_says_so(client: httpx.AsyncClient) -> None:
    answer = await client.post("/input", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["key"] == "json_invalid"


async def test_unknown_addresses_and_methods_are_problems_too(client: httpx.AsyncClient) -> None:
    answer = await client.get("/nowhere")
    assert (answer.status_code, answer.json()["key"]) == (404, "not_found")
    answer = await client.delete("/fail")
    assert (answer.status_code, answer.json()["key"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("path", ["/raw", "/input"])
async def test_a_body_beyond_the_limit_is_refused_while_it_comes_in(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(limits, "BODY_LIMIT", 1024 * 1024)
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 50 * 1024 * 1024:
            sent += 256 * 1024
            yield b" " * 256 * 1024

    answer = await client.post(path, content=endless(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["key"]) == (413, "body_too_large")
    assert "1 МБ" in answer.json()["detail"]
    assert sent < 4 * 1024 * 1024


@pytest.mark.parametrize(("way", "limit"), [("uploads", "UPLOAD_LIMIT"), ("templates/preview", "LETTER_LIMIT")])
async def test_uploads_and_letters_have_limits_of_their_own(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, way: str, limit: str
) -> None:
    monkeypatch.setattr(limits, "BODY_LIMIT", 1024)
    monkeypatch.setattr(limits, limit, 1024 * 1024)
    path = f"/v1/connections/c/{way}"
    assert (await client.post(path, content=b"x" * 1_000_000)).json() == 1_000_000
    answer = await client.post(path, content=b"x" * 1_200_000)
    assert (answer.status_code, answer.json()["key"]) == (413, "body_too_large")


async def test_a_fault_of_ours_is_logged_for_us(
    *, app: FastAPI, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged: list[Any] = []
    monkeypatch.setattr(problems.log, "error", lambda event, **fields: logged.append((event, fields)))
    app.state.error = ValueError("x")
    await client.get("/fail")
    assert [(event, fields["path"]) for event, fields in logged] == [("request failed", "/fail")]


async def test_odd_methods_do_not_become_labels_of_metrics(app: FastAPI, client: httpx.AsyncClient) -> None:
    for number in range(3):
        await client.request(f"ODD{number}", "/fail")
    labels = {
        sample.labels["method"]
        for metric in REGISTRY.collect()
        if metric.name == "biz_http_request_seconds"
        for sample in metric.samples
    }
    assert not [label for label in labels if label.startswith("ODD")]
