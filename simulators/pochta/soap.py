"""Envelopes of both versions: requests read strictly, answers and faults written."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

SOAP12: Final = "http://www.w3.org/2003/05/soap-envelope"
SOAP11: Final = "http://schemas.xmlsoap.org/soap/envelope/"
XML: Final = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of SOAP as the service speaks it."""

    namespace: str
    media: str

    @property
    def content_type(self) -> str:
        """Of answers."""
        return f"{self.media};charset=utf-8"


V12: Final = Version(SOAP12, "application/soap+xml")
V11: Final = Version(SOAP11, "text/xml")


class Refused(Exception):
    """Answered with a fault. `detail` is the element inside its detail."""

    def __init__(self, code: str, text: str, detail: etree._Element | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.detail = detail


def asked_in(body: bytes, version: Version) -> etree._Element:
    """The one element in the body of the envelope; Refused for anything else, and for headers that must be understood:
    the login stands in the body, so that none is.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_blank_text=True, remove_comments=True, huge_tree=True
    )
    if b"<!DOCTYPE" in body:
        raise Refused("Sender", "DTD is not allowed")
    try:
        envelope = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("Sender", "Couldn't create SOAP message: not well-formed") from error
    space = f"{{{version.namespace}}}"
    if envelope.tag != f"{space}Envelope":
        raise Refused("VersionMismatch", "Couldn't create SOAP message. Expecting Envelope of another version")
    found = parts(envelope, f"{space}Header", f"{space}Body", optional=(f"{space}Header",))
    if any(block.get(f"{space}mustUnderstand") in ("1", "true") for block in found.get(f"{space}Header", ())):
        raise Refused("MustUnderstand", "One or more mandatory SOAP header blocks not understood")
    if len(found[f"{space}Body"]) != 1:
        raise Refused("Sender", "The body must hold one element")
    return found[f"{space}Body"][0]


def parts(
    element: etree._Element, *names: str, optional: tuple[str, ...] = (), attributes: tuple[str, ...] = ()
) -> dict[str, etree._Element]:
    """The children by their names, which must be these in this order, with no text between; Refused otherwise, and for
    other attributes. Chosen: a server might well pass over them, a client should not send them.
    """
    tags = [str(child.tag) for child in element]
    words = [element.text, *(child.tail for child in element)]
    as_named = tags == [name for name in names if name not in optional or name in tags]
    if not as_named or any(words) or not set(element.keys()) <= set(attributes):
        raise Refused("Sender", f"unmarshalling error: unexpected content of {etree.QName(element).localname}")
    return {str(child.tag): child for child in element}


def value(element: etree._Element) -> str:
    """The text of an element that holds nothing else; Refused otherwise."""
    if len(element) or element.keys():
        raise Refused("Sender", f"unmarshalling error: unexpected content of {etree.QName(element).localname}")
    return element.text or ""


def enveloped(content: etree._Element, version: Version) -> bytes:
    """The answer's bytes."""
    envelope = etree.Element(f"{{{version.namespace}}}Envelope", nsmap={"S": version.namespace})
    etree.SubElement(envelope, f"{{{version.namespace}}}Body").append(content)
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def faulted(refused: Refused, version: Version) -> bytes:
    """The fault's bytes."""
    space = f"{{{version.namespace}}}"
    fault = etree.Element(f"{space}Fault", nsmap={"S": version.namespace})
    if version is V12:
        etree.SubElement(etree.SubElement(fault, f"{space}Code"), f"{space}Value").text = f"S:{refused.code}"
        reason = etree.SubElement(etree.SubElement(fault, f"{space}Reason"), f"{space}Text", {f"{{{XML}}}lang": "en"})
        reason.text = refused.text
        if refused.detail is not None:
            etree.SubElement(fault, f"{space}Detail").append(refused.detail)
    else:
        old = {"Sender": "Client", "Receiver": "Server"}.get(refused.code, refused.code)
        etree.SubElement(fault, "faultcode").text = f"S:{old}"
        etree.SubElement(fault, "faultstring").text = refused.text
    return enveloped(fault, version)
