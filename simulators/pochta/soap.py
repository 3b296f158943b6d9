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
    """The one element in the body of the envelope; Refused for anything else."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True, huge_tree=True)
    if b"<!DOCTYPE" in body:
        raise Refused("Sender", "DTD is not allowed")
    try:
        envelope = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Refused("Sender", "Couldn't create SOAP message: not well-formed") from error
    if envelope.tag != f"{{{version.namespace}}}Envelope":
        raise Refused("VersionMismatch", "Couldn't create SOAP message. Expecting Envelope of another version")
    bodies = envelope.findall(f"{{{version.namespace}}}Body")
    if len(bodies) != 1 or len(bodies[0]) != 1:
        raise Refused("Sender", "The body must hold one element")
    return bodies[0][0]


def parts(element: etree._Element, *names: str, optional: tuple[str, ...] = ()) -> dict[str, etree._Element]:
    """The children by their names, which must be these in this order; Refused otherwise."""
    tags = [str(child.tag) for child in element]
    if tags != [name for name in names if name not in optional or name in tags]:
        raise Refused("Sender", f"unmarshalling error: unexpected content of {etree.QName(element).localname}")
    return {str(child.tag): child for child in element}


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
