"""The documents that clients are generated from are what the services say, with ids and problems that can be used."""

import json

import pytest

import openapi
from devstack import SERVICES
from gateway import REPOSITORY


async def test_the_documents_are_what_the_services_say():
    differing = [str(file.relative_to(REPOSITORY)) for file in await openapi.changed()]
    assert differing == [], "run tools/openapi.py"


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_failure_is_a_problem(service):
    document = json.loads(openapi.file_of(service).read_text("utf-8"))
    assert not {"HTTPValidationError", "ValidationError"} & document["components"]["schemas"].keys()
    for path, method, operation in _operations(document):
        assert "422" not in operation["responses"], (method, path)
        content = operation["responses"]["4XX"]["content"]
        assert content == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_answer_has_a_model_of_its_own(service):
    document = json.loads(openapi.file_of(service).read_text("utf-8"))
    for path, method, operation in _operations(document):
        for status, answer in operation["responses"].items():
            content = answer.get("content", {}).get("application/json")
            models = content["schema"].get("anyOf", [content["schema"]]) if content else []
            assert all("$ref" in model for model in models), (method, path, status)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_only_what_the_gateway_shows_is_there(service):
    document = json.loads(openapi.file_of(service).read_text("utf-8"))
    assert all(path.startswith("/v1/") for path in document["paths"])


def _operations(document):
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield path, method, operation
