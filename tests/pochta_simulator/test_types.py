"""Our requests and the answers of the stand-in have the types of the services (`BIZ_SAMPLES` has both as WSDL)."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import etree

from post_tracker.connectors.pochta.soap.requests import Access, answer_request, history_request, ticket_request
from simulators.pochta.server import Post

SAMPLES = os.environ.get("BIZ_SAMPLES")
TYPES = Path(SAMPLES) / "post" / "reconstructed" if SAMPLES else Path("-")

pytestmark = pytest.mark.skipif(not TYPES.is_dir(), reason="BIZ_SAMPLES names no folder with types of the post")

NUMBER, UNKNOWN = "80084740397510", "RA999999999RU"
XS = "{http://www.w3.org/2001/XMLSchema}"
Call = Callable[..., httpx.Response]


def types_of(wsdl: str, namespace: str, folder: Path) -> etree.XMLSchema:
    """The schemas inside a WSDL, written so that they find each other."""
    schemas = list(etree.parse(TYPES / wsdl).iter(f"{XS}schema"))
    files = {schema.get("targetNamespace"): f"{number}.xsd" for number, schema in enumerate(schemas)}
    for schema in schemas:
        alone = etree.fromstring(etree.tostring(schema))
        for wanted in alone.iter(f"{XS}import"):
            wanted.set("schemaLocation", files[wanted.get("namespace")])
        (folder / files[schema.get("targetNamespace")]).write_bytes(etree.tostring(alone))
    return etree.XMLSchema(file=str(folder / files[namespace]))


@pytest.fixture
def single_types(tmp_path: Path) -> etree.XMLSchema:
    return types_of("rtm34.wsdl", "http://russianpost.org/operationhistory", tmp_path)


@pytest.fixture
def batch_types(tmp_path: Path) -> etree.XMLSchema:
    return types_of("fc.wsdl", "http://fclient.russianpost.org/postserver", tmp_path)


def inside(message: bytes) -> etree._Element:
    """What stands in the body, as a document of its own."""
    (body,) = etree.fromstring(message).findall("{*}Body")
    return etree.fromstring(etree.tostring(body[0]))


def test_requests_have_the_types_of_the_services(single_types: etree.XMLSchema, batch_types: etree.XMLSchema) -> None:
    access = Access("login", "password")
    single_types.assertValid(inside(history_request(NUMBER, access)))
    batch_types.assertValid(inside(ticket_request([NUMBER, UNKNOWN], access)))
    batch_types.assertValid(inside(answer_request("20260301120000000LOGIN", access)))


def test_histories_have_the_type_of_the_service(single_types: etree.XMLSchema, history: Call) -> None:
    single_types.assertValid(inside(history(NUMBER).content))
    single_types.assertValid(inside(history(UNKNOWN).content))


def test_batches_have_the_types_of_the_service(batch_types: etree.XMLSchema, batch: Call, clock: Any) -> None:
    issued = inside(batch([NUMBER, UNKNOWN]).content)
    batch_types.assertValid(issued)
    ticket = issued.findtext("value")
    batch_types.assertValid(inside(batch(ticket=ticket).content))
    clock.pass_(minutes=15)
    batch_types.assertValid(inside(batch(ticket=ticket).content))


@pytest.mark.parametrize("name", ["getOperationHistory", "getTicket", "getResponseByTicket"])
def test_operators_own_requests_are_answered(post: Post, name: str) -> None:
    said = (TYPES.parent / "samples" / f"{name}-request.xml").read_text("utf-8")
    body = said.replace("my_login", post.user.login).replace("my_password", post.user.password)
    single = name == "getOperationHistory"
    response = httpx.post(
        post.url + ("/rtm34" if single else "/fc"),
        content=body.encode(),
        headers={
            "Content-Type": f"{'application/soap+xml' if single else 'text/xml'};charset=UTF-8",
            "SOAPAction": '""',
        },
        trust_env=False,
    )
    errors = [error.get("ErrorTypeID") for error in etree.fromstring(response.content).iter("error")]
    assert (response.status_code, errors) == (200, ["17"] if name == "getResponseByTicket" else [])  # its ticket is old
