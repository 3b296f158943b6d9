"""JSON and XML of the API: the same rows of Python values both ways.

A row is a dict by JSON names. Decimal becomes a string in JSON ("740.0"), a moment has the offset of the shop and
whole seconds ("2023-11-22T14:24:30.000+03:00"). XML has dashes for underscores and `type`, `nil` attributes. Chosen:
moments in XML are ISO `dateTime`, as the old `timestamp` style is seen in samples of 2010 only.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from lxml import etree

from simulators.insales.errors import bad_request

Row = dict[str, Any]

TYPES: Final = {"json": "application/json", "xml": "application/xml"}


def encode(value: Any, root: str, form: str) -> bytes:
    """Body of an answer in `form` (json, xml); `root` names the outer element of XML alone."""
    if form == "json":
        return json.dumps(value, ensure_ascii=False, default=_plain).encode()
    return bytes(etree.tostring(_element(root, value), xml_declaration=True, encoding="UTF-8"))


def decode(body: bytes, form: str) -> Row:
    """The request's body by its root name; 400 when it is not well-formed or not an object."""
    if form == "json":
        try:
            found = json.loads(body, parse_float=Decimal)
        except ValueError as error:
            raise bad_request("not JSON") from error
        if not isinstance(found, dict):
            raise bad_request("not an object")
        return found
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(body, parser)
        return {_name(root): _value(root)}
    except (etree.XMLSyntaxError, ValueError, InvalidOperation) as error:
        raise bad_request("not XML") from error


def money(value: Decimal) -> str:
    """At least one digit after the point, as the API has it."""
    text = f"{value:f}"
    if "." not in text:
        return f"{text}.0"
    text = text.rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def _plain(value: Any) -> str:
    match value:
        case Decimal():
            return money(value)
        case datetime():
            return value.isoformat(timespec="milliseconds")
        case date():
            return value.isoformat()
    raise TypeError(type(value))


def _element(name: str, value: Any) -> etree._Element:
    element = etree.Element(name.replace("_", "-"))
    match value:
        case None:
            element.set("nil", "true")
        case bool():
            _fill(element, "boolean", str(value).lower())
        case int():
            _fill(element, "integer", str(value))
        case Decimal():
            _fill(element, "decimal", money(value))
        case datetime():
            _fill(element, "dateTime", value.isoformat())
        case date():
            _fill(element, "date", value.isoformat())
        case Mapping():
            element.extend(_element(key, item) for key, item in value.items())
        case Sequence() if not isinstance(value, str):
            element.set("type", "array")
            element.extend(_element(_one_of(name), item) for item in value)
        case _:
            element.text = str(value)
    return element


def _fill(element: etree._Element, kind: str, text: str) -> None:
    element.set("type", kind)
    element.text = text


def _one_of(plural: str) -> str:
    """Name of one thing of a list: categories, category; custom_statuses, custom_status."""
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    if plural.endswith("sses") or plural.endswith("uses"):
        return plural[:-2]
    return plural.removesuffix("s")


def _name(element: etree._Element) -> str:
    return str(element.tag).replace("-", "_")


def _value(element: etree._Element) -> Any:
    """The typed value; an element without type and without text is None, as Rails reads it."""
    if element.get("nil") == "true":
        return None
    kind = element.get("type")
    if kind == "array":
        return [_value(child) for child in element]
    if len(element):
        return {_name(child): _value(child) for child in element}
    return _typed((element.text or "").strip(), kind)


def _typed(text: str, kind: str | None) -> Any:
    match kind:
        case "integer":
            return int(text)
        case "decimal" | "float":
            return Decimal(text)
        case "boolean":
            return text == "true"
    return text or None
